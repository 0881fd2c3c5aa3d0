import { afterAll, beforeAll, expect, it } from 'vitest';
import { previewImport } from '#lib/services/imports/desk/preview-import.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';

const FILE_BYTES = 60_000_000;

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});

afterAll(async () => {
  await database.close();
});

it('a file of 60 MB is read, refused line by line and forgotten in memory that does not grow with it', async () => {
  const block = new TextEncoder().encode('2024-01-02,MU,many,USD,\n'.repeat(4000));
  const before = process.memoryUsage.rss();
  let peak = before;
  let sent = 0;
  const body = async function* () {
    yield new TextEncoder().encode('date,symbol,adj_close,currency,flag\n');
    for (; sent < FILE_BYTES; sent += block.byteLength) {
      peak = Math.max(peak, process.memoryUsage.rss());
      yield await Promise.resolve(block);
    }
  };
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const answer = await previewImport({ table: 'price_bar', complete: 'no', newNames: 'refuse' }, body());
  clearInterval(sampling);

  expect(answer).toMatchObject({ ok: true, value: { accepted: false, faultCount: sent / 24 } });
  // Held as text and records, the file would take ten times its size.
  expect(peak - before).toBeLessThan(300_000_000);
});
