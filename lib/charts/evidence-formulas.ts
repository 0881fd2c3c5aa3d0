/** Formulas of the Overview's figures in words and symbols, and the registry ids that enter each (model 3 to 7). */

export interface EvidenceFormula {
  readonly words: string;
  readonly symbols: string;
  readonly hasSteps: boolean;
  /** Registry ids of the inputs; null when the figure is itself an input. */
  readonly inputs: RegExp | null;
  readonly usedBy: readonly string[];
}

const DEMAND =
  'memory_saving|saving_duration_days|memory_share_of_cost|cost_saving|pass_through|usage_|adjustment_per_quarter|training_';
const MARKET =
  'supply_elasticity|demand_elasticity|backlog_|contract_share_|price_ceiling|price_floor|switching_cost|conventional_dram_price|conventional_price_factor|wafer_trade_ratio|hbm_price';
const BASELINE =
  'capex_|guidance_attainment|memory_inflation|hbm_content|hbm_price|issuer_coverage|published_hbm_market|ai_share|compute_share|accelerator_share|hbm_share_of_accelerator';
const VENDOR = 'hbm_share_(?!of_)|conventional_share|contribution_margin|tax_|redeployable|discount|terminal';

const CONVENTIONAL = 'conventional_|wafer_trade_ratio';
/** Bytes moved out of HBM and sold again elsewhere. */
const TIERS = 'tier_';

const ids = (...groups: readonly string[]): RegExp => new RegExp(`^(${groups.join('|')})`);

export const FORMULAS = {
  input: {
    words: 'An input of the model; nothing is computed.',
    symbols: '',
    hasSteps: false,
    inputs: null,
    usedBy: ['every figure of this page'],
  },
  change: {
    words:
      'Baseline revenue of each quarter times its revenue ratio, less the baseline, summed over the quarters of the horizon.',
    symbols: 'ΔH = Σₖ H₀(k) · (R(k) − 1)',
    hasSteps: true,
    inputs: ids(DEMAND, MARKET),
    usedBy: ['headline sentence', 'area of the Waterline chart', 'vendor bars'],
  },
  baseline: {
    words:
      'Capex of the issuers, less memory inflation and moved by the lead time, times the HBM content and price, calibrated so that 2025 equals the published market.',
    symbols: 'H₀(t) = cal · K_r(t + L) · shares · q(t) · p₀(t)/p₀(2025)',
    hasSteps: false,
    inputs: ids(BASELINE),
    usedBy: ['headline sentence', 'Waterline chart', 'vendor bars'],
  },
  runRate: {
    words: 'Revenue ratio of the last quarter less one: what is missing once the saving is in place.',
    symbols: 'r = R(N − 1) − 1',
    hasSteps: true,
    inputs: ids(DEMAND, MARKET),
    usedBy: ['headline sentence'],
  },
  breakEven: {
    words:
      'Elasticity of usage at which long-run demand ends where it began, training counted. Above it cheaper use more than makes up for the saving.',
    symbols: 'ε* = ln[(1 − τ)(1 − s) / (1 − τ(1 − s_train))] / ln(1 − φ·c)',
    hasSteps: false,
    inputs: ids(DEMAND),
    usedBy: ['headline sentence'],
  },
  offset: {
    words:
      'First quarter from which the demand index stays at one or above after having been below; the loss is summed until then.',
    symbols: 'min k: I(j) ≥ 1 for all j ≥ k',
    hasSteps: true,
    inputs: ids(DEMAND),
    usedBy: ['headline sentence', 'Waterline chart'],
  },
  longRun: {
    words: 'Demand index with usage fully adjusted and the saving complete.',
    symbols: 'I∞ = τ(1 − s_train) + (1 − τ)(1 − s) · min(cap, (1 − φ·c)^(−ε))',
    hasSteps: false,
    inputs: ids(DEMAND),
    usedBy: ['key figures'],
  },
  backlog: {
    words: 'Difference that the queue of unserved orders makes: revenue with it less revenue without it.',
    symbols: 'Σₖ H₀ · (R_b − R_a)',
    hasSteps: true,
    inputs: ids('backlog_', 'supply_elasticity', 'demand_elasticity'),
    usedBy: ['absorption sentence'],
  },
  contract: {
    words: 'Part of the market change that revenue under fixed price and volume does not follow.',
    symbols: 'Σₖ H₀ · κ · (1 − R_b)',
    hasSteps: true,
    inputs: ids('contract_share_'),
    usedBy: ['absorption sentence'],
  },
  price: {
    words: 'Uncontracted revenue lost or won by price, at the mean of old and new volume.',
    symbols: 'Σₖ H₀ · (1 − κ)(P − 1)(1 + Q)/2',
    hasSteps: true,
    inputs: ids(MARKET),
    usedBy: ['absorption sentence', 'vendor profit'],
  },
  volume: {
    words: 'Uncontracted revenue lost or won by volume, at the mean of old and new price.',
    symbols: 'Σₖ H₀ · (1 − κ)(Q − 1)(1 + P)/2',
    hasSteps: true,
    inputs: ids(MARKET),
    usedBy: ['absorption sentence', 'vendor profit'],
  },
  vendor: {
    words: "The vendor's share of HBM in each quarter times the change of HBM revenue, summed.",
    symbols: 'ΔH_v = Σₖ share_v(k) · H₀(k) · (R(k) − 1)',
    hasSteps: true,
    inputs: ids(VENDOR),
    usedBy: ['vendor bars'],
  },
  dram: {
    words:
      'Change of HBM revenue, plus what freed wafers earn as conventional DRAM, plus the repricing of the vendor’s other DRAM by the added bits, plus system DRAM bought for bytes moved out of HBM.',
    symbols: 'ΔD_v = ΔH_v + Σₖ share_v·ω·F·ρ·P_c·H₀ + share_c·p_c·B_c·(P_c − 1) + share_c·p_c·X_dram',
    hasSteps: true,
    inputs: ids(VENDOR, CONVENTIONAL, TIERS),
    usedBy: ['vendor bars', 'vendor table'],
  },
  ebit: {
    words:
      'Price changes fall to profit in full, volume changes by the contribution margin of HBM, freed wafers by that of DRAM, bytes moved to other tiers by those of the tiers.',
    symbols: 'ΔEBIT_v = price + volume·cm_v + freed wafers·cm_c + repricing + Σ_j share_j·p_j·X_j·cm_j',
    hasSteps: true,
    inputs: ids(VENDOR, CONVENTIONAL, TIERS),
    usedBy: ['vendor table'],
  },
  value: {
    words:
      'After-tax change of operating profit, discounted by quarter, plus what persists of the last four quarters, over the market value.',
    symbols: 'ΔV_v = Σₖ ΔEBIT_v(k)·(1 − t)·(1 + r)^(−(k + ½)/4) + terminal',
    hasSteps: true,
    inputs: ids(VENDOR, CONVENTIONAL, TIERS),
    usedBy: ['vendor table'],
  },
  capex: {
    words:
      'Reported cash quarters plus what is left of the newest guide; a year past guidance grows from the year before.',
    symbols: 'K(year) = reported + (guide − reported) · attainment',
    hasSteps: false,
    inputs: ids('capex_growth', 'guidance_attainment'),
    usedBy: ['capex bars', 'baseline HBM revenue'],
  },
} as const satisfies Record<string, EvidenceFormula>;
