/** What stands behind a vendor's figures: HBM revenue, whole DRAM revenue, operating profit and value (model 7). */
import type { ExposureAnswer, ExposureVendor } from '../core/exposure/types.ts';
import type { DescribedFigure } from './described-figure.ts';
import type { EvidenceChain, EvidenceStep } from './evidence-steps.ts';
import { formatDate, formatPct, formatQuarterLong, formatUsdBn, formatUsdBnChange } from './format.ts';
import type { EvidenceKey } from './headline.ts';
import { rangesOf, type OverviewAnswers } from './overview-ranges.ts';
import { MEMORY_TIERS, TIER_NAMES } from './tier-words.ts';

/** Kinds of vendor figure; each is the part of an evidence key before the ticker. */
export type VendorMeasure = 'vendor' | 'dram' | 'ebit' | 'value';

interface MeasureForm {
  readonly title: string;
  /** Null when the vendor has no such figure. */
  readonly read: (vendor: ExposureVendor) => number | null;
  readonly write: (value: number) => string;
}

const MEASURES: Readonly<Record<VendorMeasure, MeasureForm>> = {
  vendor: { title: 'change of HBM revenue', read: hbmChangeUsdBn, write: formatUsdBnChange },
  dram: {
    title: 'change of whole DRAM revenue',
    read: (vendor) => vendor.dramRevenueChangeUsdBn,
    write: formatUsdBnChange,
  },
  ebit: {
    title: 'change of operating profit',
    read: (vendor) => vendor.ebitChangeUsdBn,
    write: formatUsdBnChange,
  },
  value: {
    title: 'change of value, share of market value',
    read: (vendor) => vendor.valueChangePct,
    write: formatPct,
  },
};

/** Measure and ticker that a key names; null for keys of other figures. */
export function parseVendorKey(
  key: EvidenceKey,
): { readonly measure: VendorMeasure; readonly ticker: string } | null {
  const match = /^(vendor|dram|ebit|value):(.+)$/.exec(key);
  return match?.[2] === undefined ? null : { measure: match[1] as VendorMeasure, ticker: match[2] };
}

/** Title, value and range of a vendor's figure over the horizon; null when the answers do not hold the vendor. */
export function describeVendorFigure(
  answers: OverviewAnswers,
  measure: VendorMeasure,
  ticker: string,
): DescribedFigure | null {
  const { point, low, high } = answers;
  const { title, read, write } = MEASURES[measure];
  const vendor = findVendor(point, ticker);
  if (vendor === undefined) return null;
  const valueOf = (answer: ExposureAnswer | null): number | null => {
    const row = answer === null ? undefined : findVendor(answer, ticker);
    return row === undefined ? null : read(row);
  };
  const value = valueOf(point);
  const [atLow, atHigh] =
    answers.draws === null ? [valueOf(low), valueOf(high)] : drawnEnds(answers, measure, ticker);
  return {
    title: `${vendor.name}: ${title}, ${horizonWords(point)}`,
    value: value === null ? 'not known: no market value is on file' : write(value),
    range: atLow === null || atHigh === null ? null : `${write(atLow)} to ${write(atHigh)}`,
  };
}

/** Ends from the draws, for the measures of which they speak; a range of another kind must not stand beside them. */
function drawnEnds(
  answers: OverviewAnswers,
  measure: VendorMeasure,
  ticker: string,
): readonly [number | null, number | null] {
  const ranges = rangesOf(answers);
  if (measure === 'vendor') return ranges?.vendorChangeUsdBn(ticker) ?? [null, null];
  return measure === 'ebit' ? (ranges?.vendorEbitUsdBn(ticker) ?? [null, null]) : [null, null];
}

/** The parts that add up to a vendor's figure; null for HBM revenue, whose chain is that of all HBM. */
export function prepareVendorChain(
  answer: ExposureAnswer,
  measure: VendorMeasure,
  ticker: string,
): EvidenceChain | null {
  const vendor = findVendor(answer, ticker);
  if (vendor === undefined || measure === 'vendor') return null;
  const steps = { dram: dramSteps, ebit: ebitSteps, value: valueSteps }[measure](vendor);
  return { title: `${vendor.name}, summed from ${horizonWords(answer)}`, steps };
}

function dramSteps(vendor: ExposureVendor): EvidenceStep[] {
  const hbm = hbmChangeUsdBn(vendor);
  const { spill } = vendor.ebitParts;
  const moved = vendor.tiers.dram?.revenueUsdBn ?? 0;
  const redeployed = vendor.dramRevenueChangeUsdBn - hbm - spill - moved;
  return [
    step('HBM revenue', 'ΔH', formatUsdBnChange(hbm), 'share of HBM × change of HBM revenue'),
    step('Freed wafers', 'ω·F', formatUsdBnChange(redeployed), 'make DDR5, at its new price'),
    step('Other DRAM repriced', 'P_c', formatUsdBnChange(spill), 'the added bits cheapen all the others'),
    ...(moved === 0
      ? []
      : [
          step(
            'Bytes moved out of HBM',
            'X_dram',
            formatUsdBnChange(moved),
            'system DRAM bought in its place',
          ),
        ]),
    step('Whole DRAM revenue', 'Σ', formatUsdBnChange(vendor.dramRevenueChangeUsdBn), 'the sum'),
  ];
}

function ebitSteps(vendor: ExposureVendor): EvidenceStep[] {
  const { price, volume, redeployed, spill } = vendor.ebitParts;
  return [
    step(
      'HBM price',
      'P',
      formatUsdBnChange(price),
      'falls to profit in full: Σₖ share_v·H₀·(1 − κ)(P − 1)(1 + Q)/2',
    ),
    step(
      'HBM volume',
      'Q',
      formatUsdBnChange(volume),
      'by the contribution margin of HBM: Σₖ share_v·H₀·(1 − κ)(Q − 1)(1 + P)/2·cm_v',
    ),
    step(
      'Freed wafers',
      'ω·F',
      formatUsdBnChange(redeployed),
      'by the contribution margin of DRAM: Σₖ share_v·ω·F·ρ·P_c·H₀·cm_c',
    ),
    step(
      'Other DRAM repriced',
      'P_c',
      formatUsdBnChange(spill),
      'falls to profit in full: Σₖ share_c·p_c·B_c·(P_c − 1)',
    ),
    ...tierSteps(vendor),
    step('Operating profit', 'Σ', formatUsdBnChange(vendor.ebitChangeUsdBn), 'the sum'),
  ];
}

/** Profit on bytes moved out of HBM, tier by tier; none where nothing is sold. */
function tierSteps({ tiers }: ExposureVendor): EvidenceStep[] {
  return MEMORY_TIERS.flatMap((tier) => {
    const part = tiers[tier];
    if (part === null || part.revenueUsdBn === 0) return [];
    const note = `${formatUsdBnChange(part.revenueUsdBn)} of revenue by the contribution margin of the tier`;
    return [step(`Bytes moved to ${TIER_NAMES[tier]}`, `X_${tier}`, formatUsdBnChange(part.ebitUsdBn), note)];
  });
}

function valueSteps(vendor: ExposureVendor): EvidenceStep[] {
  const { marketCapUsdBn, marketCapAsOn } = vendor;
  const cap = marketCapUsdBn === null ? 'not known' : formatUsdBn(marketCapUsdBn);
  const day = marketCapAsOn === null ? 'none is on file' : `on ${formatDate(marketCapAsOn)}`;
  return [
    step(
      'Operating profit',
      'ΔEBIT',
      formatUsdBnChange(vendor.ebitChangeUsdBn),
      'over the horizon, before tax',
    ),
    step(
      'Value',
      'ΔV',
      formatUsdBnChange(vendor.valueChangeUsdBn),
      'after tax, discounted, with what persists after the horizon',
    ),
    step('Market value', 'V', cap, day),
  ];
}

function step(name: string, symbol: string, value: string, note: string): EvidenceStep {
  return { name, symbol, value, note };
}

function findVendor(answer: ExposureAnswer, ticker: string): ExposureVendor | undefined {
  return answer.vendors.find((vendor) => vendor.ticker === ticker);
}

function hbmChangeUsdBn(vendor: ExposureVendor): number {
  return vendor.hbmUsdBn - vendor.baselineHbmUsdBn;
}

function horizonWords(answer: ExposureAnswer): string {
  const first = answer.quarters[0]?.quarter ?? '';
  return `${formatQuarterLong(first)} to ${formatQuarterLong(answer.quarters.at(-1)?.quarter ?? '')}`;
}
