import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Above every file that a person makes; what is larger is not read to its end. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** A file on disk for as long as it is worked on. */
export interface SpooledFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

class TooLarge extends Error {}

/**
 * Lays a body down in a temporary file, so that it can be read more than once (encoding, ways of writing numbers,
 * rows) without ever being held in memory and without a transaction that waits for the sender. The file is removed
 * when `work` ends, whatever happens.
 *
 * @returns null when the body is larger than `limitBytes`
 */
export async function withSpooledBody<Answer>(
  body: AsyncIterable<Uint8Array>,
  work: (file: SpooledFile) => Promise<Answer>,
  limitBytes: number = MAX_FILE_BYTES,
): Promise<Answer | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'waterline-import-'));
  try {
    const file = path.join(folder, 'body.csv');
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const measured = async function* () {
      for await (const chunk of body) {
        sizeBytes += chunk.byteLength;
        if (sizeBytes > limitBytes) throw new TooLarge();
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(measured, createWriteStream(file, { mode: 0o600 }));
    return await work({ path: file, sizeBytes, sha256: hash.digest('hex') });
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
