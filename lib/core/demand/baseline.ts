/**
 * Baseline HBM demand from capex (model 4), as a function of registry values by index and of the capex basis, so
 * that a run with other values repeats the whole chain, calibration included, without allocating.
 */
import { indexOfInput, type Registry } from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
import {
  createYearFamily,
  fillChainedNodes,
  fillYearNodes,
  requiredFamilyIds,
  type YearFamily,
} from '../assumptions/year-family.ts';
import { linearIn, planYears, stepIn, type YearPlan } from '../calendar/year-path.ts';
import {
  addToCalendar,
  fillOpenYears,
  layOutShares,
  type CalendarShares,
  type CapexOutlook,
} from './capex.ts';
import type { CapexBasis } from './capex-basis.ts';

/** Furthest that HBM revenue may lead capex, quarters; draws of the lead are cut to it (model 8). */
export const MAX_CAPEX_LEAD_QUARTERS = 4;
/** Quarters of capex needed beyond the last quarter of demand: the lead and one more to interpolate to. */
export const CAPEX_QUARTERS_AHEAD = MAX_CAPEX_LEAD_QUARTERS + 1;

/** Price, content and memory inflation are all measured against this year. */
const BASE_YEAR = 2025;
const PATH_YEARS = [2026, 2027, 2028, 2029] as const;

const SCALARS = [
  'ai_share_of_capex',
  'compute_share_of_ai_capex',
  'accelerator_share_of_compute',
  'hbm_share_of_accelerator_spend',
  'issuer_coverage',
  'calibration_year',
  'published_hbm_market_2025',
  'capex_lead_quarters',
  'guidance_attainment',
  'capex_growth_first_year',
  'capex_growth_fade',
  'capex_growth_terminal',
  'hbm_price_2025',
] as const;

type ScalarId = (typeof SCALARS)[number];

/** Where the baseline finds its inputs, with room to work in. */
export interface BaselineLayout {
  readonly scalars: Readonly<Record<ScalarId, number>>;
  readonly memoryInflation: YearFamily;
  readonly hbmContent: YearFamily;
  readonly hbmPrice: YearFamily;
}

/** Arrays by calendar quarter of the capex basis. Demand is filled up to `CAPEX_QUARTERS_AHEAD` before the end. */
export interface BaselinePaths {
  readonly capexUsdBn: Float64Array;
  readonly hbmUsdBn: Float64Array;
  readonly hbmBnGb: Float64Array;
  readonly priceUsdPerGb: Float64Array;
}

/** Working memory of one baseline; create once, reuse for every draw. */
export interface BaselineWorkspace {
  readonly paths: BaselinePaths;
  /** By issuer: its own quarters, the reported ones in place, and where the open ones go. */
  readonly quarters: readonly Float64Array[];
  readonly openShares: readonly CalendarShares[];
  /** Capex of the reported quarters by calendar quarter, which no value changes. */
  readonly reportedUsdBn: Float64Array;
  /** First calendar quarter of the basis that is filled; a caller that needs no history starts later. */
  readonly from: number;
  readonly realCapex: Float64Array;
  readonly memoryInflation: Float64Array;
  readonly hbmContent: Float64Array;
  readonly hbmPrice: Float64Array;
  /** Of the basis's quarters over the nodes of each path. */
  readonly plans: { readonly inflation: YearPlan; readonly content: YearPlan; readonly price: YearPlan };
}

/** Registry ids that the baseline reads. */
export function baselineInputIds(registry: Registry): string[] {
  return [
    ...SCALARS,
    ...requiredFamilyIds(registry, 'memory_inflation_share_', PATH_YEARS, BASE_YEAR),
    ...requiredFamilyIds(registry, 'hbm_content_index_', [2024, 2026, 2027, 2028], BASE_YEAR),
    ...requiredFamilyIds(registry, 'hbm_price_factor_', [2024, ...PATH_YEARS], BASE_YEAR),
  ];
}

/** Layout over a registry that holds all {@link baselineInputIds}. */
export function createBaselineLayout(registry: Registry): BaselineLayout {
  const scalars = Object.fromEntries(SCALARS.map((id) => [id, indexOfInput(registry, id)]));
  return {
    scalars: scalars as Record<ScalarId, number>,
    memoryInflation: createYearFamily(registry, 'memory_inflation_share_', { year: BASE_YEAR, value: 0 }),
    hbmContent: createYearFamily(registry, 'hbm_content_index_', { year: BASE_YEAR, value: 1 }),
    hbmPrice: createYearFamily(registry, 'hbm_price_factor_', { year: BASE_YEAR, value: 1 }),
  };
}

/** Room to work in; quarters before position `from` of the basis are left at 0. */
export function createBaselineWorkspace(
  layout: BaselineLayout,
  basis: CapexBasis,
  from = 0,
): BaselineWorkspace {
  const demandCount = basis.quarterCount - CAPEX_QUARTERS_AHEAD;
  const planOf = ({ firstYear, indices }: YearFamily): YearPlan =>
    planYears({ firstYear, nodeCount: indices.length }, basis.firstQuarter, basis.quarterCount);
  return {
    plans: {
      inflation: planOf(layout.memoryInflation),
      content: planOf(layout.hbmContent),
      price: planOf(layout.hbmPrice),
    },
    from,
    reportedUsdBn: sumReported(basis),
    paths: {
      capexUsdBn: new Float64Array(basis.quarterCount),
      hbmUsdBn: new Float64Array(demandCount),
      hbmBnGb: new Float64Array(demandCount),
      priceUsdPerGb: new Float64Array(demandCount),
    },
    quarters: basis.issuers.map(({ reportedUsdBn, quarterCount }) => {
      const quarters = new Float64Array(quarterCount);
      quarters.set(reportedUsdBn);
      return quarters;
    }),
    openShares: basis.issuers.map(({ openShares }) => layOutShares(basis, openShares)),
    realCapex: new Float64Array(basis.quarterCount),
    memoryInflation: new Float64Array(layout.memoryInflation.indices.length),
    hbmContent: new Float64Array(layout.hbmContent.indices.length),
    hbmPrice: new Float64Array(layout.hbmPrice.indices.length),
  };
}

/** Outlook on capex that `values` describe. */
export function readCapexOutlook(layout: BaselineLayout, values: Float64Array): CapexOutlook {
  return {
    guidanceAttainment: valueAt(values, layout.scalars.guidance_attainment),
    growthFirstYear: valueAt(values, layout.scalars.capex_growth_first_year),
    growthTerminal: valueAt(values, layout.scalars.capex_growth_terminal),
    growthFade: valueAt(values, layout.scalars.capex_growth_fade),
  };
}

/**
 * Fills `workspace.paths` and returns the calibration (ratio of the published market of the calibration year to
 * what the chain explains). K, Kr = K (1 - mu), V(t) = Kr(t + L), H1 = V * shares / coverage * q * p0 / p0(2025),
 * H0 = calibration * H1, G0 = H0 / p0.
 */
export function computeBaseline(
  values: Float64Array,
  layout: BaselineLayout,
  basis: CapexBasis,
  workspace: BaselineWorkspace,
): number {
  fillNodes(values, layout, workspace);
  fillCapex(values, layout, basis, workspace);
  fillUncalibrated(values, layout, workspace);
  return calibrate(values, layout, basis, workspace);
}

function fillNodes(values: Float64Array, layout: BaselineLayout, workspace: BaselineWorkspace): void {
  fillYearNodes(layout.memoryInflation, values, workspace.memoryInflation);
  fillYearNodes(layout.hbmContent, values, workspace.hbmContent);
  const base = { year: BASE_YEAR, value: valueAt(values, layout.scalars.hbm_price_2025) };
  fillChainedNodes(layout.hbmPrice, values, base, workspace.hbmPrice);
}

function fillCapex(
  values: Float64Array,
  layout: BaselineLayout,
  basis: CapexBasis,
  workspace: BaselineWorkspace,
): void {
  const { capexUsdBn } = workspace.paths;
  const outlook = readCapexOutlook(layout, values);
  capexUsdBn.set(workspace.reportedUsdBn);
  for (let i = 0; i < basis.issuers.length; i += 1) {
    const issuer = basis.issuers[i];
    const quarters = workspace.quarters[i];
    const openShares = workspace.openShares[i];
    if (issuer === undefined || quarters === undefined || openShares === undefined) {
      throw new RangeError('the workspace belongs to another capex basis');
    }
    fillOpenYears(issuer, outlook, 'point', quarters);
    addToCalendar(quarters, openShares, capexUsdBn);
  }
  for (let i = workspace.from; i < capexUsdBn.length; i += 1) {
    const inflation = linearIn(workspace.plans.inflation, workspace.memoryInflation, i);
    workspace.realCapex[i] = valueAt(capexUsdBn, i) * (1 - inflation);
  }
}

function sumReported(basis: CapexBasis): Float64Array {
  const capexUsdBn = new Float64Array(basis.quarterCount);
  for (const { shares, reportedUsdBn } of basis.issuers) {
    const reported = shares.filter(({ fiscal }) => fiscal < reportedUsdBn.length);
    addToCalendar(reportedUsdBn, layOutShares(basis, reported), capexUsdBn);
  }
  return capexUsdBn;
}

function fillUncalibrated(values: Float64Array, layout: BaselineLayout, workspace: BaselineWorkspace): void {
  const { scalars } = layout;
  const hbmPerCapex =
    (valueAt(values, scalars.ai_share_of_capex) *
      valueAt(values, scalars.compute_share_of_ai_capex) *
      valueAt(values, scalars.accelerator_share_of_compute) *
      valueAt(values, scalars.hbm_share_of_accelerator_spend)) /
    valueAt(values, scalars.issuer_coverage);
  const basePrice = valueAt(values, scalars.hbm_price_2025);
  const lead = Math.min(Math.max(valueAt(values, scalars.capex_lead_quarters), 0), MAX_CAPEX_LEAD_QUARTERS);
  const wholeLead = Math.floor(lead);
  const { paths, plans, realCapex } = workspace;
  const { hbmUsdBn, priceUsdPerGb } = paths;
  for (let i = workspace.from; i < hbmUsdBn.length; i += 1) {
    const from = valueAt(realCapex, i + wholeLead);
    const ahead = from + (valueAt(realCapex, i + wholeLead + 1) - from) * (lead - wholeLead);
    const content = linearIn(plans.content, workspace.hbmContent, i);
    const price = stepIn(plans.price, workspace.hbmPrice, i);
    priceUsdPerGb[i] = price;
    hbmUsdBn[i] = (ahead * hbmPerCapex * content * price) / basePrice;
  }
}

function calibrate(
  values: Float64Array,
  layout: BaselineLayout,
  basis: CapexBasis,
  { paths, from }: BaselineWorkspace,
): number {
  const start = valueAt(values, layout.scalars.calibration_year) * 4 - basis.firstQuarter;
  let explained = 0;
  for (let i = start; i < start + 4; i += 1) explained += valueAt(paths.hbmUsdBn, i);
  const calibration = valueAt(values, layout.scalars.published_hbm_market_2025) / explained;
  for (let i = from; i < paths.hbmUsdBn.length; i += 1) {
    const hbm = valueAt(paths.hbmUsdBn, i) * calibration;
    paths.hbmUsdBn[i] = hbm;
    paths.hbmBnGb[i] = hbm / valueAt(paths.priceUsdPerGb, i);
  }
  return calibration;
}
