/**
 * The model's forecast at one `asOf`, as it is frozen: the default scenario with every input that varies drawn, by the
 * draws that any other run with that seed makes. Each target keeps its quantiles.
 */
import { valueAt } from '../assumptions/value-at.ts';
import { quarterLabel } from '../calendar/quarter.ts';
import type { ExposureWorld } from '../exposure/types.ts';
import type { IsoDate } from '../facts/types.ts';
import type { InputFault } from '../input-fault.ts';
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import { createSharePlan, fillVendorShares } from '../market/vendor-shares.ts';
import { ok, type Result } from '../result.ts';
import { quantilesInPlace } from '../stats/quantiles.ts';
import { runDraw, type DrawChain } from '../uncertainty/chain.ts';
import { drawInputs } from '../uncertainty/draw-block.ts';
import { prepareRun } from '../uncertainty/prepare-run.ts';
import type { BandQuantiles } from '../uncertainty/summary.ts';
import { openQuarters, weightsOf, type ReportingQuarter } from './reporting-quarters.ts';
import { CALL_LEVELS, type CallSubject, type CallUnit, type ForecastCall } from './types.ts';

/** Calendar quarters that are forecast, the running one counted. */
export const CALL_QUARTERS = 8;

/** Vendors whose HBM revenue is forecast; nobody reports that of the rest. */
export const CALL_VENDORS = MODELLED_VENDORS.filter(({ key }) => key !== 'other');

/** A forecast with what of it was not known on its day. */
export interface MadeCalls {
  readonly asOf: IsoDate;
  readonly calls: readonly ForecastCall[];
  /** Registry inputs that were drawn, and how many of them are dated after `asOf`. */
  readonly drawnInputs: number;
  readonly laterInputs: number;
}

export interface CallRequest {
  readonly draws: number;
  readonly seed: number;
}

/** A target while it is drawn: reads its value of the draw that the chain has just run. */
interface DrawnTarget {
  readonly subject: CallSubject;
  readonly vendor: string | null;
  readonly period: ReportingQuarter;
  readonly unit: CallUnit;
  readonly read: () => number;
  readonly column: Float64Array;
}

/** Forecast of every open target. Faults are those of {@link prepareRun}. */
export function makeCalls(
  world: ExposureWorld,
  { draws, seed }: CallRequest,
): Result<MadeCalls, InputFault[]> {
  const run = prepareRun(world, { scenario: { horizonQuarters: CALL_QUARTERS }, draws, seed, sobolDraws: 0 });
  if (!run.ok) return run;
  const { chain } = run.value;
  const shares = createShares(chain);
  const targets = listTargets(chain, shares.values, draws);
  drawInputs(run.value, draws, (row) => {
    runDraw(chain);
    shares.fill();
    for (const { column, read } of targets) column[row] = read();
  });
  return ok({
    asOf: world.asOf,
    calls: targets.map((target) => toCall(target, chain.kernel.firstQuarter)),
    drawnInputs: chain.drawn.length,
    laterInputs: countLater(world, chain),
  });
}

function toCall({ subject, vendor, period, unit, column }: DrawnTarget, first: number): ForecastCall {
  const { quarter, periodStartOn, periodEndOn } = period;
  return {
    subject,
    vendor,
    quarter: quarterLabel(quarter),
    periodStartOn,
    periodEndOn,
    horizonQuarters: quarter - first,
    unit,
    quantiles: bandOf(column),
  };
}

function bandOf(column: Float64Array): BandQuantiles {
  const [p05 = NaN, p10 = NaN, p25 = NaN, p50 = NaN, p75 = NaN, p90 = NaN, p95 = NaN] = quantilesInPlace(
    column,
    CALL_LEVELS,
  );
  return { p05, p10, p25, p50, p75, p90, p95 };
}

/** Shares from the quarter before the first on, since a vendor's own quarter may begin there. */
function createShares({ layout, kernel, values: drawn }: DrawChain) {
  const count = CALL_QUARTERS + 1;
  const plan = createSharePlan(layout.shares, kernel.firstQuarter - 1, count);
  const values = new Float64Array(MODELLED_VENDORS.length * count);
  return {
    values,
    fill: () => {
      fillVendorShares(plan, drawn, values);
    },
  };
}

function listTargets(chain: DrawChain, shares: Float64Array, draws: number): DrawnTarget[] {
  const { world, kernel, basis, workspace } = chain;
  const first = kernel.firstQuarter;
  const start = first - basis.firstQuarter;
  const target = (
    subject: CallSubject,
    vendor: string | null,
    period: ReportingQuarter,
    read: () => number,
  ): DrawnTarget => ({
    subject,
    vendor,
    period,
    read,
    unit: subject === 'saving' ? 'fraction' : 'USD bn',
    column: new Float64Array(draws),
  });
  /** HBM revenue of all vendors; before the first quarter nothing is saved yet. */
  const hbmOf = (k: number): number =>
    k < 0 ? valueAt(workspace.paths.hbmUsdBn, start + k) : valueAt(kernel.market.hbm, k);
  const isComputed = (period: ReportingQuarter): boolean =>
    [...weightsOf(period).keys()].every(
      (quarter) => quarter >= first - 1 && quarter - basis.firstQuarter >= workspace.from,
    );
  const whole = openQuarters(null, world.asOf, CALL_QUARTERS);
  const vendorTargets = CALL_VENDORS.flatMap(({ ticker }) => {
    const v = MODELLED_VENDORS.findIndex((vendor) => vendor.ticker === ticker);
    return openQuarters(ticker, world.asOf, CALL_QUARTERS)
      .filter(isComputed)
      .map((period) => {
        const parts = [...weightsOf(period)].map(([quarter, weight]) => ({ k: quarter - first, weight }));
        return target('hbm-revenue', ticker, period, () =>
          parts.reduce(
            (sum, { k, weight }) =>
              sum + weight * valueAt(shares, v * (CALL_QUARTERS + 1) + k + 1) * hbmOf(k),
            0,
          ),
        );
      });
  });
  return [
    ...vendorTargets,
    ...whole.map((period) => target('hbm-total', null, period, () => hbmOf(period.quarter - first))),
    ...whole.map((period) =>
      target('capex', null, period, () =>
        valueAt(workspace.paths.capexUsdBn, period.quarter - basis.firstQuarter),
      ),
    ),
    // In the running quarter nothing is saved yet beyond the fleet of the day: no forecast.
    ...whole
      .slice(1)
      .map((period) =>
        target('saving', null, period, () => valueAt(kernel.quarters.memorySaving, period.quarter - first)),
      ),
  ];
}

function countLater(world: ExposureWorld, { drawn }: DrawChain): number {
  const ids = new Set(drawn.map(({ id }) => id));
  return world.assumptions.filter(({ id, asOf }) => ids.has(id) && asOf > world.asOf).length;
}
