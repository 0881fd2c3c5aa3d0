/** What a run at a past date uses that was not known on it. */
import { isVisible } from '../calendar/as-of.ts';
import { yearOfQuarter } from '../calendar/quarter.ts';
import { shareInputIds } from '../market/vendor-shares.ts';
import { createRegistry } from '../assumptions/registry.ts';
import type { RangedValue } from '../efficiency/one-at-a-time.ts';
import type { ExposureFacts } from '../exposure/types.ts';
import type { IsoDate, MarketFigure } from '../facts/types.ts';
import { parsePeriod, lastDayOf } from '../reconciliation/periods.ts';
import type { ModelRoute } from '../reconciliation/model-route.ts';
import type { SetQuarter } from './capex-backtest.ts';

/** Assumptions that the HBM figures of a run read, and how many of them were written after its date. */
export interface Hindsight {
  readonly inputCount: number;
  readonly hindsightCount: number;
  /** Newest date of those rows; null when there is none. */
  readonly newestOn: IsoDate | null;
  /** By kind of input, how many are hindsight. */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
}

const KINDS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['vendor shares', /^hbm_share_.+_\d{4}q[1-4]$/],
  ['prices', /^hbm_price_/],
  ['content per chip', /^hbm_content_index_/],
  ['memory inflation', /^memory_inflation_/],
  ['growth and attainment of capex', /^(capex_growth_|guidance_attainment)/],
  ['level and calibration', /./],
];

/** Hindsight of the baseline and of the vendor shares. */
export function findHindsight(facts: ExposureFacts, model: ModelRoute): Hindsight {
  const registry = createRegistry(facts.assumptions);
  const shares = registry.ok ? shareInputIds(registry.value) : [];
  const read = new Set([...model.inputIds, ...shares]);
  const inputs = facts.assumptions.filter(({ id }) => read.has(id));
  const later = inputs.filter(({ asOf }) => asOf > facts.asOf);
  const kindOf = (id: string): string => KINDS.find(([, pattern]) => pattern.test(id))?.[0] ?? '';
  return {
    inputCount: inputs.length,
    hindsightCount: later.length,
    newestOn:
      later
        .map(({ asOf }) => asOf)
        .sort()
        .at(-1) ?? null,
    kinds: KINDS.map(([kind]) => ({
      kind,
      count: later.filter(({ id }) => kindOf(id) === kind).length,
    })).filter(({ count }) => count > 0),
  };
}

/** Whether the year that the chain is scaled to was known on the date of a run. */
export interface CalibrationCheck {
  readonly year: number;
  readonly factor: RangedValue;
  /** Quarters of the year that the big four had all reported, of four. */
  readonly reportedQuarters: number;
  /** First day on which a published size of that year's market, dated after the year, was known; null = not yet. */
  readonly outturnKnownOn: IsoDate | null;
  /** Sentences; empty when the calibration used nothing but what was known. */
  readonly warnings: readonly string[];
}

/** Check of a run; `bigFour` as expected on its date, `market` as known now. */
export function checkCalibration(
  asOf: IsoDate,
  model: ModelRoute,
  bigFour: readonly SetQuarter[],
  market: readonly MarketFigure[],
): CalibrationCheck {
  const year = model.calibrationYear;
  const reportedQuarters = bigFour.filter(
    ({ quarter, isReported }) => isReported && yearOfQuarter(quarter) === year,
  ).length;
  const outturnKnownOn = firstOutturn(market, year);
  return {
    year,
    factor: model.calibration,
    reportedQuarters,
    outturnKnownOn,
    warnings: [
      ...(reportedQuarters === 4
        ? []
        : [
            `The chain is scaled to ${String(year)}, of which the big four had reported ${String(reportedQuarters)} of 4 quarters: the factor rests on guides and growth for the rest.`,
          ]),
      ...(outturnKnownOn !== null && isVisible(outturnKnownOn, asOf)
        ? []
        : [
            `No size of the ${String(year)} market dated after that year was public: the figure that the chain is scaled to was not known as an outturn.`,
          ]),
    ],
  };
}

function firstOutturn(market: readonly MarketFigure[], year: number): IsoDate | null {
  const period = parsePeriod(String(year));
  if (period === null) return null;
  const days = market
    .filter((row) => row.quantity === 'hbm_market_size' && row.period === period.label)
    .filter(({ publishedOn }) => publishedOn?.length === 10 && publishedOn > lastDayOf(period))
    .map(({ visibleFrom }) => visibleFrom);
  return days.sort()[0] ?? null;
}
