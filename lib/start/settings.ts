import { existsSync } from 'node:fs';
import path from 'node:path';
import { readEnv, type Env } from '../platform/env-schema.ts';

/** What a start was asked to do. */
export interface StartSettings {
  readonly root: string;
  readonly mode: 'start' | 'dev';
  readonly env: Env;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** Whether the user named the data folder. */
  readonly isDataDirChosen: boolean;
}

/**
 * Reads the command line, the .env files (which never override the environment) and the environment.
 *
 * @throws AppError `env-invalid` naming every bad variable
 */
export function readSettings(args: readonly string[]): StartSettings {
  const root = path.resolve(import.meta.dirname, '../..');
  for (const name of ['.env.local', '.env']) {
    const file = path.join(root, name);
    if (existsSync(file)) process.loadEnvFile(file);
  }
  const env = readEnv();
  return {
    root,
    mode: args.includes('--dev') ? 'dev' : 'start',
    env,
    dataDir: path.resolve(root, env.dataDir),
    isDataDirChosen: (process.env['WATERLINE_DATA_DIR'] ?? '').trim() !== '',
  };
}
