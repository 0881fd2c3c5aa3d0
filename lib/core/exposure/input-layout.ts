/** Which registry inputs the engine reads, and where they stand: checked once, then read by index. */
import { createRegistry, findMissingInputs, indexOfInput, type Registry } from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
import { createYearFamily, requiredFamilyIds, type YearFamily } from '../assumptions/year-family.ts';
import { baselineInputIds, createBaselineLayout, type BaselineLayout } from '../demand/baseline.ts';
import type { Assumption } from '../facts/types.ts';
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import {
  createTierShiftLayout,
  TIER_VENDORS,
  tierShiftInputIds,
  type TierLayout,
} from '../market/tier-shift.ts';
import { createShareLayout, shareInputIds, type ShareLayout } from '../market/vendor-shares.ts';
import { err, ok, type Result } from '../result.ts';
import type { InputFault } from '../input-fault.ts';

const SCALARS = [
  'memory_saving',
  'saving_duration_days',
  'training_saving_ratio',
  'training_share',
  'memory_share_of_cost',
  'pass_through',
  'usage_elasticity',
  'usage_cap',
  'adjustment_per_quarter',
  'backlog_share',
  'backlog_half_life_quarters',
  'supply_elasticity',
  'demand_elasticity',
  'price_ceiling',
  'conventional_supply_elasticity',
  'conventional_demand_elasticity',
  'switching_cost_share',
  'redeployable_share',
  'wafer_trade_ratio',
  'conventional_dram_price_2026q4',
  'conventional_dram_bits_2026q4',
  'conventional_bit_growth',
  'contribution_margin_conventional',
  'discount_rate',
  'terminal_persistence',
  'horizon_quarters',
] as const;

export type ExposureScalarId = (typeof SCALARS)[number];

/**
 * Inputs that model.md leaves out, with the value at which the model is as it was written. A registry of an earlier data
 * version lacks their rows, which is no fault.
 */
const LEVERS = {
  context_respend_share: 0,
  efficiency_in_guides_share: 0,
  contract_overhang_share: 0,
  overhang_release_per_quarter: 0.25,
  tier_shift_share: 0,
} as const;

export type LeverId = keyof typeof LEVERS;

export const LEVER_IDS = Object.keys(LEVERS) as LeverId[];

const VENDOR_PREFIXES = ['conventional_share_', 'contribution_margin_hbm_', 'tax_rate_'] as const;

/** Year for which the conventional price is given; the factors multiply on from it. */
export const CONVENTIONAL_BASE_YEAR = 2026;

export interface InputLayout {
  readonly registry: Registry;
  /** Ids of all rows that the engine reads. */
  readonly inputIds: readonly string[];
  readonly baseline: BaselineLayout;
  readonly scalars: Readonly<Record<ExposureScalarId, number>>;
  /** By lever; -1 where the registry has no row. */
  readonly levers: Readonly<Record<LeverId, number>>;
  readonly contractShare: YearFamily;
  readonly conventionalPrice: YearFamily;
  readonly shares: ShareLayout;
  /** By vendor, in the order of MODELLED_VENDORS. */
  readonly conventionalShare: Int32Array;
  readonly contributionMargin: Int32Array;
  readonly taxRate: Int32Array;
  /** Tiers that take up what is moved out of HBM; null where the registry models none. */
  readonly tiers: readonly TierLayout[] | null;
  /** By vendor, in the order of TIER_VENDORS; empty without tiers. */
  readonly tierTaxRate: Int32Array;
}

/** Ids that every scenario reads: sections 4 to 7, the saving and its duration (model 3). */
export function coreInputIds(registry: Registry): string[] {
  return [
    ...baselineInputIds(registry),
    ...SCALARS,
    ...requiredFamilyIds(registry, 'contract_share_', [2026, 2027, 2028, 2029]),
    ...requiredFamilyIds(registry, 'conventional_price_factor_', [2027, 2028, 2029], CONVENTIONAL_BASE_YEAR),
    ...shareInputIds(registry),
    ...VENDOR_PREFIXES.flatMap((prefix) => MODELLED_VENDORS.map((vendor) => `${prefix}${vendor.key}`)),
  ];
}

/** Every id that some scenario reads: the core's, the tiers' and those levers that the registry has. */
export function exposureInputIds(registry: Registry): string[] {
  const levers = LEVER_IDS.filter((id) => registry.indexById.has(id));
  return [...new Set([...coreInputIds(registry), ...tierInputIds(registry), ...levers])];
}

/** Ids that only a shift of bytes to other tiers reads. */
export function tierInputIds(registry: Registry): string[] {
  const ids = tierShiftInputIds(registry);
  return ids.length === 0 ? [] : [...ids, ...TIER_VENDORS.map(({ key }) => `tax_rate_${key}`)];
}

/** Layout over `assumptions`; every missing, repeated or unusable row is one fault that names it. */
export function createInputLayout(assumptions: readonly Assumption[]): Result<InputLayout, InputFault[]> {
  const created = createRegistry(assumptions);
  if (!created.ok) return created;
  const registry = created.value;
  const inputIds = exposureInputIds(registry);
  const missing = findMissingInputs(registry, inputIds);
  if (missing.length > 0) return err(missing);

  const scalars = Object.fromEntries(SCALARS.map((id) => [id, indexOfInput(registry, id)]));
  const byVendor = (prefix: string): Int32Array =>
    Int32Array.from(MODELLED_VENDORS, (vendor) => indexOfInput(registry, `${prefix}${vendor.key}`));
  const tiers = createTierShiftLayout(registry);
  return ok({
    registry,
    inputIds,
    baseline: createBaselineLayout(registry),
    scalars: scalars as Record<ExposureScalarId, number>,
    levers: Object.fromEntries(LEVER_IDS.map((id) => [id, registry.indexById.get(id) ?? -1])) as Record<
      LeverId,
      number
    >,
    contractShare: createYearFamily(registry, 'contract_share_'),
    conventionalPrice: createYearFamily(registry, 'conventional_price_factor_', {
      year: CONVENTIONAL_BASE_YEAR,
      value: 1,
    }),
    shares: createShareLayout(registry),
    conventionalShare: byVendor('conventional_share_'),
    contributionMargin: byVendor('contribution_margin_hbm_'),
    taxRate: byVendor('tax_rate_'),
    tiers,
    tierTaxRate: Int32Array.from(tiers === null ? [] : TIER_VENDORS, ({ key }) =>
      indexOfInput(registry, `tax_rate_${key}`),
    ),
  });
}

/** Value of a lever in `values`, or the one at which it does nothing where the registry has no row. */
export function leverValue(layout: InputLayout, values: Float64Array, id: LeverId): number {
  const index = layout.levers[id];
  return index < 0 ? LEVERS[id] : valueAt(values, index);
}
