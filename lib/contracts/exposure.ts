import { z } from 'zod';

import { SCENARIO_BOUNDS } from '../core/exposure/scenario-bounds.ts';
import type { NumericField } from '../core/exposure/scenario-bounds.ts';
import { isoDateSchema, scopeBodyFields, versionFields } from './scalars.ts';

const finite = z.number();
const usdBn = finite.describe('USD bn');
const fraction = finite.describe('fraction, 0..1');
const ratio = finite.describe('relative to the baseline, 1 = unchanged');

/** A numeric field with the bounds that the engine will hold it to; they document here and refuse there. */
function field(name: NumericField, meaning: string) {
  const bound = SCENARIO_BOUNDS.find((candidate) => candidate.field === name);
  const maximum = bound?.max ?? Number.POSITIVE_INFINITY;
  const limits = {
    ...(bound !== undefined && { minimum: bound.min }),
    ...(Number.isFinite(maximum) && { maximum }),
    ...(bound?.isWhole === true && { multipleOf: 1 }),
  };

  return z
    .number()
    .optional()
    .meta({ description: meaning, ...limits });
}

/** Types of a scenario. Bounds are the engine's, so that browser and API refuse the same values in the same words. */
const scenarioFields = {
  horizonQuarters: field('horizonQuarters', 'quarters projected, that of asOf counted; whole; default 13'),
  memorySaving: field('memorySaving', 'share of HBM saved per unit of work in the long run, 0 to 0.99'),
  memoryShareOfCost: field('memoryShareOfCost', 'share of token cost that is memory, 0 to 1'),
  savingPath: z
    .enum(['fleet'])
    .optional()
    .describe(
      'fleet: saving and cost saving quarter by quarter from adopted techniques, in place of memorySaving, costSaving and savingReachedBy',
    ),
  costSaving: field('costSaving', 'long-run share of cost saved; default memoryShareOfCost * memorySaving'),
  savingReachedBy: isoDateSchema.optional().describe('day on which the saving is complete, after asOf'),
  passThrough: field(
    'passThrough',
    'share of the cost saving that reaches prices; passThrough * costSaving below 1',
  ),
  usageElasticity: field('usageElasticity', 'price elasticity of usage, at least 0; not with usageMultiple'),
  usageMultiple: field('usageMultiple', 'long-run multiple of usage, uncapped; replaces usageElasticity'),
  usageCap: field('usageCap', 'largest usage multiple that the elasticity can give'),
  adjustmentPerQuarter: field(
    'adjustmentPerQuarter',
    'share of the gap to long-run usage closed in a quarter, 0 to 1',
  ),
  trainingShare: field('trainingShare', 'share of HBM demand that trains, 0 to 1'),
  trainingSavingRatio: field('trainingSavingRatio', 'saving in training relative to inference'),
  supplyElasticity: field('supplyElasticity', 'at least 0; supplyElasticity + demandElasticity above 0'),
  demandElasticity: field('demandElasticity', 'at least 0'),
  backlogShare: field('backlogShare', 'unserved orders at asOf as a share of demand, 0 to below 1'),
  backlogHalfLifeQuarters: field('backlogHalfLifeQuarters', 'quarters in which the backlog halves'),
  contractShare: field('contractShare', 'share under fixed price and volume in every quarter, 0 to 1'),
  priceFloor: field('priceFloor', 'floor in every quarter relative to the baseline price, at most 1'),
  priceCeiling: field('priceCeiling', 'ceiling relative to the baseline price, at least 1'),
  switchingCostShare: field('switchingCostShare', 'cost of moving a wafer as a share of its revenue, 0 to 1'),
  redeployableShare: field(
    'redeployableShare',
    'share of freed wafers that can make conventional DRAM, 0 to 1',
  ),
  contextRespendShare: field(
    'contextRespendShare',
    'share of the saving spent again on longer context at an unchanged price, 0 to 1; default 0',
  ),
  efficiencyInGuidesShare: field(
    'efficiencyInGuidesShare',
    'share of the saving that the capex guides already contain, 0 to 1; default 0',
  ),
  contractOverhangShare: field(
    'contractOverhangShare',
    'share of volume bought under contract without need that replaces later orders, 0 to 1; default 0',
  ),
  tierShiftShare: field(
    'tierShiftShare',
    'share of the saving from techniques that move bytes to DRAM, flash and disks, 0 to 1; default 0',
  ),
  overhangReleasePerQuarter: field(
    'overhangReleasePerQuarter',
    'share of that stock worked off in a quarter, 0 to 1',
  ),
  vendors: z
    .array(z.string().min(1).max(40))
    .max(50)
    .optional()
    .describe('tickers of the rows wanted; default all'),
};

export const exposureBodySchema = z.strictObject({ ...scopeBodyFields, ...scenarioFields });
export type ExposureBody = z.output<typeof exposureBodySchema>;

const usedInputSchema = z.strictObject({
  id: z.string(),
  field: z.string().nullable().describe('scenario field that sets it; null when a request cannot'),
  name: z.string(),
  symbol: z.string(),
  value: z.union([finite, z.string()]),
  low: finite.nullable().describe('P10'),
  high: finite.nullable().describe('P90'),
  unit: z.string(),
  basis: z.enum(['given', 'sourced', 'derived', 'assumption']),
  source: z
    .strictObject({ title: z.string(), url: z.string().nullable() })
    .nullable()
    .describe('null: an assumption, or given by the request'),
  isHindsight: z.boolean().describe('the input was written after asOf'),
});

const quarterSchema = z.strictObject({
  quarter: z.string().regex(/^\d{4}Q[1-4]$/),
  capexUsdBn: usdBn,
  baselineHbmUsdBn: usdBn,
  baselineBnGb: finite.describe('bn GB'),
  memorySaving: fraction,
  costSaving: fraction,
  usage: ratio,
  demandIndex: ratio,
  anticipatedIndex: ratio.describe('demand index that the capex guides already expected'),
  overhangBnGb: finite.describe('HBM bought under contract without need and not yet worked off, bn GB'),
  backlogShare: fraction,
  effectiveDemandIndex: ratio,
  waferRevenueRatio: finite.describe('revenue of a wafer in DDR5 over the same wafer in HBM'),
  priceFloor: ratio,
  price: ratio,
  volume: ratio,
  contractShare: fraction,
  revenueRatio: ratio,
  hbmUsdBn: usdBn,
  conventionalPrice: ratio,
  isExtrapolated: z.boolean().describe('demand index outside 0.4 to 2'),
});

const tierPart = z.strictObject({ revenueUsdBn: usdBn, ebitUsdBn: usdBn }).nullable();

const vendorSchema = z.strictObject({
  ticker: z.string(),
  name: z.string(),
  hbmShare: fraction.describe('mean over the horizon'),
  baselineHbmUsdBn: usdBn,
  hbmUsdBn: usdBn,
  changePct: finite.nullable().describe('percent; null without a baseline'),
  ebitChangeUsdBn: usdBn,
  ebitParts: z.strictObject({
    price: usdBn,
    volume: usdBn,
    redeployed: usdBn,
    spill: usdBn,
    tierShift: usdBn,
  }),
  tiers: z
    .strictObject({ dram: tierPart, nand: tierPart, hdd: tierPart })
    .describe('what bytes moved out of HBM bring by tier; null where a tier is not modelled'),
  valueChangeUsdBn: usdBn,
  valueChangePct: finite.nullable().describe('percent of market value; null without one'),
  marketCapUsdBn: usdBn.nullable(),
  marketCapAsOn: isoDateSchema.nullable(),
  dramRevenueChangeUsdBn: usdBn,
  sensitivity: finite
    .nullable()
    .describe('d ln revenue / d ln (1 - saving) at the scenario; null at a saving of 0'),
  sensitivityAtZero: finite.nullable(),
});

/** The answer of the engine with the versions that it was made with. */
export const exposureSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  inputs: z.array(usedInputSchema).readonly(),
  quarters: z.array(quarterSchema).readonly(),
  vendors: z.array(vendorSchema).readonly(),
  total: z.strictObject({ baselineHbmUsdBn: usdBn, hbmUsdBn: usdBn, changePct: finite.describe('percent') }),
  attributionUsdBn: z.strictObject({
    unabsorbed: usdBn,
    backlog: usdBn,
    contract: usdBn,
    price: usdBn,
    volume: usdBn,
  }),
  causesUsdBn: z.strictObject({
    saving: usdBn,
    rebound: usdBn,
    anticipated: usdBn.describe('already in the capex guides'),
    overhang: usdBn.describe('stock bought under contract, worked off later'),
    backlog: usdBn,
    contract: usdBn,
  }),
  offset: z.strictObject({
    quarter: z.string().nullable().describe('null: never below 1, or not back inside the horizon'),
    revenueLostUsdBn: usdBn,
  }),
  breakEvenElasticity: finite.nullable().describe('null when no elasticity offsets'),
  steadyState: z.strictObject({ demandIndex: ratio, price: ratio, volume: ratio, revenueRatio: ratio }),
});
export type ExposureResponse = z.output<typeof exposureSchema>;
