import manifest from '../../../package.json' with { type: 'json' };

/** Version of this installation, as its package states it. */
export const WATERLINE_VERSION: string = manifest.version;
