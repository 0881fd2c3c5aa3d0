/**
 * The curated facts as the engine reads them, straight from prisma/seed/data: engine tests then need no database.
 * Visibility dates follow model 10.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { reportedVisibleFrom } from '#lib/core/calendar/as-of.ts';
import type { ExposureFacts } from '#lib/core/exposure/types.ts';
import type {
  Assumption,
  CapexActual,
  CapexAnnouncement,
  Grade,
  IsoDate,
  Provenance,
  VendorProfile,
} from '#lib/core/facts/types.ts';

import { readTechniques } from './efficiency-facts.ts';

type Row = Readonly<Record<string, string>>;

/** Collection day of the curated facts: what is undated counts as known from here on. */
const COLLECTED_ON = '2026-11-23';

/** Everything that {@link buildWorld} takes, at `asOf`. Rows that are not visible then are left in on purpose. */
export function readExposureFacts(asOf: IsoDate = COLLECTED_ON): ExposureFacts {
  return {
    asOf,
    assumptions: readRows('assumptions.csv').map(toAssumption),
    capexActuals: readCapexActuals(),
    capexAnnouncements: readRows('capex_announcements.csv').map(toCapexAnnouncement),
    vendors: readRows('vendor_profile.csv').map(toVendorProfile),
    techniques: [...readTechniques().values()],
  };
}

function readRows(file: string): Row[] {
  const text = readFileSync(new URL(`../../prisma/seed/data/${file}`, import.meta.url), 'utf8');
  return parse<Row>(text, { columns: true, bom: true });
}

function toAssumption(row: Row): Assumption {
  return {
    id: cell(row, 'id'),
    symbol: cell(row, 'symbol'),
    name: cell(row, 'name'),
    section: cell(row, 'section'),
    low: numberCell(row, 'low'),
    point: numberCell(row, 'point'),
    high: numberCell(row, 'high'),
    unit: cell(row, 'unit'),
    distribution: cell(row, 'distribution') as Assumption['distribution'],
    variesInUncertainty: cell(row, 'varies_in_uncertainty') === 'yes',
    basis: cell(row, 'basis') as Assumption['basis'],
    derivation: cell(row, 'derivation'),
    sourceTitle: textOrNull(row, 'source_title'),
    sourceUrl: textOrNull(row, 'source_url'),
    asOf: cell(row, 'as_of'),
    notes: textOrNull(row, 'notes'),
    recordedInBatch: 1,
  };
}

/** First words and restatements side by side: of what is visible the core takes the newest publication. */
function readCapexActuals(): CapexActual[] {
  const first = readRows('capex_actuals.csv').map((row) =>
    toCapexActual(row, reportedVisibleFrom(cell(row, 'period_end'), textOrNull(row, 'source_published_on'))),
  );
  const restated = readRows('capex_restatements.csv').map((row) =>
    toCapexActual(row, cell(row, 'source_published_on')),
  );
  return [...first, ...restated];
}

function toCapexActual(row: Row, visibleFrom: IsoDate): CapexActual {
  const periodEndOn = cell(row, 'period_end');
  return {
    ...provenance(row, visibleFrom),
    issuer: cell(row, 'issuer'),
    ticker: cell(row, 'ticker'),
    fiscalQuarter: cell(row, 'fiscal_quarter'),
    periodStartOn: cell(row, 'period_start'),
    periodEndOn,
    capexUsdBn: numberCell(row, 'capex_usd_bn'),
    definition: cell(row, 'definition'),
  };
}

function toCapexAnnouncement(row: Row): CapexAnnouncement {
  return {
    ...provenance(row, cell(row, 'announced_on')),
    id: cell(row, 'id'),
    issuer: cell(row, 'issuer'),
    ticker: textOrNull(row, 'ticker'),
    announcedOn: cell(row, 'announced_on'),
    periodLabel: cell(row, 'period_label'),
    periodStartOn: textOrNull(row, 'period_start'),
    periodEndOn: textOrNull(row, 'period_end'),
    kind: cell(row, 'kind'),
    lowUsdBn: numberOrNull(row, 'amount_low_usd_bn'),
    pointUsdBn: numberOrNull(row, 'amount_point_usd_bn'),
    highUsdBn: numberOrNull(row, 'amount_high_usd_bn'),
    supersedesId: textOrNull(row, 'supersedes_id'),
    summary: cell(row, 'summary'),
  };
}

function toVendorProfile(row: Row): VendorProfile {
  const marketCapAsOn = textOrNull(row, 'market_cap_as_of');
  return {
    ...provenance(row, marketCapAsOn ?? COLLECTED_ON),
    name: cell(row, 'vendor'),
    ticker: cell(row, 'ticker'),
    marketCapUsdBn: numberOrNull(row, 'market_cap_usd_bn'),
    marketCapAsOn,
  };
}

function provenance(row: Row, visibleFrom: IsoDate): Provenance {
  return {
    sourceTitle: textOrNull(row, 'source_title'),
    publisher: textOrNull(row, 'source_publisher'),
    url: textOrNull(row, 'source_url'),
    publishedOn: textOrNull(row, 'source_published_on'),
    grade: cell(row, 'confidence') as Grade,
    visibleFrom,
    recordedInBatch: 1,
  };
}

function cell(row: Row, column: string): string {
  const text = row[column];
  if (text === undefined) throw new Error(`column ${column} is missing`);
  return text;
}

function textOrNull(row: Row, column: string): string | null {
  const text = cell(row, column);
  return text === '' ? null : text;
}

function numberCell(row: Row, column: string): number {
  const value = numberOrNull(row, column);
  if (value === null) throw new Error(`column ${column} is blank in ${row['id'] ?? 'a row'}`);
  return value;
}

function numberOrNull(row: Row, column: string): number | null {
  const text = cell(row, column);
  if (text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`column ${column}: "${text}" is not a number`);
  return value;
}
