/** Facts of the Capex page as shipped, without a database: measures and notes of announcements beside the engine's rows. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { CapexFacts } from '#lib/charts/capex/capex-study.ts';
import type { CapexAnnouncementFact } from '#lib/contracts/facts/capex.ts';
import { isVisible } from '#lib/core/calendar/as-of.ts';
import { readBaselineInputs, type BaselineInputs } from '#lib/core/demand/hbm-content.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

type Row = Readonly<Record<string, string>>;

function readRows(file: string): ReadonlyMap<string, Row> {
  const text = readFileSync(new URL(`../../prisma/seed/data/${file}`, import.meta.url), 'utf8');
  return new Map(
    parse<Row>(text, { columns: true, bom: true }).map((row) => [
      row['id'] ?? row['announcement_id'] ?? '',
      row,
    ]),
  );
}

const comparability = readRows('capex_comparability.csv');
const announced = readRows('capex_announcements.csv');

function comparabilityOf(id: string): CapexAnnouncementFact['comparability'] {
  const row = comparability.get(id);
  if (row === undefined) return null;
  const judged = row['is_comparable_with_superseded'] ?? '';
  return {
    measure: row['measure'] ?? '',
    isComparableWithSuperseded: judged === '' ? null : judged === 'yes',
    reason: row['reason'] ?? '',
  };
}

/** Every announcement on file, with its measure. */
export function readMeasuredAnnouncements(): CapexAnnouncementFact[] {
  return readExposureFacts()
    .capexAnnouncements.map((row) => {
      const raw = announced.get(row.id);
      return {
        ...row,
        key: row.id,
        currencyOriginal: raw?.['currency_original'] ?? '',
        amountOriginal: raw?.['amount_original'] ?? '',
        aiShareNote: raw?.['ai_share_note'] ?? null,
        comparability: comparabilityOf(row.id),
      };
    })
    .toSorted((a, b) => b.announcedOn.localeCompare(a.announcedOn) || a.id.localeCompare(b.id));
}

/** Inputs of the baseline as shipped. */
export function readShippedInputs(): BaselineInputs {
  const inputs = readBaselineInputs(readExposureFacts().assumptions);
  if (!inputs.ok) throw new Error(JSON.stringify(inputs.error));
  return inputs.value;
}

/** Facts of the page at a date: rows of later days are left out, as the database leaves them out. */
export function readCapexFacts(asOf: IsoDate = '2026-11-23'): CapexFacts {
  return {
    asOf,
    dataVersion: 1,
    inputs: readShippedInputs(),
    actuals: readExposureFacts().capexActuals.filter((row) => isVisible(row.visibleFrom, asOf)),
    announcements: readMeasuredAnnouncements().filter((row) => isVisible(row.visibleFrom, asOf)),
  };
}
