/** Words and amounts that the Capex page writes in more than one place. */
import type { IssuerSet } from '../../core/catalogue/capex-link.ts';
import type { UsdBnEnds } from '../../core/demand/guide-point.ts';
import type { StepCause } from '../../core/demand/guidance-history.ts';
import { formatSignificant, formatSigned } from '../format.ts';

const MINUS = '\u2212';

/** Three digits, but one decimal at least below 1000, as companies guide: 732.5, 710, 6.82, 3,709. */
function digitsOf(usdBn: number): string {
  const size = Math.abs(usdBn);
  const digits = size >= 1000 ? Math.floor(Math.log10(size)) + 1 : size >= 100 ? 4 : 3;
  return formatSignificant(size, digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

/** "$732.5 bn", "−$15 bn". */
export function formatGuide(usdBn: number): string {
  const digits = digitsOf(usdBn);
  return `${usdBn < 0 && digits !== '0' ? MINUS : ''}$${digits}\u00a0bn`;
}

/** A change with its sign: "+$37.5 bn", "−$15 bn", "$0 bn". */
export function formatGuideChange(usdBn: number): string {
  const digits = digitsOf(usdBn);
  if (digits === '0') return `$0\u00a0bn`;
  return `${usdBn < 0 ? MINUS : '+'}$${digits}\u00a0bn`;
}

/** A number of a table cell: "732.5". */
export function formatBn(usdBn: number): string {
  const digits = digitsOf(usdBn);
  return usdBn < 0 && digits !== '0' ? `${MINUS}${digits}` : digits;
}

/** A change in a table cell: "+15". */
export function formatBnChange(usdBn: number): string {
  return Math.abs(usdBn) < 5e-4 ? '0' : `${usdBn < 0 ? MINUS : '+'}${digitsOf(usdBn)}`;
}

/** Low to high in USD bn, in order of size; null where the two are written alike. */
export function formatGuideRange({ lowUsdBn, highUsdBn }: UsdBnEnds): string | null {
  const [low, high] = lowUsdBn <= highUsdBn ? [lowUsdBn, highUsdBn] : [highUsdBn, lowUsdBn];
  if (formatBn(low) === formatBn(high)) return null;
  return low < 0
    ? `${formatGuide(low)} to ${formatGuide(high)}`
    : `$${formatBn(low)}–${formatBn(high)}\u00a0bn`;
}

/** "×1.05", of a ratio. */
export function formatRatio(ratio: number): string {
  return `×\u00a0${formatSignificant(ratio)}`;
}

/** A change in percent with its sign: "+48 %". */
export function formatGrowth(ratio: number): string {
  return `${formatSigned((ratio - 1) * 100, 2)}\u00a0%`;
}

/** Name without what follows the first word where that is only a form of company. */
export function shortIssuer(issuer: string): string {
  return issuer.replace(/ Platforms$/, '');
}

/** Names in a row: "A, B and C". */
export function joinNames(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** What the issuers of a sum are called; `known` of the set have guided. */
export function setWords(set: IssuerSet, known: number): string {
  const whole = set === 'four' ? 4 : 6;
  const name = set === 'four' ? 'the big four' : 'the six issuers';
  return known === whole ? name : `${String(known)} of ${name}`;
}

export const CAUSE_WORDS: Readonly<Record<StepCause, string>> = {
  revision: 'new guide',
  measure: 'change of measure, no cut',
  split: 'quarter reported, fiscal guide split anew',
  outcome: 'year reported',
};

const MEASURE_WORDS: Readonly<Record<string, string>> = {
  cash: 'cash purchases',
  'cash-net-of-incentives': 'cash, net of incentives',
  'cash-and-finance-lease-principal': 'cash and finance-lease principal',
  'additions-with-finance-leases': 'additions with finance leases',
  'additions-with-accruals': 'additions with accruals and vendor financing',
  'net-of-customer-money': 'net of customers’ money',
};

/** Name of a measure; one that is not known is said as stored. */
export function measureWords(measure: string): string {
  return MEASURE_WORDS[measure] ?? measure.replaceAll('-', ' ');
}
