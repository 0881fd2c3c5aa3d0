/** Words that the pages of companies share. */
import type { CompanyStudy } from '../../core/vendors/company-study.ts';
import type { Ends, VendorExposure } from '../../core/vendors/vendor-exposure.ts';
import {
  formatFraction,
  formatFractionRange,
  formatPct,
  formatSignificant,
  formatUsdBnChange,
  formatUsdBnRange,
} from '../format.ts';

/** Names of the figures of a vendor that open their evidence; a key is the name, a colon and the ticker. */
export type CompanyEvidenceKey = 'share' | 'hbm' | 'disclosed' | 'revenue' | 'margin' | 'cap' | 'exposure';

export function evidenceKey(name: CompanyEvidenceKey, { company }: CompanyStudy): string {
  return `${name}:${company.ticker}`;
}

/** Percent: "12.9–17.8 %". */
export function formatPctRange({ low, high }: Ends): string {
  return formatFractionRange(low / 100, high / 100);
}

const LEAST_PERCENT = 0.01;

/** Highest percent of a range that begins at 0: small ones keep two digits, tiny ones are bounded. */
function upToPercent(percent: number): string {
  if (percent > 0 && percent < LEAST_PERCENT) return `up to less than ${String(LEAST_PERCENT)}\u00a0%`;
  return `up to ${percent < 1 ? `${formatSignificant(percent, 2)}\u00a0%` : formatPct(percent)}`;
}

/** A value change in dollars and in percent of market value, each with its range. */
export interface ExposureWords {
  readonly usd: string;
  readonly usdRange: string;
  readonly pct: string;
  readonly pctRange: string | null;
  /** What the range is. */
  readonly rangeWords: string;
}

/** "−$20.4 bn" and its range; a vendor without HBM is moved by nothing unless bytes move to its tier. */
export function exposureWords(exposure: VendorExposure): ExposureWords {
  const { via, valueChangeUsdBn: usd, valueChangePct: pct, tierShift } = exposure;
  const isShift = via === 'tiers';
  return {
    usd: formatUsdBnChange(usd.point),
    usdRange: isShift ? `up to ${formatUsdBnChange(usd.high)}` : formatUsdBnRange(usd.low, usd.high),
    pct: pct === null ? 'no market value known' : formatPct(pct.point),
    pctRange: pct === null ? null : isShift ? upToPercent(pct.high) : formatPctRange(pct),
    rangeWords: isShift
      ? `the answer when ${formatFraction(tierShift.high)} of the saved bytes move to other tiers; by default ${formatFraction(tierShift.point)} do`
      : EXPOSURE_RANGE_WORDS,
  };
}

/** What the range of an exposure of a maker of HBM is. */
export const EXPOSURE_RANGE_WORDS =
  'the answers at the low and the high of the saving, all else at its default';
