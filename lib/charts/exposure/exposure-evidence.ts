/** What stands behind every dollar of the Exposure page: chain of steps, formula, inputs with their sources. */
import type { MemoryTier } from '../../core/efficiency/technique.ts';
import type { ExposureVendor } from '../../core/exposure/types.ts';
import { FORMULAS } from '../evidence-formulas.ts';
import { describeInput, entersFigure, traitsOfInput } from '../evidence-inputs.ts';
import { prepareChain, type EvidenceChain } from '../evidence-steps.ts';
import {
  evidenceOf,
  type EvidenceBook,
  type EvidenceGrade,
  type EvidenceInputRow,
  type EvidenceStepRow,
  type FigureEvidence,
} from '../figure-evidence.ts';
import { formatFraction, formatSignificant, formatUsdBnChange, formatUsdBnRange } from '../format.ts';
import { MEMORY_TIERS, TIER_NAMES } from '../tier-words.ts';
import { describeVendorFigure, prepareVendorChain, type VendorMeasure } from '../vendor-evidence.ts';
import { lossUsdBn } from './exposure-headline.ts';
import {
  bandOf,
  horizonWords,
  makesTier,
  shiftedUsdBn,
  shownVendors,
  tierRevenueUsdBn,
  type ExposureSource,
} from './exposure-source.ts';
import { waferWords } from './wafer-plot.ts';

const RANGE_WORDS = 'P10 to P90 of the draws';
const VENDOR_MEASURES: readonly VendorMeasure[] = ['vendor', 'dram', 'ebit', 'value'];
const TIER_INPUTS =
  /^(tier_|tier_shift|conventional_dram_price|conventional_price_factor|memory_saving|adoption_)/;
/** Rows of one tier: bytes, price, margin, shares. */
const TIER_ROW_INPUTS: Readonly<Record<MemoryTier, RegExp>> = {
  dram: /^tier_.*_dram_/,
  nand: /^tier_.*_nand_/,
  hdd: /^tier_.*_hdd_/,
};
const WAFER_INPUTS =
  /^(conventional_dram_price|conventional_price_factor|wafer_trade_ratio|hbm_price|switching_cost)/;

/** Rows of the inputs, each made once: figures that share an input share its row. */
type InputRows = (pattern: RegExp | null, ticker: string | null) => readonly EvidenceInputRow[];

/** Evidence of every figure by key. */
export function prepareExposureEvidence(source: ExposureSource): EvidenceBook {
  const { answer } = source;
  const inputs = createInputRows(source);
  const vendors = shownVendors(answer);
  return {
    ...causeEvidence(source, inputs),
    ...Object.fromEntries(vendors.flatMap((vendor) => vendorEvidence(source, vendor, inputs))),
    shift: shiftEvidence(source, inputs),
    wafer: evidenceOf({
      title: 'Revenue of a wafer in DDR5 over the same wafer in HBM',
      value: formatSignificant(answer.quarters[0]?.waferRevenueRatio ?? 0),
      words: waferWords(answer),
      formula: 'ρ = p_c · r / p₀;  premium of HBM = 1/ρ − 1;  f = min(1, ρ(1 − w))',
      steps: answer.quarters.map(({ quarter, waferRevenueRatio, priceFloor, price }) => ({
        label: quarter,
        note: `floor ${formatSignificant(priceFloor, 4)}, price ${formatSignificant(price, 4)}`,
        value: formatSignificant(waferRevenueRatio, 4),
      })),
      inputs: inputs(WAFER_INPUTS, null),
    }),
  };
}

function createInputRows({ world, answer }: ExposureSource): InputRows {
  const rows = answer.inputs.map((input) => {
    const { name, value, range, basis, derivation, sourceTitle, sourceUrl } = describeInput(world, input);
    const row: EvidenceInputRow = {
      label: name,
      value,
      range,
      grade: basis as EvidenceGrade,
      source: sourceTitle === null ? null : { title: sourceTitle, url: sourceUrl },
      note: derivation,
    };
    return { traits: traitsOfInput(input.id), row };
  });
  const known = new Map<RegExp | null, typeof rows>();
  const fitting = (pattern: RegExp | null): typeof rows => {
    const found = known.get(pattern) ?? rows.filter(({ traits }) => entersFigure(traits, pattern, null));
    known.set(pattern, found);
    return found;
  };
  return (pattern, ticker) =>
    fitting(pattern)
      .filter(({ traits }) => entersFigure(traits, pattern, ticker))
      .map(({ row }) => row);
}

function stepRows(chain: EvidenceChain | null): readonly EvidenceStepRow[] {
  if (chain === null) return [];
  const [first] = chain.steps;
  const head = first === undefined ? [] : [{ label: chain.title, note: '', value: '' }];
  return [
    ...head,
    ...chain.steps.map(({ name, symbol, note, value }) => ({ label: `${name} ${symbol}`, note, value })),
  ];
}

/** The parts that sum to the change of HBM revenue, the loss of all, and the change itself. */
function causeEvidence(source: ExposureSource, inputs: InputRows): EvidenceBook {
  const { answer, draws } = source;
  const { total, causesUsdBn, attributionUsdBn } = answer;
  const change = total.hbmUsdBn - total.baselineHbmUsdBn;
  const vendors = shownVendors(answer);
  const quantiles = draws?.output === 'total.changeUsdBn' ? draws.quantiles : null;
  const step = (label: string, usdBn: number, note = ''): EvidenceStepRow => ({
    label,
    note,
    value: formatUsdBnChange(usdBn),
  });
  const sign = { loss: -1, gain: 1 } as const;
  const sided = (side: 'loss' | 'gain'): FigureEvidence => {
    const own = vendors.filter(({ ebitChangeUsdBn }) => ebitChangeUsdBn * sign[side] > 0);
    const sum = own.reduce((each, { ebitChangeUsdBn }) => each + ebitChangeUsdBn, 0);
    return evidenceOf({
      title:
        side === 'loss'
          ? 'Operating profit lost by those who lose'
          : 'Operating profit gained by those who gain',
      value: formatUsdBnChange(sum),
      words: 'Sum over the vendors with that sign; each opens its own chain in the table.',
      formula: side === 'loss' ? 'Σ_v min(0, ΔEBIT_v)' : 'Σ_v max(0, ΔEBIT_v)',
      steps: own.map(({ name, ebitChangeUsdBn }) => step(name, ebitChangeUsdBn)),
    });
  };
  return {
    change: evidenceOf({
      title: `Change of HBM revenue, ${horizonWords(answer)}`,
      value: formatUsdBnChange(change),
      range: quantiles === null ? null : formatUsdBnRange(quantiles.p10, quantiles.p90),
      rangeWords: quantiles === null ? null : RANGE_WORDS,
      words: FORMULAS.change.words,
      formula: FORMULAS.change.symbols,
      steps: [
        ...stepRows(prepareChain(answer, 'change')),
        { label: 'Summed over all quarters, by cause', note: '', value: '' },
        step('Saving alone', causesUsdBn.saving, 'use unchanged'),
        step('Rebound', causesUsdBn.rebound, 'more use'),
        ...(causesUsdBn.anticipated === 0 ? [] : [step('Expected already', causesUsdBn.anticipated)]),
        ...(causesUsdBn.overhang === 0 ? [] : [step('Contract overhang', causesUsdBn.overhang)]),
        step('Order backlog', causesUsdBn.backlog),
        step('Contracts', causesUsdBn.contract),
        step(
          'Change',
          change,
          `price ${formatUsdBnChange(attributionUsdBn.price)}, volume ${formatUsdBnChange(attributionUsdBn.volume)}`,
        ),
      ],
      inputs: inputs(FORMULAS.change.inputs, null),
    }),
    loss: sided('loss'),
    gain: sided('gain'),
  };
}

/** Everything that a vendor's cells open. */
function vendorEvidence(
  source: ExposureSource,
  vendor: ExposureVendor,
  inputs: InputRows,
): (readonly [string, FigureEvidence])[] {
  const { ticker } = vendor;
  return [
    ...VENDOR_MEASURES.map(
      (measure) => [`${measure}:${ticker}`, measureEvidence(source, vendor, measure, inputs)] as const,
    ),
    ...MEMORY_TIERS.filter((tier) => tier !== 'dram' && makesTier(vendor, tier)).map(
      (tier) => [`${tier}:${ticker}`, tierEvidence(source, vendor, tier, inputs)] as const,
    ),
    [`gain:${ticker}`, gainEvidence(source, vendor)],
    [
      `sensitivity:${ticker}`,
      evidenceOf({
        title: `${vendor.name}: sensitivity of HBM revenue`,
        value: vendor.sensitivity === null ? 'none' : formatSignificant(vendor.sensitivity),
        words:
          'Percent by which HBM revenue over the horizon changes for one percent more memory left per token, the other inputs held, at this scenario’s saving.',
        formula: 'd ln revenue_v / d ln(1 − s), central difference of 10⁻⁵',
        steps:
          vendor.sensitivityAtZero === null
            ? []
            : [
                {
                  label: 'The same at no saving',
                  note: 'the queue and the floor take small savings whole',
                  value: formatSignificant(vendor.sensitivityAtZero),
                },
              ],
      }),
    ],
  ];
}

function measureEvidence(
  { answer, draws }: ExposureSource,
  vendor: ExposureVendor,
  measure: VendorMeasure,
  inputs: InputRows,
): FigureEvidence {
  const formula = FORMULAS[measure];
  const described = describeVendorFigure(
    { point: answer, noRebound: answer, low: null, high: null, draws },
    measure,
    vendor.ticker,
  );
  const range = described?.range ?? null;
  const share = vendor.ebitChangeUsdBn / lossUsdBn(shownVendors(answer));
  return evidenceOf({
    title: described?.title ?? vendor.name,
    value: described?.value ?? 'not known',
    range,
    rangeWords: range === null ? null : RANGE_WORDS,
    grade: 'derived',
    words: formula.words,
    formula: formula.symbols,
    steps: [
      ...(vendor.baselineHbmUsdBn > 0 ? stepRows(prepareChain(answer, `vendor:${vendor.ticker}`)) : []),
      ...stepRows(prepareVendorChain(answer, measure, vendor.ticker)),
      ...(measure === 'ebit' && vendor.ebitChangeUsdBn < 0
        ? [
            {
              label: 'Share of the loss',
              note: 'of the sum over those who lose',
              value: formatFraction(share),
            },
          ]
        : []),
    ],
    inputs: inputs(formula.inputs, vendor.ticker),
    notes: [`Summed over ${horizonWords(answer)}.`],
  });
}

function tierEvidence(
  { answer }: ExposureSource,
  vendor: ExposureVendor,
  tier: MemoryTier,
  inputs: InputRows,
): FigureEvidence {
  const part = vendor.tiers[tier];
  const whole = tierRevenueUsdBn(answer, tier);
  return evidenceOf({
    title: `${vendor.name}: ${TIER_NAMES[tier]} revenue from bytes moved out of HBM`,
    value: part === null ? 'not modelled' : formatUsdBnChange(part.revenueUsdBn),
    grade: part === null ? 'computed' : 'assumption',
    words:
      'Bytes that techniques move out of HBM are bought again in the tier, at its price; the vendor sells its share of them. Price, share, margin and bytes per freed byte are assumptions.',
    formula: 'Σₖ share_(v,j) · p_j · x_j · G₀ · b_j;  profit = revenue · cm_j',
    steps:
      part === null || whole === null
        ? []
        : [
            {
              label: `All ${TIER_NAMES[tier]} revenue won`,
              note: 'Σₖ p_j · x_j · G₀ · b_j',
              value: formatUsdBnChange(whole),
            },
            {
              label: 'Share of the vendor',
              note: 'shares of the tier divided by their sum',
              value: whole === 0 ? 'nothing moved' : formatFraction(part.revenueUsdBn / whole),
            },
            { label: 'Revenue', note: 'the product', value: formatUsdBnChange(part.revenueUsdBn) },
            {
              label: 'Contribution margin of the tier',
              note: 'profit over revenue',
              value:
                part.revenueUsdBn === 0
                  ? 'nothing moved'
                  : formatFraction(part.ebitUsdBn / part.revenueUsdBn),
            },
            { label: 'Operating profit', note: 'the product', value: formatUsdBnChange(part.ebitUsdBn) },
          ],
    inputs: inputs(TIER_ROW_INPUTS[tier], vendor.ticker),
  });
}

function gainEvidence({ draws }: ExposureSource, vendor: ExposureVendor): FigureEvidence {
  const band = bandOf(draws, vendor.ticker);
  return evidenceOf({
    title: `${vendor.name}: runs in which operating profit gains`,
    value: band === null ? 'no draws' : formatFraction(band.probabilityOfGain),
    words:
      'Share of draws in which the change of operating profit over the horizon is above zero. Every input that varies is drawn, unless the scenario holds it.',
    steps:
      band === null || draws === null
        ? []
        : [
            {
              label: 'Draws',
              note: `seed ${String(draws.seed)}`,
              value: draws.draws.toLocaleString('en-US'),
            },
            { label: 'P10', note: 'USD bn', value: formatUsdBnChange(band.p10) },
            { label: 'P50', note: 'USD bn', value: formatUsdBnChange(band.p50) },
            { label: 'P90', note: 'USD bn', value: formatUsdBnChange(band.p90) },
          ],
  });
}

function shiftEvidence({ answer, world, scenario }: ExposureSource, inputs: InputRows): FigureEvidence {
  const shifted = shiftedUsdBn(answer);
  const contributions = scenario.savingPath === 'fleet' ? (world.fleetContributions ?? []) : [];
  return evidenceOf({
    title: 'Revenue that bytes moved out of HBM bring other tiers',
    value: shifted === null ? 'not modelled' : formatUsdBnChange(shifted),
    grade: 'assumption',
    words:
      'Prefix caches and offload move bytes from HBM to system DRAM, flash and disks. Only the part of the saving that comes from such techniques counts: the fleet knows it by technique, the slider takes the share set in the scenario (none by default).',
    formula: 'Σ_j Σₖ p_j · x_j · G₀ · b_j',
    steps: [
      ...MEMORY_TIERS.map((tier) => {
        const usdBn = tierRevenueUsdBn(answer, tier);
        return {
          label: TIER_NAMES[tier],
          note: usdBn === null ? 'no row at this date' : '',
          value: usdBn === null ? 'not modelled' : formatUsdBnChange(usdBn),
        };
      }),
      ...contributions
        .filter(({ tiers }) => tiers.length > 0)
        .map(({ name, share, tiers }) => ({
          label: name,
          note: `moves bytes to ${tiers.map((tier) => TIER_NAMES[tier]).join(', ')}`,
          value: formatFraction(share),
        })),
    ],
    inputs: inputs(TIER_INPUTS, null),
  });
}
