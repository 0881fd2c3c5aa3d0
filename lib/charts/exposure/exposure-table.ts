/** The exposure table: one column a tier and vendor, with what cannot be said and why. */
import type { ExposureVendor } from '../../core/exposure/types.ts';
import type { MemoryTier } from '../../core/efficiency/technique.ts';
import { numberCell, type ChartTableCell, type ChartTableColumn, type ChartTexts } from '../chart-model.ts';
import { formatDate, formatPct, formatSigned, formatSignificant, formatUsdBn } from '../format.ts';
import { MEMORY_TIERS, TIER_NAMES } from '../tier-words.ts';
import {
  bandOf,
  hbmChangeUsdBn,
  horizonWords,
  isTierModelled,
  makesTier,
  shownVendors,
  type ExposureSource,
} from './exposure-source.ts';

/** A cell and the figure whose evidence it opens; null for one that opens none. */
export interface ExposureCell extends ChartTableCell {
  /** A second, quieter line. */
  readonly note: string | null;
  readonly evidence: string | null;
}

/** A column; those of one tier stand under its name. */
export interface ExposureHead {
  readonly group: string | null;
  readonly label: string;
  readonly unit: string | null;
}

export interface ExposureTable {
  readonly heads: readonly ExposureHead[];
  readonly rows: readonly {
    readonly ticker: string;
    readonly name: string;
    readonly cells: readonly ExposureCell[];
    readonly marketCapAsOn: string | null;
  }[];
  /** The same table as it goes into a file. */
  readonly texts: ChartTexts;
}

/** What bytes moved to DRAM bring beside wafers and spill-over; the other tiers have nothing else. */
interface TierSums {
  readonly revenueUsdBn: number;
  readonly ebitUsdBn: number;
}

/** Change in one tier; null where the tier is not modelled and nothing else of the vendor's happens there. */
function tierSums(vendor: ExposureVendor, tier: MemoryTier): TierSums | null {
  const moved = vendor.tiers[tier];
  if (tier !== 'dram') return moved;
  const { redeployed, spill } = vendor.ebitParts;
  return {
    revenueUsdBn: vendor.dramRevenueChangeUsdBn - hbmChangeUsdBn(vendor),
    ebitUsdBn: redeployed + spill + (moved?.ebitUsdBn ?? 0),
  };
}

function cell(
  value: number | null,
  write: (value: number) => string,
  reason: string,
  evidence: string | null,
): ExposureCell {
  return { ...numberCell(value, write, reason), evidence: value === null ? null : evidence, note: null };
}

const USD = 'USD bn';
const signedPct = (value: number): string => `${value > 0 ? '+' : ''}${formatPct(value)}`;

/** Column of the file, where no tier stands above it. */
function columnOf({ group, label, unit }: ExposureHead): ChartTableColumn {
  return { label: group === null ? label : `${group} ${label}`, unit };
}

/** Rows of the shown vendors; reasons stand where there is no number. */
export function prepareExposureTable(source: ExposureSource): ExposureTable {
  const { answer } = source;
  const heads: readonly ExposureHead[] = [
    ...['HBM', ...MEMORY_TIERS.map((tier) => TIER_NAMES[tier])].flatMap((group) => [
      { group, label: 'revenue', unit: USD },
      { group, label: 'profit', unit: USD },
    ]),
    { group: null, label: 'Operating profit', unit: USD },
    { group: null, label: 'Gains in', unit: '% of runs' },
    { group: null, label: 'Value', unit: '% of market value' },
    { group: null, label: 'Market value', unit: USD },
    { group: null, label: 'Sensitivity', unit: 'd ln revenue / d ln (1 − s)' },
  ];
  const rows = shownVendors(answer).map((vendor) => ({
    ticker: vendor.ticker,
    name: vendor.name,
    cells: cellsOf(source, vendor),
    marketCapAsOn: vendor.marketCapAsOn,
  }));
  return {
    heads,
    rows,
    texts: {
      title: 'Exposure by tier and vendor',
      summary: `Changes over ${horizonWords(answer)} in USD bn; profit is operating profit before tax.`,
      notes: [],
      cards: [],
      fileName: `waterline-exposure-table-${answer.asOf}`,
      table: {
        caption: 'Exposure by tier and vendor',
        columns: [
          { label: 'Vendor', unit: null },
          ...heads.map(columnOf),
          { label: 'Market value of', unit: null },
        ],
        rows: rows.map(({ ticker, name, cells, marketCapAsOn }) => [
          { value: ticker, text: name },
          ...cells,
          { value: marketCapAsOn, text: marketCapAsOn ?? 'no date' },
        ]),
        totals: null,
      },
    },
  };
}

function cellsOf({ answer, draws }: ExposureSource, vendor: ExposureVendor): ExposureCell[] {
  const { ticker } = vendor;
  const hasHbm = vendor.baselineHbmUsdBn > 0;
  const { price, volume } = vendor.ebitParts;
  const band = bandOf(draws, ticker);
  const isCompany = ticker !== 'other';
  return [
    cell(hasHbm ? hbmChangeUsdBn(vendor) : null, formatSigned, 'makes none', `vendor:${ticker}`),
    cell(hasHbm ? price + volume : null, formatSigned, 'makes none', `ebit:${ticker}`),
    ...MEMORY_TIERS.flatMap((tier) => {
      const sums = makesTier(vendor, tier) ? tierSums(vendor, tier) : null;
      const reason = !makesTier(vendor, tier)
        ? 'makes none'
        : isTierModelled(answer, tier)
          ? 'not disclosed'
          : 'not modelled';
      const evidence = tier === 'dram' ? `dram:${ticker}` : `${tier}:${ticker}`;
      return [
        cell(sums?.revenueUsdBn ?? null, formatSigned, reason, evidence),
        cell(sums?.ebitUsdBn ?? null, formatSigned, reason, `ebit:${ticker}`),
      ];
    }),
    cell(vendor.ebitChangeUsdBn, formatSigned, '', `ebit:${ticker}`),
    cell(band === null ? null : band.probabilityOfGain * 100, formatPct, 'no draws', `gain:${ticker}`),
    cell(
      vendor.valueChangePct,
      signedPct,
      isCompany ? 'no market value on file' : 'many companies',
      `value:${ticker}`,
    ),
    {
      ...cell(
        vendor.marketCapUsdBn,
        formatUsdBn,
        isCompany ? 'not on file' : 'many companies',
        `value:${ticker}`,
      ),
      note: vendor.marketCapAsOn === null ? null : formatDate(vendor.marketCapAsOn),
    },
    cell(
      vendor.sensitivity,
      formatSignificant,
      hasHbm ? 'not defined here' : 'no HBM revenue',
      `sensitivity:${ticker}`,
    ),
  ];
}
