/**
 * The way of the dollars from what saves memory through the tiers to the vendors: HBM revenue lost, what use, queue and
 * contracts give back of it, and revenue won where bytes move to. Widths add up at every tier.
 */
import { TIER_VENDORS } from '../market/tier-shift.ts';
import type { MemoryTier } from '../efficiency/technique.ts';
import type { ExposureAnswer, ExposureScenario, ExposureWorld, FleetTierContribution } from './types.ts';

export type FlowCause = keyof ExposureAnswer['causesUsdBn'];

/** Who or what a node of the flow is. */
export type FlowParty =
  | { readonly kind: 'saving' }
  | { readonly kind: 'technique'; readonly id: string; readonly name: string }
  | { readonly kind: 'cause'; readonly cause: FlowCause }
  | { readonly kind: 'tier'; readonly tier: MemoryTier | 'hbm' }
  | { readonly kind: 'vendor'; readonly ticker: string; readonly name: string };

/** Dollars from one party to the next, USD bn over the horizon, above 0. */
export interface FlowBand {
  readonly from: FlowParty;
  readonly to: FlowParty;
  readonly usdBn: number;
  /** `lost` and `won` of revenue; `offset` is what the vendors are spared, or denied of a gain. */
  readonly effect: 'lost' | 'won' | 'offset';
}

/** Smaller amounts are rounding of the arithmetic. */
const LEAST_USD_BN = 1e-9;
const TIERS: readonly MemoryTier[] = ['dram', 'nand', 'hdd'];
const CAUSES: readonly FlowCause[] = ['saving', 'rebound', 'anticipated', 'overhang', 'backlog', 'contract'];

/** Name that tells parties apart. */
export function partyKey(party: FlowParty): string {
  switch (party.kind) {
    case 'saving':
      return 'saving';
    case 'technique':
      return `technique:${party.id}`;
    case 'cause':
      return `cause:${party.cause}`;
    case 'tier':
      return `tier:${party.tier}`;
    case 'vendor':
      return `vendor:${party.ticker}`;
  }
}

/** Bands in reading order: into and out of HBM, then tier by tier; empty when no dollar moves. */
export function computeTierFlow(
  world: Pick<ExposureWorld, 'fleetContributions'>,
  scenario: ExposureScenario,
  answer: ExposureAnswer,
): FlowBand[] {
  const contributions = scenario.savingPath === 'fleet' ? world.fleetContributions : null;
  const bands = [
    ...hbmBands(answer, contributions),
    ...TIERS.flatMap((tier) => tierBands(answer, tier, contributions)),
  ];
  return bands.filter(({ usdBn }) => usdBn > LEAST_USD_BN);
}

/**
 * Causes and vendors around HBM. Causes sum to the vendors' change, so what pulls the way of the whole stands on the
 * left, and on the right what pulls against it and the vendors, who take the rest.
 */
function hbmBands(
  answer: ExposureAnswer,
  contributions: readonly FleetTierContribution[] | null,
): FlowBand[] {
  const hbm: FlowParty = { kind: 'tier', tier: 'hbm' };
  const change = answer.total.hbmUsdBn - answer.total.baselineHbmUsdBn;
  const sign = change > 0 ? 1 : -1;
  const causes = CAUSES.map((cause) => ({ cause, pull: answer.causesUsdBn[cause] * sign }));
  const vendors = answer.vendors.map(({ ticker, name, hbmUsdBn, baselineHbmUsdBn }) => ({
    party: { kind: 'vendor', ticker, name } as const,
    pull: (hbmUsdBn - baselineHbmUsdBn) * sign,
  }));
  const effect = sign < 0 ? 'lost' : 'won';
  return [
    ...causes.flatMap(({ cause, pull }) =>
      pull > 0 ? sourcesOf(cause, pull, contributions, effect).map((band) => ({ ...band, to: hbm })) : [],
    ),
    ...vendors.flatMap(({ party, pull }) =>
      pull < 0 ? [{ from: party, to: hbm, usdBn: -pull, effect: 'offset' as const }] : [],
    ),
    ...vendors.flatMap(({ party, pull }) =>
      pull > 0 ? [{ from: hbm, to: party, usdBn: pull, effect } as const] : [],
    ),
    ...causes.flatMap(({ cause, pull }) =>
      pull < 0
        ? [{ from: hbm, to: { kind: 'cause', cause } as const, usdBn: -pull, effect: 'offset' as const }]
        : [],
    ),
  ];
}

/** The saving by technique where they are known; any other cause is itself. */
function sourcesOf(
  cause: FlowCause,
  usdBn: number,
  contributions: readonly FleetTierContribution[] | null,
  effect: 'lost' | 'won',
): Omit<FlowBand, 'to'>[] {
  if (cause !== 'saving') return [{ from: { kind: 'cause', cause }, usdBn, effect }];
  return splitSaving(usdBn, contributions).map((part) => ({ ...part, effect }));
}

/** Dollars by technique in proportion to what each brings; all from the saving itself where none is known. */
function splitSaving(
  usdBn: number,
  contributions: readonly FleetTierContribution[] | null,
): { readonly from: FlowParty; readonly usdBn: number }[] {
  // A technique that displaces a better one brings less than nothing; its part is taken from the others evenly.
  const bringing = (contributions ?? []).filter(({ share }) => share > 0);
  const whole = bringing.reduce((sum, { share }) => sum + share, 0);
  if (whole === 0) return [{ from: { kind: 'saving' }, usdBn }];
  return bringing.map(({ technique, name, share }) => ({
    from: { kind: 'technique', id: technique, name },
    usdBn: (usdBn * share) / whole,
  }));
}

/** Revenue that moved bytes bring a tier, and who sells it. */
function tierBands(
  answer: ExposureAnswer,
  tier: MemoryTier,
  contributions: readonly FleetTierContribution[] | null,
): FlowBand[] {
  const to: FlowParty = { kind: 'tier', tier };
  const sales = answer.vendors.flatMap(({ ticker, name, tiers }) => {
    const usdBn = tiers[tier]?.revenueUsdBn ?? 0;
    const isSeller = TIER_VENDORS.some((vendor) => vendor.ticker === ticker);
    return isSeller ? [{ party: { kind: 'vendor', ticker, name } as const, usdBn }] : [];
  });
  const whole = sales.reduce((sum, { usdBn }) => sum + usdBn, 0);
  const moving = contributions?.filter(({ tiers }) => tiers.includes(tier)) ?? null;
  return [
    ...splitSaving(whole, moving).map((part) => ({ ...part, to, effect: 'won' as const })),
    ...sales.map(({ party, usdBn }) => ({ from: to, to: party, usdBn, effect: 'won' as const })),
  ];
}
