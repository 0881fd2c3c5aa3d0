import { readFile, writeFile } from 'node:fs/promises';

import { toCsv, withoutApostrophe } from '#lib/contracts/csv-text.ts';
import { eventFile } from '#lib/contracts/facts/events.ts';
import { exchangeHolidayFile } from '#lib/contracts/facts/exchange-holidays.ts';
import {
  FROZEN_FILES,
  FROZEN_PLACEBO_COLUMNS,
  FROZEN_STUDY_COLUMNS,
} from '#lib/contracts/facts/frozen-studies.ts';
import { listingFile } from '#lib/contracts/facts/vendors.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { exchangeOfSymbol } from '#lib/core/calendar/exchange.ts';
import { buildHolidayTable } from '#lib/core/calendar/holiday-table.ts';
import { StudyDesk } from '#lib/core/event-study/desk.ts';
import { isFollowed } from '#lib/core/event-study/event-kinds.ts';
import { freezeDesk } from '#lib/core/event-study/freeze-desk.ts';
import type { CloseSeries } from '#lib/core/event-study/returns.ts';
import { describeFault } from '#lib/services/imports/import-fault.ts';
import { parseFactFile } from '#lib/services/imports/parse-fact-file.ts';
import { readCsv } from '#lib/services/imports/read-csv.ts';
import { today } from '#lib/platform/clock.ts';

/**
 * Computes the event studies that ship from the desk's own daily closes, which do not:
 * `node --conditions=react-server prisma/seed/freeze-studies.ts PRICES.csv` writes `data/frozen_*.csv`.
 * PRICES.csv has the columns date, symbol, adj_close and currency.
 */

type FactFileOf = Parameters<typeof parseFactFile>[0];

async function readFacts<File extends FactFileOf>(file: File) {
  const parsed = parseFactFile(file, await readFile(new URL(`data/${file.fileName}`, import.meta.url)));
  if (!parsed.ok) throw new Error(parsed.error.map(describeFault).join('\n'));
  return parsed.value.rows.map(({ row }) => row as ReturnType<File['row']['parse']>);
}

async function readCloses(path: string): Promise<ReadonlyMap<string, CloseSeries>> {
  const records = readCsv(await readFile(path));
  if (!records.ok) throw new Error(`${path} line ${records.error.line}: ${records.error.reason}`);
  const [header, ...body] = records.value;
  const place = (name: string): number => {
    const found = header?.cells.indexOf(name) ?? -1;
    if (found < 0) throw new Error(`${path} has no column ${name}`);
    return found;
  };
  const [date, symbol, close, currency] = ['date', 'symbol', 'adj_close', 'currency'].map(place) as [
    number,
    number,
    number,
    number,
  ];
  const series = new Map<string, { symbol: string; currency: string; days: string[]; closes: number[] }>();
  const sorted = body.toSorted((a, b) => (a.cells[date] ?? '').localeCompare(b.cells[date] ?? ''));
  for (const { cells } of sorted) {
    const name = withoutApostrophe(cells[symbol] ?? '');
    const own = series.get(name) ?? { symbol: name, currency: cells[currency] ?? '', days: [], closes: [] };
    own.days.push(cells[date] ?? '');
    own.closes.push(Number(cells[close]));
    series.set(name, own);
  }
  return series;
}

async function freeze(path: string): Promise<void> {
  const closes = await readCloses(path);
  const table = buildHolidayTable(await readFacts(exchangeHolidayFile));
  const events = (await readFacts(eventFile)).map((event) => ({ ...event, isFollowed: isFollowed(event) }));
  const listings = (await readFacts(listingFile))
    .filter(({ ticker }) => exchangeOfSymbol(ticker) !== null)
    .map(({ ticker, vendor, currency, validFromOn }) => ({
      symbol: ticker,
      name: vendor,
      currency,
      listedFromOn: validFromOn,
    }));
  const lastOn =
    [...closes.values()]
      .map(({ days }) => days.at(-1) ?? '')
      .sort()
      .at(-1) ?? '';
  const { studies, placebos } = freezeDesk(new StudyDesk({ table, closes }), events, listings, {
    computedOn: today(),
    modelVersion: MODEL_VERSION,
    priceNote: `the desk’s daily closes, adjusted, to ${lastOn}`,
  });
  await write(FROZEN_FILES.studies, toCsv(FROZEN_STUDY_COLUMNS, studies));
  await write(FROZEN_FILES.placebos, toCsv(FROZEN_PLACEBO_COLUMNS, placebos));
  console.log(`${studies.length} studies and ${placebos.length} placebo distributions, prices to ${lastOn}.`);
}

async function write(name: string, text: string): Promise<void> {
  await writeFile(new URL(`data/${name}`, import.meta.url), text.replaceAll('\r\n', '\n'));
}

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('Which prices? node --conditions=react-server prisma/seed/freeze-studies.ts PRICES.csv');
  process.exitCode = 1;
} else {
  await freeze(path);
}
