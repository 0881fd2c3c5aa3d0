/** Vendor by vendor in words: HBM revenue, whole DRAM, profit and value, each with its sign. */
import type { ExposureAnswer, ExposureVendor } from '../core/exposure/types.ts';
import { formatDate, formatPct, formatUsdBnChange } from './format.ts';
import type { EvidenceKey } from './headline.ts';
import type { VendorMeasure } from './vendor-evidence.ts';

export interface VendorFigure {
  readonly ticker: string;
  readonly name: string;
  /** Keys of the evidence, one a figure. */
  readonly evidence: Readonly<Record<VendorMeasure, EvidenceKey>>;
  readonly hbmChange: string;
  readonly dramChange: string;
  readonly ebitChange: string;
  /** Share of market value, or why there is none. */
  readonly valueChange: string;
}

export interface VendorFigures {
  readonly rows: readonly VendorFigure[];
  /** Names the dates of the market values used. */
  readonly note: string;
}

/** Rows of the vendors that sell HBM, in the answer's order; those without are counted in the note. */
export function prepareVendorFigures(answer: ExposureAnswer): VendorFigures {
  const sellers = answer.vendors.filter((vendor) => vendor.baselineHbmUsdBn > 0);
  const others = answer.vendors
    .filter((vendor) => vendor.baselineHbmUsdBn === 0)
    .map((vendor) => vendor.name);
  const dates = [...new Set(sellers.flatMap(({ marketCapAsOn }) => marketCapAsOn ?? []))].sort();
  const capWords =
    dates.length === 0
      ? 'No market value was known by then.'
      : `Value: discounted after-tax profit change, as a share of market value on ${dates.map(formatDate).join(' and ')}.`;
  const noHbm =
    others.length === 0
      ? ''
      : ` ${others.join(', ')} ${others.length === 1 ? 'sells' : 'sell'} no HBM; Exposure shows what bytes moved to flash and disks bring.`;
  return { rows: sellers.map(toFigure), note: `${capWords}${noHbm}` };
}

function toFigure(vendor: ExposureVendor): VendorFigure {
  return {
    ticker: vendor.ticker,
    name: vendor.name,
    evidence: {
      vendor: `vendor:${vendor.ticker}`,
      dram: `dram:${vendor.ticker}`,
      ebit: `ebit:${vendor.ticker}`,
      value: `value:${vendor.ticker}`,
    },
    hbmChange: formatUsdBnChange(vendor.hbmUsdBn - vendor.baselineHbmUsdBn),
    dramChange: formatUsdBnChange(vendor.dramRevenueChangeUsdBn),
    ebitChange: formatUsdBnChange(vendor.ebitChangeUsdBn),
    valueChange: vendor.valueChangePct === null ? 'not known' : formatPct(vendor.valueChangePct),
  };
}
