/** The page's sentence and key figures, computed. */
import type { ExposureVendor } from '../../core/exposure/types.ts';
import type { VendorEbitBand } from '../../core/uncertainty/types.ts';
import {
  formatFraction,
  formatFractionRange,
  formatPct,
  formatQuarterLong,
  formatSignificant,
  formatUsdBn,
  formatUsdBnChange,
  formatUsdBnRange,
} from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import {
  bandOf,
  horizonWords,
  LEAST_USD_BN,
  shiftedUsdBn,
  shownVendors,
  type ExposureSource,
} from './exposure-source.ts';
import { findWaferCrossings, monopolyPremium } from './wafer-plot.ts';

/** Flash maker that the sentence speaks of. */
const FLASH_MAKER = 'SNDK';

/** Sum of the losses of those who lose, USD bn, below 0. */
export function lossUsdBn(vendors: readonly ExposureVendor[]): number {
  return vendors.reduce((sum, { ebitChangeUsdBn }) => sum + Math.min(0, ebitChangeUsdBn), 0);
}

/** Those who lose, the largest loss first. */
export function losersOf(vendors: readonly ExposureVendor[]): readonly ExposureVendor[] {
  return vendors
    .filter(({ ebitChangeUsdBn }) => ebitChangeUsdBn < -LEAST_USD_BN)
    .toSorted((a, b) => a.ebitChangeUsdBn - b.ebitChangeUsdBn);
}

export function prepareExposureHeadline(source: ExposureSource): SentencePart[] {
  const vendors = shownVendors(source.answer);
  const [first, second] = losersOf(vendors);
  const loss = lossUsdBn(vendors);
  if (first === undefined) return [...noLossParts(vendors), plain('; '), ...flashParts(source), plain('.')];
  const share = (vendor: ExposureVendor): SentencePart =>
    figure(formatFraction(vendor.ebitChangeUsdBn / loss), `ebit:${vendor.ticker}`);
  const band = bandOf(source.draws, first.ticker);
  const shares = band?.shareOfLoss ?? null;
  return [
    plain(`${first.name} carries `),
    share(first),
    muted(shares === null ? ' (range not drawn)' : ` (${formatFractionRange(shares.p10, shares.p90)})`),
    plain(' of the loss in operating profit, '),
    figure(formatUsdBnChange(first.ebitChangeUsdBn), `ebit:${first.ticker}`),
    ...(band === null ? [] : [muted(rangeWords(band))]),
    ...(second === undefined ? [] : [plain(`, ${second.name} `), share(second)]),
    plain('; '),
    ...flashParts(source),
    plain('.'),
  ];
}

function noLossParts(vendors: readonly ExposureVendor[]): SentencePart[] {
  const most = vendors.toSorted((a, b) => b.ebitChangeUsdBn - a.ebitChangeUsdBn)[0];
  if (most === undefined || most.ebitChangeUsdBn <= LEAST_USD_BN) {
    return [plain('No vendor loses or gains operating profit in this scenario')];
  }
  return [
    plain(`No vendor loses operating profit in this scenario; ${most.name} gains most, `),
    figure(formatUsdBnChange(most.ebitChangeUsdBn), `ebit:${most.ticker}`),
  ];
}

/** A range that no line break parts from its minus signs. */
function rangeWords({ p10, p90 }: VendorEbitBand): string {
  return ` (${formatUsdBnRange(p10, p90)})`.replaceAll('\u2212', '\u2212\u2060');
}

/** What becomes of the flash maker: not modelled, untouched, or how often it gains. */
function flashParts({ answer, draws }: ExposureSource): SentencePart[] {
  const maker = answer.vendors.find(({ ticker }) => ticker === FLASH_MAKER);
  const shifted = shiftedUsdBn(answer);
  if (maker === undefined || maker.tiers.nand === null) {
    return [plain('what moved bytes do to flash is not modelled at this date')];
  }
  if (shifted === null || Math.abs(shifted) <= LEAST_USD_BN) {
    return [
      plain(`nothing is moved to other tiers in this scenario, so ${maker.name} neither gains nor loses`),
    ];
  }
  const band = bandOf(draws, FLASH_MAKER);
  const amount = figure(formatUsdBnChange(maker.ebitChangeUsdBn), `ebit:${FLASH_MAKER}`);
  if (band === null) {
    return [plain(`${maker.name} would change by `), amount, muted(' (range not drawn)')];
  }
  return [
    plain(`${maker.name} gains in `),
    figure(formatFraction(band.probabilityOfGain), `gain:${FLASH_MAKER}`),
    plain(' of runs, '),
    amount,
    muted(rangeWords(band)),
  ];
}

/** What the ranges on the page are. */
export function exposureNote({ draws, answer }: ExposureSource): string {
  const span = `Sums over ${horizonWords(answer)}, every input at its point.`;
  return draws === null
    ? `${span} The 80 % ranges are missing: no draws are there yet.`
    : `${span} Ranges are the 80 % range (P10 to P90) of ${draws.draws.toLocaleString('en-US')} draws of every input that the scenario leaves open; that of the share over the draws in which anybody loses.`;
}

export function prepareExposureFigures(source: ExposureSource): PageFigure[] {
  const { answer, draws } = source;
  const vendors = shownVendors(answer);
  const { total } = answer;
  const ofRun = draws?.output === 'total.changeUsdBn' ? draws.quantiles : null;
  const losers = losersOf(vendors);
  const gainers = vendors.filter(({ ebitChangeUsdBn }) => ebitChangeUsdBn > LEAST_USD_BN);
  const gain = gainers.reduce((sum, { ebitChangeUsdBn }) => sum + ebitChangeUsdBn, 0);
  return [
    {
      key: 'change',
      label: 'HBM revenue, change',
      value: formatUsdBnChange(total.hbmUsdBn - total.baselineHbmUsdBn),
      range: ofRun === null ? null : formatUsdBnRange(ofRun.p10, ofRun.p90),
      note: `${total.changePct > 0 ? '+' : ''}${formatPct(total.changePct)} of ${formatUsdBn(total.baselineHbmUsdBn)}`,
    },
    {
      key: 'loss',
      label: 'Operating profit lost',
      value: formatUsdBnChange(lossUsdBn(vendors)),
      range: null,
      note: losers.length === 0 ? 'by nobody' : `by ${losers.map(({ name }) => name).join(', ')}`,
    },
    {
      key: 'gain',
      label: 'Operating profit gained',
      value: formatUsdBnChange(gain),
      range: null,
      note: gainers.length === 0 ? 'by nobody' : `by ${gainers.map(({ name }) => name).join(', ')}`,
    },
    shiftFigure(source),
    waferFigure(source),
  ];
}

function shiftFigure({ answer }: ExposureSource): PageFigure {
  const shifted = shiftedUsdBn(answer);
  return {
    key: 'shift',
    label: 'Moved to other tiers',
    value: shifted === null ? 'not modelled' : formatUsdBnChange(shifted),
    range: null,
    note: shifted === null ? 'no row of a tier at this date' : 'revenue of DRAM, NAND and HDD',
  };
}

function waferFigure({ answer }: ExposureSource): PageFigure {
  const [crossing] = findWaferCrossings(answer);
  const last = answer.quarters.at(-1);
  const premium = last === undefined ? 0 : monopolyPremium(last);
  return {
    key: 'wafer',
    label: 'HBM beats DDR5 per wafer',
    value:
      crossing === undefined
        ? premium > 0
          ? 'throughout'
          : 'never here'
        : `${crossing.better === 'hbm' ? 'from' : 'until'} ${formatQuarterLong(crossing.quarter)}`,
    range: null,
    note:
      last === undefined
        ? ''
        : `ρ ${formatSignificant(answer.quarters[0]?.waferRevenueRatio ?? 0)} now, ${formatSignificant(last.waferRevenueRatio)} in ${formatQuarterLong(last.quarter)}`,
  };
}
