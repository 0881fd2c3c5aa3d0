/** What every part of the Exposure page is made of, and the vendors that it shows. */
import type {
  ExposureAnswer,
  ExposureScenario,
  ExposureVendor,
  ExposureWorld,
} from '../../core/exposure/types.ts';
import type { MemoryTier } from '../../core/efficiency/technique.ts';
import { sellsIntoTier, TIER_VENDORS } from '../../core/market/tier-shift.ts';
import type { UncertaintyAnswer, VendorEbitBand } from '../../core/uncertainty/types.ts';
import { formatQuarterLong } from '../format.ts';
import { MEMORY_TIERS } from '../tier-words.ts';

export interface ExposureSource {
  /** The reader's own ranges already in place. */
  readonly world: ExposureWorld;
  readonly scenario: ExposureScenario;
  readonly answer: ExposureAnswer;
  /** Null while there are no draws. */
  readonly draws: UncertaintyAnswer | null;
}

/** Smaller changes of money, USD bn, are rounding of the arithmetic: a dollar. */
export const LEAST_USD_BN = 1e-9;

/** Vendors that the model gives something to gain or lose: the makers of HBM first, each group as the model lists it. */
export function shownVendors(answer: ExposureAnswer): readonly ExposureVendor[] {
  const rank = ({ ticker }: ExposureVendor): number =>
    TIER_VENDORS.findIndex((vendor) => vendor.ticker === ticker);
  const hasHbm = ({ baselineHbmUsdBn }: ExposureVendor): number => Number(baselineHbmUsdBn > 0);
  return answer.vendors
    .filter((vendor) => rank(vendor) >= 0)
    .toSorted((a, b) => hasHbm(b) - hasHbm(a) || rank(a) - rank(b));
}

/** Vendors of the registry that stand in no row of shares, by name. */
export function unmodelledVendors(answer: ExposureAnswer): readonly string[] {
  const shown = shownVendors(answer);
  return answer.vendors.filter((vendor) => !shown.includes(vendor)).map(({ name }) => name);
}

export function bandOf(draws: UncertaintyAnswer | null, ticker: string): VendorEbitBand | null {
  return draws?.byVendorEbit.find((band) => band.ticker === ticker) ?? null;
}

export function hbmChangeUsdBn({ hbmUsdBn, baselineHbmUsdBn }: ExposureVendor): number {
  return hbmUsdBn - baselineHbmUsdBn;
}

/** Whether a tier is modelled at all. */
export function isTierModelled(answer: ExposureAnswer, tier: MemoryTier): boolean {
  return answer.vendors.some(({ tiers }) => tiers[tier] !== null);
}

/** Revenue that bytes moved out of HBM bring a tier, USD bn; null where it is not modelled. */
export function tierRevenueUsdBn(answer: ExposureAnswer, tier: MemoryTier): number | null {
  if (!isTierModelled(answer, tier)) return null;
  return shownVendors(answer).reduce((sum, { tiers }) => sum + (tiers[tier]?.revenueUsdBn ?? 0), 0);
}

/** Revenue of all tiers that bytes moved out of HBM bring, USD bn; null where no tier is modelled. */
export function shiftedUsdBn(answer: ExposureAnswer): number | null {
  const known = MEMORY_TIERS.flatMap((tier) => tierRevenueUsdBn(answer, tier) ?? []);
  return known.length === 0 ? null : known.reduce((sum, usdBn) => sum + usdBn, 0);
}

/** Whether a vendor has something to sell in a tier; makers of HBM make DRAM in any case. */
export function makesTier(vendor: ExposureVendor, tier: MemoryTier): boolean {
  return sellsIntoTier(vendor.ticker, tier);
}

/** "Q4 2026 to Q4 2029". */
export function horizonWords({ quarters }: ExposureAnswer): string {
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (first === undefined || last === undefined) return 'no quarter';
  return `${formatQuarterLong(first.quarter)} to ${formatQuarterLong(last.quarter)}`;
}
