import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#lib/platform/errors.ts';
import { passOver, readBackup } from '#lib/backup/read-backup.ts';
import type { Backup } from '#lib/start/backup/write-backup.ts';
import { makeTestFolder } from '#tests/support/cluster.ts';
import {
  backUp,
  makeEmptyDatabase,
  makeMigratedDatabase,
  query,
  readText,
  restore,
  writeMigration,
} from './backup-world.ts';

const folder = makeTestFolder();
const migrations = path.join(folder, 'migrations');
const file = path.join(folder, 'whole.backup.gz');
const damaged = path.join(folder, 'damaged.backup.gz');
let backup: Backup;
let bytes = Buffer.alloc(0);
let target = '';

beforeAll(async () => {
  writeMigration(
    migrations,
    '20260101000000_a',
    'CREATE TABLE price (id serial PRIMARY KEY, note text); CREATE TABLE nothing (id int);',
  );
  const source = await makeMigratedDatabase(migrations);
  await query(source, `INSERT INTO price (note) SELECT md5(n::text) FROM generate_series(1, 3000) n`);
  backup = await backUp(source, file);
  bytes = readFileSync(file);
  target = await makeEmptyDatabase();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What restoring these bytes was refused with. */
async function refusal(content: Uint8Array): Promise<AppError> {
  writeFileSync(damaged, content);
  const error: unknown = await restore(damaged, target, migrations).catch((caught: unknown) => caught);
  if (!(error instanceof AppError)) throw new Error(`not refused, or not explained: ${String(error)}`);
  return error;
}

/** A backup with another text, compressed anew, so that gzip's own checksum is right. */
const rewritten = (change: (text: string) => string): Promise<AppError> =>
  refusal(gzipSync(change(readText(file))));

describe('a damaged backup', () => {
  afterAll(async () => {
    expect(await query(target, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
  });

  it('is refused wherever it was cut off', async () => {
    const offsets = fc.integer({ min: 0, max: bytes.length - 1 });
    await fc.assert(
      fc.asyncProperty(offsets, async (offset) => {
        const { code } = await refusal(bytes.subarray(0, offset));
        expect(['backup-damaged', 'backup-wrong-kind']).toContain(code);
      }),
      { numRuns: 150, examples: [[0], [1], [10], [bytes.length - 1], [bytes.length - 8]] },
    );
  });

  it('is refused wherever a byte was flipped, unless gzip ignores that byte and the content is the same', async () => {
    // A flag, a time and an operating system at the front; bits that fill up the last byte of the data.
    const IGNORED_BY_GZIP = [3, 4, 5, 6, 7, 8, 9, bytes.length - 9];
    const flips = fc.tuple(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(flips, async ([offset, mask]) => {
        const flipped = Buffer.from(bytes);
        flipped[offset] = (flipped[offset] ?? 0) ^ mask;
        writeFileSync(damaged, flipped);
        const read = await readBackup(damaged, passOver).catch((error: unknown) => error);
        if (read instanceof AppError) expect(read.code).toMatch(/^backup-(damaged|wrong-kind)$/);
        else {
          expect(read).toEqual({ header: backup.header, manifest: backup.manifest });
          expect(IGNORED_BY_GZIP).toContain(offset);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when a row was changed, added, taken out or moved, though it was compressed anew', async () => {
    const row = /^7\t.*\n/m;
    const changes = [
      (text: string) => text.replace(row, '7\tother\n'),
      (text: string) => text.replace(row, (found) => found + found),
      (text: string) => text.replace(row, ''),
      (text: string) => text.replace(/^(7\t.*\n)(8\t.*\n)/m, '$2$1'),
      (text: string) => text.replace('\\.\n', ''),
    ];
    for (const change of changes) expect((await rewritten(change)).code).toBe('backup-damaged');
  });

  it('is refused when header, manifest or end were changed', async () => {
    const changes = [
      (text: string) => text.replace('0.0.0-test', '9.9.9-test'),
      (text: string) => text.replace('"rows":3000', '"rows":3001'),
      (text: string) => text.replace('"lastValue":"3000"', '"lastValue":"1"'),
      (text: string) => text.replace('{"table":"nothing"', '{"table":"price"'),
      (text: string) => text.replace(/\{"sha256":.*\n$/, ''),
      (text: string) => `${text}\n`,
      (text: string) => text + text,
      (text: string) => text.slice(0, -1),
    ];
    for (const change of changes) expect((await rewritten(change)).code).toBe('backup-damaged');
  });

  it('says that nothing was restored, and what to do', async () => {
    const { message } = await refusal(bytes.subarray(0, bytes.length / 2));
    expect(message).toMatch(
      /damaged\.backup\.gz is truncated or damaged .*Nothing of it was restored: take another copy/,
    );
  });
});

describe('what is no backup', () => {
  it.each([
    ['text', Buffer.from('Dear reader,\n')],
    ['compressed text', gzipSync('Dear reader,\n')],
    ['compressed JSON', gzipSync('{"kind":"something"}\n')],
    ['something large without a line end', gzipSync(Buffer.alloc(20_000_000))],
  ])('is named as such: %s', async (_, content) => {
    const { code, message } = await refusal(content);
    expect(code).toBe('backup-wrong-kind');
    expect(message).toMatch(/is no backup of Waterline/);
  });

  it('is named as such when it is no file', async () => {
    await expect(readBackup(path.join(folder, 'nowhere'), passOver)).rejects.toThrow(
      /There is no file .*nowhere/,
    );
    await expect(readBackup(folder, passOver)).rejects.toThrow(/There is no file/);
  });

  it('is told from one of a later layout, which is left to the version that knows it', async () => {
    const { code, message } = await rewritten((text) => text.replace('"format":1', '"format":2'));
    expect(code).toBe('backup-newer-format');
    expect(message).toMatch(/made by Waterline 0\.0\.0-test, whose backups this version cannot read/);
  });
});
