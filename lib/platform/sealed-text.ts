import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const VERSION = 'v1';

/** What a sealed text is bound to: it opens only with the same three. */
export interface SealKey {
  /** The installation's own secret. */
  readonly secret: string;
  /** What is sealed under the key, so that no two purposes share one. */
  readonly purpose: string;
  /** Id of the row that holds it: moved to another, it does not open. */
  readonly boundTo: string;
}

/** Encrypts a text that must be readable again: AES-256-GCM under a key derived by HKDF-SHA256. */
export function sealText(text: string, { secret, purpose, boundTo }: SealKey): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, deriveKey(secret, purpose), iv).setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);

  return [VERSION, ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** The text that was sealed; null when it was sealed with another secret, for another row, or altered. */
export function openSealed(sealed: string, { secret, purpose, boundTo }: SealKey): string | null {
  const [version, ...parts] = sealed.split('.');
  const [iv, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (version !== VERSION || iv === undefined || text === undefined || tag === undefined) return null;
  try {
    const decipher = createDecipheriv(ALGORITHM, deriveKey(secret, purpose), iv, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag);

    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `waterline ${purpose}`, KEY_BYTES));
}
