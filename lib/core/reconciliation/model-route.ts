/**
 * HBM revenue by the capex chain (model 4), calibrated and not, with the range that its own inputs give: each input to
 * its low and its high alone, swings combined as ratios in quadrature, calibration solved anew each time.
 */
import { pointValues } from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
import { quarterIndexOf } from '../calendar/quarter.ts';
import {
  baselineInputIds,
  CAPEX_QUARTERS_AHEAD,
  computeBaseline,
  createBaselineWorkspace,
} from '../demand/baseline.ts';
import { buildCapexBasis, type CapexBasis } from '../demand/capex-basis.ts';
import { combineRatios, type RangedValue } from '../efficiency/one-at-a-time.ts';
import { createInputLayout, type InputLayout } from '../exposure/input-layout.ts';
import type { ExposureFacts } from '../exposure/types.ts';
import { buildWorld } from '../exposure/world.ts';
import type { InputFault } from '../input-fault.ts';
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import { createSharePlan, fillVendorShares } from '../market/vendor-shares.ts';
import { err, ok, type Result } from '../result.ts';

/** What a range of the chain is. */
export const MODEL_RANGE_WORDS =
  'about P10 to P90: every input of the capex chain moved alone to its low and its high, swings combined as ratios in quadrature';

/** How a running quarter enters a sum: 1 for all of it, a fraction for a part of its days. */
export type QuarterWeights = ReadonlyMap<number, number>;

/** One registry input moved, and the paths that it gives. */
interface Run {
  readonly calibration: number;
  readonly hbmUsdBn: Float64Array;
  readonly priceUsdPerGb: Float64Array;
}

/** The chain at one `asOf`. All sums are over running quarters inside {@link ModelRoute.covers}. */
export interface ModelRoute {
  readonly calibration: RangedValue;
  readonly calibrationYear: number;
  /** Whether the chain gives a figure for a quarter. */
  readonly covers: (quarter: number) => boolean;
  /** H0, USD bn. */
  readonly calibratedUsdBn: (weights: QuarterWeights) => RangedValue;
  /** H1, USD bn. */
  readonly uncalibratedUsdBn: (weights: QuarterWeights) => RangedValue;
  /** Share of a vendor times H0, USD bn; range of H0 alone. Null for a vendor that the model does not name. */
  readonly vendorUsdBn: (vendor: string, weights: QuarterWeights) => RangedValue | null;
  /** p0 of a quarter, USD per GB. */
  readonly priceUsdPerGb: (quarter: number) => RangedValue;
  /** Registry ids that the chain reads. */
  readonly inputIds: readonly string[];
}

/** Chain over the facts of one `asOf`. Faults are those of {@link buildWorld}. */
export function createModelRoute(facts: ExposureFacts): Result<ModelRoute, InputFault[]> {
  const world = buildWorld(facts);
  if (!world.ok) return world;
  const layout = createInputLayout(facts.assumptions);
  if (!layout.ok) return layout;
  const point = pointValues(layout.value.registry);
  const calibrationYear = valueAt(point, layout.value.baseline.scalars.calibration_year);
  const lastQuarter = Math.max(quarterIndexOf(facts.asOf) + 7, calibrationYear * 4 + 3);
  const basis = buildCapexBasis({
    asOf: facts.asOf,
    actuals: facts.capexActuals,
    announcements: facts.capexAnnouncements,
    lastQuarter: lastQuarter + CAPEX_QUARTERS_AHEAD,
  });
  return basis.ok ? ok(routeOf(layout.value, basis.value, point)) : err(basis.error);
}

function routeOf(layout: InputLayout, basis: CapexBasis, point: Float64Array): ModelRoute {
  const workspace = createBaselineWorkspace(layout.baseline, basis);
  const runWith = (values: Float64Array): Run => {
    const calibration = computeBaseline(values, layout.baseline, basis, workspace);
    const { hbmUsdBn, priceUsdPerGb } = workspace.paths;
    return { calibration, hbmUsdBn: hbmUsdBn.slice(), priceUsdPerGb: priceUsdPerGb.slice() };
  };
  const inputIds = baselineInputIds(layout.registry);
  const usual = runWith(point);
  const swings = swungInputs(layout, inputIds).map(({ index, low, high }) => {
    const moved = (value: number): Run => runWith(point.with(index, value));
    return { low: moved(low), high: moved(high) };
  });
  const range = (read: (run: Run) => number): RangedValue => {
    const at = read(usual);
    const moves = swings.map(({ low, high }) => ({ atLow: read(low), atHigh: read(high) }));
    return { point: at, ...combineRatios(at, moves) };
  };
  const sum = (run: Run, weights: QuarterWeights): number =>
    [...weights].reduce(
      (total, [quarter, weight]) => total + weight * valueAt(run.hbmUsdBn, quarter - basis.firstQuarter),
      0,
    );
  const shares = vendorShares(layout, point, basis.firstQuarter, usual.hbmUsdBn.length);
  return {
    calibration: range(({ calibration }) => calibration),
    calibrationYear: valueAt(point, layout.baseline.scalars.calibration_year),
    covers: (quarter) =>
      quarter >= basis.firstQuarter && quarter < basis.firstQuarter + usual.hbmUsdBn.length,
    calibratedUsdBn: (weights) => range((run) => sum(run, weights)),
    uncalibratedUsdBn: (weights) => range((run) => sum(run, weights) / run.calibration),
    vendorUsdBn: (vendor, weights) => {
      const share = shares(vendor);
      if (share === null) return null;
      const shared = new Map([...weights].map(([quarter, weight]) => [quarter, weight * share(quarter)]));
      return range((run) => sum(run, shared));
    },
    priceUsdPerGb: (quarter) =>
      range(({ priceUsdPerGb }) => valueAt(priceUsdPerGb, quarter - basis.firstQuarter)),
    inputIds,
  };
}

function swungInputs(
  { registry }: InputLayout,
  ids: readonly string[],
): { readonly index: number; readonly low: number; readonly high: number }[] {
  return registry.assumptions.flatMap(({ id, low, high }, index) =>
    ids.includes(id) && low !== high ? [{ index, low, high }] : [],
  );
}

/** By vendor name, the share of each running quarter; null for a name that is not modelled. */
function vendorShares(
  layout: InputLayout,
  values: Float64Array,
  firstQuarter: number,
  count: number,
): (vendor: string) => ((quarter: number) => number) | null {
  const shares = new Float64Array(MODELLED_VENDORS.length * count);
  fillVendorShares(createSharePlan(layout.shares, firstQuarter, count), values, shares);
  return (vendor) => {
    const row = MODELLED_VENDORS.findIndex(({ name }) => name === vendor);
    return row < 0 ? null : (quarter) => valueAt(shares, row * count + quarter - firstQuarter);
  };
}

/** Whole quarters, each with weight 1. */
export function wholeQuarters(quarters: readonly number[]): QuarterWeights {
  return new Map(quarters.map((quarter) => [quarter, 1]));
}
