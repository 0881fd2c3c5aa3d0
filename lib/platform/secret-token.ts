import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A new secret of 256 random bits, safe in addresses: base64url. */
export function makeSecretToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is kept of a secret token: SHA-256, hexadecimal. Enough for 256 random bits; passwords need scrypt. */
export function hashSecretToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
