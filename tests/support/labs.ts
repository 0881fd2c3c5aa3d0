import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { readServingDefaults } from '#lib/core/efficiency/serving-defaults.ts';
import type { IsoDate, Provenance } from '#lib/core/facts/types.ts';
import type { LabsWorld } from '#lib/core/labs/labs-world.ts';
import type { ListPrice } from '#lib/core/labs/list-price.ts';
import type { UsageFact } from '#lib/core/labs/request-mix.ts';
import { readAccelerators, readModelArchitectures } from './efficiency-facts.ts';
import { readExposureFacts } from './facts-from-csv.ts';
import { readShippedFleetRows } from './fleet.ts';

type Row = Readonly<Record<string, string>>;

function readRows(file: string): Row[] {
  const text = readFileSync(new URL(`../../prisma/seed/data/${file}`, import.meta.url), 'utf8');
  return parse<Row>(text, { columns: true, bom: true });
}

function provenanceOf(row: Row, visibleFrom: string): Provenance {
  return {
    sourceTitle: row['source_title'] ?? null,
    publisher: row['source_publisher'] ?? null,
    url: row['source_url'] ?? null,
    publishedOn: row['source_published_on'] ?? null,
    grade: row['confidence'] as Provenance['grade'],
    visibleFrom,
    recordedInBatch: 1,
  };
}

const numberOrNull = (cell: string | undefined): number | null =>
  cell === undefined || cell === '' ? null : Number(cell);

/** Every shipped list price. */
export function readListPrices(): ListPrice[] {
  return readRows('token_prices.csv').map((row) => ({
    ...provenanceOf(row, row['effective_on'] ?? ''),
    provider: row['provider'] ?? '',
    model: row['model'] ?? '',
    effectiveOn: row['effective_on'] ?? '',
    inputUsdPerMtok: numberOrNull(row['input_usd_per_mtok']),
    cachedInputUsdPerMtok: numberOrNull(row['cached_input_usd_per_mtok']),
    outputUsdPerMtok: numberOrNull(row['output_usd_per_mtok']),
    event: row['event'] ?? '',
    notes: row['notes'] ?? null,
  }));
}

/** Every shipped usage fact. */
export function readUsageFacts(): UsageFact[] {
  return readRows('adoption.csv').map((row) => ({
    ...provenanceOf(row, row['as_of'] ?? ''),
    quantity: row['quantity'] ?? '',
    subject: row['subject'] ?? '',
    observedOn: row['as_of'] ?? '',
    value: Number(row['value']),
    unit: row['unit'] ?? '',
  }));
}

/** The labs' world as shipped, without a database; `asOf` cuts prices and architectures by their own day. */
export function readLabsWorld(asOf: IsoDate = '2026-11-23'): LabsWorld {
  const { assumptions } = readExposureFacts();
  const defaults = readServingDefaults(assumptions);
  const passThrough = assumptions.find(({ id }) => id === 'pass_through');
  if (!defaults.ok || passThrough === undefined) throw new Error('the registry lacks rows that labs need');
  return {
    asOf,
    dataVersion: 1,
    prices: readListPrices().filter(({ visibleFrom }) => visibleFrom <= asOf),
    listsSeenOn: {},
    usage: readUsageFacts().filter(({ visibleFrom }) => visibleFrom <= asOf),
    models: [...readModelArchitectures().values()].filter(({ releasedOn }) => releasedOn <= asOf),
    accelerators: [...readAccelerators().values()],
    defaults: defaults.value,
    passThrough,
    fleet: readShippedFleetRows(),
  };
}
