/**
 * A million daily bars imported from CSV: `node --conditions=react-server tests/bench/import-bars.ts [--bars=1000000]`.
 * Aim on two cores: at most 20 s for the import, flat memory. Also says what the preview and a second import take.
 */
import { parseArgs } from 'node:util';

import type { Member } from '#lib/auth/viewer.ts';
import { toDayNumber, toIsoDate, weekdayOf } from '#lib/core/calendar/day-number.ts';
import { commitImport } from '#lib/services/imports/desk/commit-import.ts';
import { previewImport } from '#lib/services/imports/desk/preview-import.ts';

import { startSeededDatabase } from './bench-servers.ts';

const SYMBOLS = 200;
const CHOICES = { table: 'price_bar', complete: 'no', newNames: 'accept' } as const;
const EDITOR: Member = {
  kind: 'member',
  userId: '00000000-0000-4000-8000-00000000000e',
  name: 'Bench',
  email: 'bench@firm.example',
  role: 'editor',
  via: { kind: 'session', sessionId: 'bench' },
};

const { values } = parseArgs({ options: { bars: { type: 'string', default: '1000000' } } });
const days = Math.ceil(Number(values.bars) / SYMBOLS);

const database = await startSeededDatabase();
process.env['DATABASE_URL'] = database.url;
process.env['LOG_LEVEL'] = 'silent';
const baseMb = residentMb();
let peakMb = baseMb;
const sampling = setInterval(() => {
  peakMb = Math.max(peakMb, residentMb());
}, 50);

try {
  const preview = await timed('preview', () => previewImport(CHOICES, file()));
  if (!preview.ok || preview.value.fingerprint === null) throw new Error(JSON.stringify(preview));
  const { fingerprint } = preview.value;
  const request = { ...CHOICES, fingerprint, reason: 'bench' };
  const done = await timed('import (aim: 20 s)', () => commitImport(EDITOR, request, file()));
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  console.log(`${String(done.value.counts.new)} bars, ${(countBytes() / 1e6).toFixed(0)} MB of CSV`);
  const again = await timed('the same file again', () => previewImport(CHOICES, file()));
  if (again.ok) console.log(`unchanged: ${String(again.value.counts?.unchanged)}`);
} finally {
  clearInterval(sampling);
  const { closeDb } = await import('#lib/db/client.ts');
  await closeDb();
  await database.remove();
}

async function timed<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
  peakMb = residentMb();
  const start = performance.now();
  const answer = await work();
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${name}: ${seconds.toFixed(1)} s, peak ${peakMb.toFixed(0)} MB resident (${baseMb.toFixed(0)} MB before anything)`,
  );

  return answer;
}

/** A day at a time, so that the file is never in memory. */
async function* file(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode('date,symbol,adj_close,currency,flag\n');
  for (const text of daysOfBars()) yield await Promise.resolve(encoder.encode(text));
}

function* daysOfBars(): Generator<string> {
  let day = toDayNumber('1990-01-01');
  for (let index = 0; index < days; day += 1) {
    if (weekdayOf(day) > 4) continue;
    const date = toIsoDate(day);
    let text = '';
    for (let symbol = 0; symbol < SYMBOLS; symbol += 1) {
      text += `${date},S${String(symbol)},${(100 + ((index * 37 + symbol * 11) % 1000) / 10).toFixed(4)},USD,\n`;
    }
    index += 1;
    yield text;
  }
}

function countBytes(): number {
  let bytes = 0;
  for (const text of daysOfBars()) bytes += text.length;

  return bytes;
}

function residentMb(): number {
  return process.memoryUsage.rss() / 1e6;
}
