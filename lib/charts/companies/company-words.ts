/** Words that the pages of companies share. */
import type { CompanyStudy } from '../../core/vendors/company-study.ts';
import { isAbsent } from '../../core/vendors/figure.ts';
import type { Ends, VendorExposure } from '../../core/vendors/vendor-exposure.ts';
import { formatFractionRange, formatPct, formatUsdBnChange, formatUsdBnRange } from '../format.ts';

/** Names of the figures of a vendor that open their evidence; a key is the name, a colon and the ticker. */
export type CompanyEvidenceKey = 'share' | 'hbm' | 'disclosed' | 'revenue' | 'margin' | 'cap' | 'exposure';

export function evidenceKey(name: CompanyEvidenceKey, { company }: CompanyStudy): string {
  return `${name}:${company.ticker}`;
}

/** Percent: "12.9–17.8 %". */
export function formatPctRange({ low, high }: Ends): string {
  return formatFractionRange(low / 100, high / 100);
}

/** "−$20.4 bn" and its range over the range of the saving. */
export function exposureWords({ valueChangeUsdBn: usd, valueChangePct: pct }: VendorExposure): {
  readonly usd: string;
  readonly usdRange: string;
  readonly pct: string;
  readonly pctRange: string | null;
} {
  return {
    usd: formatUsdBnChange(usd.point),
    usdRange: formatUsdBnRange(usd.low, usd.high),
    pct: pct === null ? 'no market value known' : formatPct(pct.point),
    pctRange: pct === null ? null : formatPctRange(pct),
  };
}

/** What the range of an exposure is. */
export const EXPOSURE_RANGE_WORDS =
  'the answers at the low and the high of the saving, all else at its default';

/** Why a vendor has no figure of exposure. */
export function exposureAbsence({ exposure }: CompanyStudy): string | null {
  return isAbsent(exposure) ? exposure.absence : null;
}
