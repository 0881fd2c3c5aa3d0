import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../platform/errors.ts';
import { makeSecretToken } from '../platform/secret-token.ts';

const SECRET_MIN_CHARACTERS = 32;

/**
 * The secret that signs cookies: made on first use and kept in a file of the data folder that only its owner may read.
 *
 * @throws AppError `secret-unusable` when the file holds none
 */
export function keepSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  mkdirSync(dataDir, { recursive: true });
  try {
    // wx: of two starts at once, one makes it and both use it.
    writeFileSync(file, `${makeSecretToken()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length >= SECRET_MIN_CHARACTERS) return secret;
  throw new AppError(
    'secret-unusable',
    `${file} should hold the secret that signs cookies, but is too short. Delete it: a new one is made, and everybody signs in again.`,
  );
}
