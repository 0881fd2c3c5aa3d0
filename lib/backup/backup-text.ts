import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** A line of JSON longer than this is none. */
const LONGEST_LINE_BYTES = 16_000_000;

const LINE_END = Buffer.from('\n');

const ROWS_END = Buffer.from('\n\\.\n');

/** The text of a backup, read from front to back. */
export interface BackupText {
  /** The next line without its end; `null` at the end of the text. */
  readonly readLine: () => Promise<Buffer | null>;
  /** The rows up to the line that ends them, in pieces that may begin and end anywhere. */
  readonly readRows: () => AsyncGenerator<Buffer>;
  /** Lets go of the file. */
  readonly close: () => Promise<void>;
}

/** Text that is not what a backup holds, whatever the reason. */
export class UnreadableText extends Error {}

/** Opens a backup's text; nothing more than a piece of it is ever in memory. */
export function openBackupText(file: string, signal?: AbortSignal): BackupText {
  const source = createReadStream(file, signal === undefined ? {} : { signal });
  const text = createGunzip({ chunkSize: 64 * 1024 });
  source.on('error', (error) => text.destroy(error));
  const pieces = source.pipe(text)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let held: Buffer = Buffer.alloc(0);

  const more = async (): Promise<boolean> => {
    const piece = await pieces.next();
    if (piece.done === true) return false;
    held = held.length === 0 ? piece.value : Buffer.concat([held, piece.value]);
    return true;
  };

  const readLine = async (): Promise<Buffer | null> => {
    for (;;) {
      const end = held.indexOf(LINE_END);
      if (end !== -1) {
        const line = held.subarray(0, end);
        held = held.subarray(end + 1);
        return line;
      }
      if (held.length > LONGEST_LINE_BYTES) throw new UnreadableText('a line has no end');
      if (await more()) continue;
      if (held.length > 0) throw new UnreadableText('the last line has no end');
      return null;
    }
  };

  async function* readRows(): AsyncGenerator<Buffer> {
    // The line before the rows ended with a line end, and so may the rows begin with their own end.
    held = Buffer.concat([LINE_END, held]);
    let from = 1;
    for (;;) {
      const end = held.indexOf(ROWS_END);
      const until = end === -1 ? held.length - ROWS_END.length + 1 : end + 1;
      const rows = held.subarray(from, Math.max(from, until));
      if (end !== -1) {
        held = held.subarray(end + ROWS_END.length);
        if (rows.length > 0) yield rows;
        return;
      }
      if (rows.length > 0) {
        held = held.subarray(until);
        from = 0;
        yield rows;
      }
      if (!(await more())) throw new UnreadableText('the rows of a table have no end');
    }
  }

  const close = async (): Promise<void> => {
    source.destroy();
    await pieces.return?.();
  };
  return { readLine, readRows, close };
}
