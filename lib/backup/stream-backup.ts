import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import type { Client } from 'pg';
import { withBackup, type BackupChoice } from './compose-backup.ts';

/** A backup that is made while it is read; the bytes are those of a file that `npm run backup` writes. */
export interface BackupStream {
  /** The newest import batch that is in it; 0 when none is. */
  readonly dataVersion: number;
  /** Ends with an error when the backup fails. Destroying it ends the work. */
  readonly bytes: Readable;
}

interface StreamOptions extends BackupChoice {
  /** A reader who takes nothing for so long is given up, so that nobody keeps the snapshot open for ever. */
  readonly patienceMs: number;
  /** Called once the database is let go of, whatever happened. */
  readonly onEnd: () => void;
}

/**
 * Begins a backup whose bytes go to somebody else.
 *
 * @throws AppError when the database is not Waterline's or cannot be reached
 */
export async function streamBackup(options: StreamOptions): Promise<BackupStream> {
  const bytes = createGzip();
  // A failure after the beginning is told by the reader's own end of the stream.
  bytes.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    withBackup(options, async ({ client, content }) => {
      const dataVersion = await readDataVersion(client);
      resolve({ dataVersion, bytes });
      await pass(content, bytes, options.patienceMs);
    })
      .catch((cause: unknown) => {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        bytes.destroy(error);
        reject(error);
      })
      .finally(options.onEnd);
  });
}

async function readDataVersion(client: Client): Promise<number> {
  const answer = await client.query<{ id: number | null }>('SELECT max(id) AS id FROM import_batch');
  return answer.rows[0]?.id ?? 0;
}

async function pass(content: AsyncIterable<Buffer>, bytes: Gzip, patienceMs: number): Promise<void> {
  const waiting = setTimeout(() => {
    bytes.destroy(new Error('nobody reads the backup any more'));
  }, patienceMs);
  async function* watched(): AsyncGenerator<Buffer> {
    for await (const piece of content) {
      waiting.refresh();
      yield piece;
    }
  }
  try {
    await pipeline(watched(), bytes);
  } finally {
    clearTimeout(waiting);
  }
}
