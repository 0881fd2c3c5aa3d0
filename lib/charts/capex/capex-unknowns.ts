/** What the Capex page does not know, found in the facts of its date. */
import type { CapexAnnouncementFact } from '../../contracts/facts/capex.ts';
import { firstDayOfMonth, monthIndexOf } from '../../core/calendar/quarter.ts';
import { reportedVisibleFrom } from '../../core/calendar/as-of.ts';
import { toIsoDate } from '../../core/calendar/day-number.ts';
import { isIncludedCash } from '../../core/demand/capex-basis.ts';
import { INCLUDED_ISSUERS } from '../../core/demand/consolidation.ts';
import { tickersOf } from '../../core/catalogue/capex-link.ts';
import type { Assumption, CapexActual, IsoDate } from '../../core/facts/types.ts';
import { formatDate } from '../format.ts';
import { formatInputNumber, formatInputPercent, formatInputRange } from '../resolved-inputs.ts';
import type { CapexStudy } from './capex-study.ts';
import { formatGuide, joinNames, measureWords, shortIssuer } from './capex-words.ts';

interface UnknownsInput {
  readonly study: CapexStudy;
  readonly actuals: readonly CapexActual[];
  readonly announcements: readonly CapexAnnouncementFact[];
  readonly assumptions: readonly Assumption[];
}

/** A quarter that should be public by now and is not on file. */
export interface MissingQuarter {
  readonly endsOn: IsoDate;
  readonly issuers: readonly string[];
}

/** Quarters of the rule's issuers that follow their newest on file and were due by `asOf`, by their last day. */
export function findMissingQuarters(actuals: readonly CapexActual[], asOf: IsoDate): MissingQuarter[] {
  const byEnd = new Map<IsoDate, string[]>();
  for (const { ticker, issuer } of INCLUDED_ISSUERS) {
    const ends = actuals.filter((row) => row.ticker === ticker && isIncludedCash(row));
    const newest = ends
      .map(({ periodEndOn }) => periodEndOn)
      .sort()
      .at(-1);
    if (newest === undefined) continue;
    const endsOn = toIsoDate(firstDayOfMonth(monthIndexOf(newest) + 4) - 1);
    if (reportedVisibleFrom(endsOn, null) > asOf) continue;
    byEnd.set(endsOn, [...(byEnd.get(endsOn) ?? []), shortIssuer(issuer)]);
  }
  return [...byEnd].map(([endsOn, issuers]) => ({ endsOn, issuers }));
}

function missingWords({ study, actuals }: UnknownsInput): string[] {
  return findMissingQuarters(actuals, study.asOf).map(
    ({ endsOn, issuers }) =>
      `What ${joinNames(issuers)} reported for the quarter to ${formatDate(endsOn)}: due by ${formatDate(study.asOf)}, not on file. Their guides may be one revision old.`,
  );
}

/** A quarter that an issuer states both in cash and with leases, the newest. */
function measureGap(actuals: readonly CapexActual[], ticker: string): string | null {
  const withLeases = actuals
    .filter((row) => row.ticker === ticker && row.definition.startsWith('incl. finance leases'))
    .toSorted((a, b) => b.periodEndOn.localeCompare(a.periodEndOn))[0];
  const cash = actuals.find(
    (row) => row.ticker === ticker && isIncludedCash(row) && row.periodEndOn === withLeases?.periodEndOn,
  );
  if (withLeases === undefined || cash === undefined) return null;
  return `${formatGuide(withLeases.capexUsdBn)} against ${formatGuide(cash.capexUsdBn)} cash in the quarter to ${formatDate(cash.periodEndOn)}`;
}

function measureWordsOf({ study, actuals, announcements }: UnknownsInput): string[] {
  const mixed = study.history.issuers.flatMap(({ ticker, issuer, vintages }) => {
    const guide = announcements.find(({ id }) => id === vintages.at(-1)?.announcementId);
    const measure = guide?.comparability?.measure;
    if (measure === undefined || measure === 'cash') return [];
    const gap = measureGap(actuals, ticker);
    return [`${shortIssuer(issuer)} guides ${measureWords(measure)}${gap === null ? '' : ` (${gap})`}`];
  });
  if (mixed.length === 0) return [];
  return [
    `What the sum is on one measure: ${joinNames(mixed)}. Reported cash is the only measure that all share.`,
  ];
}

function leaseWords({ announcements }: UnknownsInput): string[] {
  const leases = announcements.filter(({ periodLabel }) => periodLabel === 'leases not yet commenced');
  if (leases.length === 0) return [];
  const each = leases.map(
    ({ issuer, amountOriginal, announcedOn }) =>
      `${shortIssuer(issuer)} ${amountOriginal}, said on ${formatDate(announcedOn)}`,
  );
  return [
    `When leases that are signed but not begun become spending: they are in no series (${each.join('; ')}, USD).`,
  ];
}

function absentWords({ study }: UnknownsInput): string[] {
  const { absent } = study.history;
  if (absent.length === 0) return [];
  return [
    `A guide of ${joinNames(absent.map(shortIssuer))} for the whole of ${String(study.year)} in numbers: none is on file.`,
  ];
}

function gradeWords({ study, announcements }: UnknownsInput): string[] {
  const guides = study.history.issuers.flatMap(({ vintages }) =>
    announcements.filter(({ id }) => vintages.some(({ announcementId }) => announcementId === id)),
  );
  const primary = guides.filter(({ grade }) => grade === 'primary').length;
  if (guides.length === 0 || primary === guides.length) return [];
  return [
    `The wording of ${String(guides.length - primary)} of the ${String(guides.length)} guides behind this year: they were read in the press, ${String(primary)} with the company.`,
  ];
}

function assumptionWords({ assumptions, study }: UnknownsInput): string[] {
  const find = (id: string): Assumption | undefined => assumptions.find((row) => row.id === id);
  const coverage = find('issuer_coverage');
  const lead = find('capex_lead_quarters');
  const lateRow = (row: Assumption): string =>
    row.asOf > study.asOf ? ', written later than this date' : '';
  return [
    ...(coverage === undefined
      ? []
      : [
          `How much of the world’s AI capex the six issuers are: assumed ${formatInputPercent(coverage.point)} (${formatInputRange(coverage.low, coverage.high, 'fraction')})${lateRow(coverage)}. No issuer says how much of its capex is AI, or HBM.`,
        ]),
    ...(lead === undefined
      ? []
      : [
          `How long an HBM order comes before the capex that pays for it: assumed ${formatInputNumber(lead.point)} quarter (${formatInputRange(lead.low, lead.high, lead.unit)})${lateRow(lead)}.`,
        ]),
  ];
}

/** Each gap in one sentence, computed from what is on file. */
export function listCapexUnknowns(input: UnknownsInput): readonly string[] {
  const set = tickersOf(input.study.link.set);
  return [
    ...missingWords(input),
    ...absentWords(input),
    ...measureWordsOf(input),
    ...leaseWords(input),
    ...gradeWords(input),
    ...assumptionWords(input),
    ...(set.includes('ORCL')
      ? [
          'How Oracle’s fiscal guide falls on calendar years: it is spread along a straight line and by days, so each reported quarter moves the split.',
        ]
      : []),
    'Whether a guide is kept: the sums take guides at their word. Where a year was reported, the page shows by how much it missed.',
  ];
}
