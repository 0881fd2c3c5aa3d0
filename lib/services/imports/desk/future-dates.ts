import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { FactValue } from '#lib/contracts/facts/summary.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';

interface PastField {
  readonly field: string;
  /** Only rows that this holds for; all, when absent. */
  readonly of?: (content: Readonly<Record<string, FactValue>>) => boolean;
}

/** Dates that say what has happened. Others may lie ahead: guided periods, launches, holidays. */
const PAST_FIELDS: Readonly<Partial<Record<FactTable, readonly PastField[]>>> = {
  capex_announcement: [{ field: 'announcedOn' }],
  capex_actual: [{ field: 'periodEndOn' }],
  vendor_profile: [{ field: 'marketCapAsOn' }],
  vendor_metric: [{ field: 'periodEndOn', of: (content) => content['reportedOrEstimate'] === 'reported' }],
  model_architecture: [{ field: 'releasedOn' }],
  technique: [{ field: 'firstPublishedOn' }],
  event: [{ field: 'occurredOn' }],
  price_trend: [{ field: 'observedOn' }],
  elasticity: [{ field: 'observedOn' }],
  assumption: [{ field: 'asOf' }],
};

/** Fields of a row whose date lies ahead although it tells of the past. */
export function findFutureDates(
  table: FactTable,
  content: Readonly<Record<string, FactValue>>,
  today: IsoDate,
): readonly { readonly field: string; readonly date: string }[] {
  return (PAST_FIELDS[table] ?? []).flatMap(({ field, of }) => {
    const date = content[field];
    if (typeof date !== 'string' || of?.(content) === false) return [];
    // A date of a year or a month begins on the day of its own length.
    return date > today.slice(0, date.length) ? [{ field, date }] : [];
  });
}
