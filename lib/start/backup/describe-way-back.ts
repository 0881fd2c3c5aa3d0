/** Where a restored database can be put. */
export interface WayBackOptions {
  readonly file: string;
  readonly dataDir: string;
  /** Whether the database is the embedded one of the data folder, not the user's own. */
  readonly isEmbedded: boolean;
}

/** Says what to type to have the database back as a backup holds it, beside the present one. */
export function describeRestore(options: WayBackOptions): string {
  const setting = nameTarget(options);
  return `  ${setting} npm run restore -- ${quote(options.file)} &&\n  ${setting} npm start`;
}

/**
 * Says how to go back to the version from before a migration. The present version restores, so that it does not matter
 * whether the one before could.
 */
export function describeWayBack(options: WayBackOptions): string {
  const setting = nameTarget(options);
  return (
    'To go back to the version of Waterline that you had before, restore with this one:\n' +
    `  ${setting} npm run restore -- ${quote(options.file)} --no-migrate\n` +
    'then check that version out (git checkout) and run\n' +
    `  npm ci && ${setting} npm start\n` +
    'The present database stays as it is.'
  );
}

function nameTarget({ dataDir, isEmbedded }: WayBackOptions): string {
  return isEmbedded
    ? `WATERLINE_DATA_DIR=${quote(`${dataDir}-restored`)}`
    : 'DATABASE_URL=<the address of an empty database>';
}

function quote(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll(`'`, `'\\''`)}'`;
}
