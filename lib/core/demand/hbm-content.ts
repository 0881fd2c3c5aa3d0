/** How much of a year's capex is HBM, by the model's baseline (model 4), with its range one input at a time. */
import {
  createRegistry,
  findMissingInputs,
  indexOfInput,
  pointValues,
  type Registry,
} from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
import { linearAt, stepAt } from '../calendar/year-path.ts';
import { combineRatios, rangeOneAtATime, type RangedValue, type Swing } from '../efficiency/one-at-a-time.ts';
import type { Assumption } from '../facts/types.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import {
  baselineInputIds,
  CAPEX_QUARTERS_AHEAD,
  computeBaseline,
  createBaselineLayout,
  createBaselineWorkspace,
  readCapexOutlook,
  type BaselineLayout,
} from './baseline.ts';
import type { CapexBasis } from './capex-basis.ts';
import type { CapexOutlook } from './capex.ts';

/** The registry as the baseline reads it. */
export interface BaselineInputs {
  readonly registry: Registry;
  readonly layout: BaselineLayout;
  readonly outlook: CapexOutlook;
  readonly calibrationYear: number;
}

/** Inputs of the baseline from the registry; each row that is missing or broken is a fault. */
export function readBaselineInputs(assumptions: readonly Assumption[]): Result<BaselineInputs, InputFault[]> {
  const registry = createRegistry(assumptions);
  if (!registry.ok) return registry;
  const faults = findMissingInputs(registry.value, baselineInputIds(registry.value));
  if (faults.length > 0) return err(faults);
  const layout = createBaselineLayout(registry.value);
  const points = pointValues(registry.value);
  return ok({
    registry: registry.value,
    layout,
    outlook: readCapexOutlook(layout, points),
    calibrationYear: valueAt(points, layout.scalars.calibration_year),
  });
}

/** A calendar year of the baseline, USD bn. */
export interface BaselineYear {
  readonly year: number;
  readonly capexUsdBn: number;
  readonly hbmUsdBn: number;
}

/** First year that prices and content are on file for. */
export const FIRST_CONTENT_YEAR = 2024;

function isComputable(basis: CapexBasis, { calibrationYear }: BaselineInputs, year: number): boolean {
  const lastQuarter = basis.firstQuarter + basis.quarterCount - 1 - CAPEX_QUARTERS_AHEAD;
  const hasYear = (each: number): boolean => each * 4 >= basis.firstQuarter && each * 4 + 3 <= lastQuarter;
  return year >= FIRST_CONTENT_YEAR && hasYear(year) && hasYear(calibrationYear);
}

function yearAt(basis: CapexBasis, inputs: BaselineInputs, values: Float64Array, year: number): BaselineYear {
  const workspace = createBaselineWorkspace(inputs.layout, basis);
  computeBaseline(values, inputs.layout, basis, workspace);
  const from = year * 4 - basis.firstQuarter;
  let capexUsdBn = 0;
  let hbmUsdBn = 0;
  for (let i = from; i < from + 4; i += 1) {
    capexUsdBn += valueAt(workspace.paths.capexUsdBn, i);
    hbmUsdBn += valueAt(workspace.paths.hbmUsdBn, i);
  }
  return { year, capexUsdBn, hbmUsdBn };
}

/** Capex of the included issuers and baseline HBM revenue of a year at the registry's points; null outside the paths. */
export function computeBaselineYear(
  basis: CapexBasis,
  inputs: BaselineInputs,
  year: number,
): BaselineYear | null {
  return isComputable(basis, inputs, year) ? yearAt(basis, inputs, pointValues(inputs.registry), year) : null;
}

export interface HbmContent extends BaselineYear {
  /** HBM revenue over the included issuers' capex, fraction; about 80 %, inputs moved one at a time. */
  readonly share: RangedValue;
  /** HBM revenue itself, USD bn, in the same way. */
  readonly revenue: RangedValue;
  /** Swings of the share by registry id, the largest first. */
  readonly swings: readonly Swing[];
  readonly calibrationYear: BaselineYear | null;
  readonly drivers: ContentDrivers;
}

/** What moves the share away from that of the calibration year, at the registry's points in the middle of the year. */
export interface ContentDrivers {
  /** HBM price over that of the calibration year, ratio. */
  readonly price: number;
  /** HBM GB per real capex dollar over that of the calibration year, ratio. */
  readonly content: number;
  /** Part of capex that is memory price above the calibration year, fraction. */
  readonly memoryInflation: number;
}

function driversOf(basis: CapexBasis, inputs: BaselineInputs, year: number): ContentDrivers {
  const { layout, registry, calibrationYear } = inputs;
  const workspace = createBaselineWorkspace(layout, basis);
  computeBaseline(pointValues(registry), layout, basis, workspace);
  const priceIn = (each: number): number => stepAt(workspace.hbmPrice, layout.hbmPrice.firstYear, each);
  const contentIn = (each: number): number =>
    linearAt(workspace.hbmContent, layout.hbmContent.firstYear, each + 0.5);
  return {
    price: priceIn(year) / priceIn(calibrationYear),
    content: contentIn(year) / contentIn(calibrationYear),
    memoryInflation: linearAt(workspace.memoryInflation, layout.memoryInflation.firstYear, year + 0.5),
  };
}

/** HBM content of a calendar year's capex; null where the baseline does not reach. */
export function computeHbmContent(
  basis: CapexBasis,
  inputs: BaselineInputs,
  year: number,
): HbmContent | null {
  const point = computeBaselineYear(basis, inputs, year);
  if (point === null) return null;
  const { registry } = inputs;
  const ids = baselineInputIds(registry).filter((id) => {
    const row = registry.assumptions[indexOfInput(registry, id)];
    return row !== undefined && row.low < row.high;
  });
  const rangeOf = (
    read: (at: BaselineYear) => number,
  ): RangedValue & { readonly swings: readonly Swing[] } => {
    const { swings } = rangeOneAtATime(ids, (levelOf) => {
      const values = pointValues(registry);
      for (const id of ids) {
        const index = indexOfInput(registry, id);
        values[index] = registry.assumptions[index]?.[levelOf(id)] ?? NaN;
      }
      return read(yearAt(basis, inputs, values, year));
    });
    return { point: read(point), ...combineRatios(read(point), swings), swings };
  };
  const { swings, ...share } = rangeOf((at) => at.hbmUsdBn / at.capexUsdBn);
  const { low, high } = rangeOf((at) => at.hbmUsdBn);
  return {
    ...point,
    share,
    revenue: { low, point: point.hbmUsdBn, high },
    swings: swings.toSorted((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow)),
    calibrationYear: computeBaselineYear(basis, inputs, inputs.calibrationYear),
    drivers: driversOf(basis, inputs, year),
  };
}
