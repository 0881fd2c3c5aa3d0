/** The world at one `asOf`: facts and registry points worked up to baseline paths (model 4), ready for scenarios. */
import { pointValues } from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
import { isVisible } from '../calendar/as-of.ts';
import { parseDayNumber } from '../calendar/day-number.ts';
import { quarterIndexOf, quarterLabel, yearOfQuarter } from '../calendar/quarter.ts';
import {
  CAPEX_QUARTERS_AHEAD,
  computeBaseline,
  createBaselineWorkspace,
  readCapexOutlook,
  type BaselinePaths,
} from '../demand/baseline.ts';
import { buildCapexBasis, layOutCapex, toCapexSeries, type CapexBasis } from '../demand/capex-basis.ts';
import { findFleetTechniqueIds } from '../efficiency/fleet/fleet-rows.ts';
import { computeIssuerYears } from '../demand/issuer-years.ts';
import type { Assumption, IsoDate, VendorProfile } from '../facts/types.ts';
import { err, ok, type Result } from '../result.ts';
import { listFleetContributions, sumTierShares } from './fleet-path.ts';
import { createInputLayout, type InputLayout } from './input-layout.ts';
import type { BaselineHistoryQuarter, ExposureFacts, ExposureWorld } from './types.ts';
import type { InputFault } from '../input-fault.ts';

/** Longest horizon that a scenario may ask for, quarters. */
export const MAX_HORIZON_QUARTERS = 40;

const FIRST_HISTORY_QUARTER = 2024 * 4;
const FIRST_ISSUER_YEAR = 2023;
/** How many calendar years after that of `asOf` the issuers' capex is tabulated. */
const ISSUER_YEARS_AHEAD = 3;
/** Beyond it a path extrapolated year by year says nothing, and could grow without bound. */
const LAST_YEAR = 2099;

/**
 * World of `facts`. Rows that became visible after `asOf` are ignored even if passed (model 10). Faults: `asOf` no
 * date or before the first reported capex (with the first possible date), a registry input missing or not finite,
 * a gap in an issuer's series.
 */
export function buildWorld(facts: ExposureFacts): Result<ExposureWorld, InputFault[]> {
  const badDate = findDateFault(facts.asOf);
  if (badDate !== null) return err([badDate]);
  const firstQuarter = quarterIndexOf(facts.asOf);
  const basis = buildCapexBasis({
    asOf: facts.asOf,
    actuals: facts.capexActuals,
    announcements: facts.capexAnnouncements,
    lastQuarter: lastCapexQuarter(firstQuarter),
  });
  const layout = createInputLayout(facts.assumptions);
  if (!basis.ok || !layout.ok)
    return err([...(basis.ok ? [] : basis.error), ...(layout.ok ? [] : layout.error)]);

  const values = pointValues(layout.value.registry);
  const uncovered = findCalibrationFault(
    valueAt(values, layout.value.baseline.scalars.calibration_year),
    basis.value,
  );
  if (uncovered !== null) return err([uncovered]);

  const fleetContributions = listFleetContributions(
    facts.asOf,
    facts.assumptions,
    facts.techniques,
    quarterLabel(firstQuarter + valueAt(values, layout.value.scalars.horizon_quarters) - 1),
  );
  return ok({
    ...computePaths(facts.asOf, layout.value, values, basis.value),
    asOf: facts.asOf,
    maxHorizonQuarters: MAX_HORIZON_QUARTERS,
    assumptions: facts.assumptions,
    ownRangeIds: [],
    capexSeries: toCapexSeries(basis.value),
    vendors: facts.vendors
      .filter((vendor) => isVisible(vendor.visibleFrom, facts.asOf))
      .map(hideLaterCap(facts.asOf)),
    fleetTechniques: cutFleetTechniques(facts),
    fleetTierShares: sumTierShares(fleetContributions),
    fleetContributions,
  });
}

/**
 * The same world with `assumptions` in place of its own, all that follows from them computed anew. Faults as for
 * {@link buildWorld}.
 */
export function withAssumptions(
  world: ExposureWorld,
  assumptions: readonly Assumption[],
): Result<ExposureWorld, InputFault[]> {
  const layout = createInputLayout(assumptions);
  if (!layout.ok) return layout;
  const values = pointValues(layout.value.registry);
  const basis = layOutCapex(world.capexSeries, lastCapexQuarter(quarterIndexOf(world.asOf)));
  const uncovered = findCalibrationFault(
    valueAt(values, layout.value.baseline.scalars.calibration_year),
    basis,
  );
  if (uncovered !== null) return err([uncovered]);
  return ok({ ...world, ...computePaths(world.asOf, layout.value, values, basis), assumptions });
}

function lastCapexQuarter(firstQuarter: number): number {
  return firstQuarter + MAX_HORIZON_QUARTERS - 1 + CAPEX_QUARTERS_AHEAD;
}

/** What a world computes from its facts. */
function computePaths(
  asOf: IsoDate,
  layout: InputLayout,
  values: Float64Array,
  basis: CapexBasis,
): ReturnType<typeof projection> & Pick<ExposureWorld, 'calibration' | 'history' | 'issuerYears'> {
  const firstQuarter = quarterIndexOf(asOf);
  const workspace = createBaselineWorkspace(layout.baseline, basis);
  const calibration = computeBaseline(values, layout.baseline, basis, workspace);
  const years = { first: FIRST_ISSUER_YEAR, last: yearOfQuarter(firstQuarter) + ISSUER_YEARS_AHEAD };
  return {
    ...projection(workspace.paths, basis, firstQuarter),
    calibration,
    history: history(workspace.paths, basis, firstQuarter),
    issuerYears: computeIssuerYears(basis, readCapexOutlook(layout.baseline, values), years),
  };
}

/** Only what the fleet reads, so that the world stays small on its way to the browser. */
function cutFleetTechniques({ assumptions, techniques }: ExposureFacts): ExposureWorld['fleetTechniques'] {
  const wanted = findFleetTechniqueIds(assumptions);
  return techniques
    .filter(({ id }) => wanted.has(id))
    .map(({ id, name, savingLow, savingPoint, savingHigh }) => ({
      id,
      name,
      savingLow,
      savingPoint,
      savingHigh,
    }));
}

function findDateFault(asOf: IsoDate): InputFault | null {
  if (parseDayNumber(asOf) === null) {
    return { pointer: '/asOf', message: `"${asOf}" is not a calendar date; write it as 2026-11-23` };
  }
  if (Number(asOf.slice(0, 4)) <= LAST_YEAR) return null;
  return { pointer: '/asOf', message: `must not lie after ${String(LAST_YEAR)}-12-31` };
}

/** The chain is scaled to one year's market, so capex must cover that year. */
function findCalibrationFault(year: number, basis: CapexBasis): InputFault | null {
  const lastYear = yearOfQuarter(basis.firstQuarter + basis.quarterCount - CAPEX_QUARTERS_AHEAD) - 1;
  if (Number.isInteger(year) && year * 4 >= basis.firstQuarter && year <= lastYear) return null;
  const message = `calibration year ${String(year)} lies outside the capex series, which begins in ${quarterLabel(basis.firstQuarter)}; import the earlier quarters`;
  return { pointer: '/assumptions/calibration_year', message };
}

function projection(
  paths: BaselinePaths,
  basis: CapexBasis,
  firstQuarter: number,
): Pick<ExposureWorld, 'quarters' | 'capexUsdBn' | 'baselineHbmUsdBn' | 'baselineBnGb' | 'hbmPriceUsdPerGb'> {
  const from = firstQuarter - basis.firstQuarter;
  const cut = (path: Float64Array): number[] => [...path.subarray(from, from + MAX_HORIZON_QUARTERS)];
  return {
    quarters: Array.from({ length: MAX_HORIZON_QUARTERS }, (_, k) => quarterLabel(firstQuarter + k)),
    capexUsdBn: cut(paths.capexUsdBn),
    baselineHbmUsdBn: cut(paths.hbmUsdBn),
    baselineBnGb: cut(paths.hbmBnGb),
    hbmPriceUsdPerGb: cut(paths.priceUsdPerGb),
  };
}

function history(paths: BaselinePaths, basis: CapexBasis, firstQuarter: number): BaselineHistoryQuarter[] {
  const start = Math.max(FIRST_HISTORY_QUARTER, basis.firstQuarter);
  return Array.from({ length: Math.max(0, firstQuarter - start) }, (_, i) => {
    const quarter = start + i;
    const position = quarter - basis.firstQuarter;
    return {
      quarter: quarterLabel(quarter),
      capexUsdBn: valueAt(paths.capexUsdBn, position),
      baselineHbmUsdBn: valueAt(paths.hbmUsdBn, position),
      baselineBnGb: valueAt(paths.hbmBnGb, position),
    };
  });
}

/** A market value dated after `asOf` is not known then, even when the vendor is. */
function hideLaterCap(asOf: IsoDate): (vendor: VendorProfile) => VendorProfile {
  return (vendor) =>
    vendor.marketCapAsOn !== null && vendor.marketCapAsOn > asOf
      ? { ...vendor, marketCapUsdBn: null, marketCapAsOn: null }
      : vendor;
}
