import { z } from 'zod';

import type { HeldRow } from '#lib/contracts/held-row.ts';

import type { QuarantinedValue } from '../source.ts';
import { quarantine } from './quarantine.ts';

/** One figure of one quarter; the number is still as it came. */
export interface StatementFigure {
  readonly periodEndOn: string;
  readonly currency: string;
  readonly rawValue: unknown;
}

interface SeriesContext {
  readonly symbol: string;
  readonly field: string;
  readonly todayOn: string;
  /** Whether two quarters may have the same figure to the last unit, as rounded ones may. */
  readonly mayRepeat: boolean;
  /** What acceptance of a figure stores; nothing for one that is no number. */
  readonly toHeld: (figure: StatementFigure) => HeldRow | undefined;
}

const pointSchema = z.object({
  asOfDate: z.iso.date(),
  periodType: z.string(),
  currencyCode: z.string().regex(/^[A-Z]{3}$/),
  reportedValue: z.object({ raw: z.unknown() }),
});

/**
 * Figures of one series of the statement endpoint. Quarantined: other periods than three months (some half-year
 * figures come as quarters), quarters that have not ended, one quarter with two figures, a figure that repeats the
 * quarter before to the last unit, points of another shape.
 */
export function toStatementFigures(
  series: unknown,
  context: SeriesContext,
): { readonly figures: readonly StatementFigure[]; readonly quarantined: readonly QuarantinedValue[] } {
  const quarantined: QuarantinedValue[] = [];
  if (series === undefined || series === null) return { figures: [], quarantined };
  const points = Array.isArray(series) ? (series as readonly unknown[]) : [series];
  const byQuarter = new Map<string, StatementFigure[]>();
  const shapeless = new Map<string, { readonly first: unknown; count: number }>();
  for (const point of points.filter((each) => each !== null)) {
    const parsed = pointSchema.safeParse(point);
    if (!parsed.success) {
      const field = (parsed.error.issues[0]?.path ?? []).map(String).join('.');
      const known = shapeless.get(field);
      if (known === undefined) shapeless.set(field, { first: point, count: 1 });
      else known.count += 1;
      continue;
    }
    const fault = findPeriodFault(parsed.data, context.todayOn);
    if (fault === null) {
      const { asOfDate, currencyCode, reportedValue } = parsed.data;
      const figure = { periodEndOn: asOfDate, currency: currencyCode, rawValue: reportedValue.raw };
      byQuarter.set(asOfDate, [...(byQuarter.get(asOfDate) ?? []), figure]);
    } else {
      quarantined.push(quarantine(context.symbol, context.field, point, fault));
    }
  }
  // A renamed field spoils every quarter alike: one entry says so, not a score.
  for (const [field, { first, count }] of shapeless) {
    const reason = `The field ${field} is missing, renamed or of another kind (${count} of ${points.length} quarters).`;
    quarantined.push(quarantine(context.symbol, context.field, first, reason));
  }

  return { figures: keepDistinct(byQuarter, context, quarantined), quarantined };
}

function findPeriodFault(point: z.infer<typeof pointSchema>, todayOn: string): string | null {
  if (point.periodType !== '3M') return `It covers ${point.periodType}, not a quarter of three months.`;

  return point.asOfDate > todayOn ? 'The quarter has not ended yet.' : null;
}

function keepDistinct(
  byQuarter: ReadonlyMap<string, readonly StatementFigure[]>,
  { symbol, field, mayRepeat, toHeld }: SeriesContext,
  quarantined: QuarantinedValue[],
): readonly StatementFigure[] {
  const kept: StatementFigure[] = [];
  for (const [periodEndOn, figures] of [...byQuarter].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const values = new Set(figures.map(({ rawValue }) => JSON.stringify(rawValue)));
    const [figure] = figures;
    if (figure === undefined) continue;
    const isRepeated = !mayRepeat && figure.rawValue !== 0 && figure.rawValue === kept.at(-1)?.rawValue;
    const place = `${field}.${periodEndOn}`;
    if (values.size > 1) {
      // Each by itself: one of them may be accepted.
      for (const rival of distinct(figures)) {
        const reason = 'Yahoo gives this quarter more than once with different figures.';
        quarantined.push(quarantine(symbol, place, rival.rawValue, reason, toHeld(rival)));
      }
    } else if (isRepeated) {
      const reason = 'It repeats the quarter before to the last unit: half a year written twice, or a copy.';
      quarantined.push(quarantine(symbol, place, figure.rawValue, reason, toHeld(figure)));
    } else kept.push(figure);
  }

  return kept;
}

function distinct(figures: readonly StatementFigure[]): readonly StatementFigure[] {
  const byValue = new Map(figures.map((figure) => [JSON.stringify(figure.rawValue), figure]));

  return [...byValue.values()];
}
