/** The chain of steps behind a figure of the Overview. */
import type { ExposureAnswer, ExposureQuarter, ExposureWorld } from '../core/exposure/types.ts';
import { formatFraction, formatQuarterLong, formatRange, formatSignificant, formatUsdBn } from './format.ts';
import type { EvidenceKey } from './headline.ts';

/** One step of the chain from saving to revenue. */
export interface EvidenceStep {
  readonly name: string;
  readonly symbol: string;
  readonly value: string;
  readonly note: string;
}

/** Steps with a title. */
export interface EvidenceChain {
  readonly title: string;
  readonly steps: readonly EvidenceStep[];
}

/** Chain of the quarter that stands for a figure; null for an answer without quarters. */
export function prepareChain(answer: ExposureAnswer, key: EvidenceKey): EvidenceChain | null {
  const quarter = representative(answer, key);
  if (quarter === null) return null;
  return { title: `The chain in ${formatQuarterLong(quarter.quarter)}`, steps: prepareSteps(quarter) };
}

/** What a year's capex is made of, issuer by issuer. */
export function prepareCapexChain(world: ExposureWorld, year: number): EvidenceChain {
  const steps = world.issuerYears
    .filter((row) => row.year === year)
    .map((row) => ({
      name: row.issuer,
      symbol: row.ticker,
      value: formatUsdBn(row.pointUsdBn),
      note: [
        row.actualUsdBn === null ? 'nothing reported yet' : `${formatUsdBn(row.actualUsdBn)} reported`,
        row.lowUsdBn === row.highUsdBn ? '' : formatRange(row.lowUsdBn, row.highUsdBn),
        row.announcementId ?? 'no open guide',
      ]
        .filter((words) => words !== '')
        .join(' · '),
    }));
  return { title: `Issuers in ${String(year)}`, steps };
}

/** The quarter whose chain is shown: the last, where saving and rebound have gone furthest. */
function representative(answer: ExposureAnswer, key: EvidenceKey): ExposureQuarter | null {
  const offset =
    key === 'offset' ? answer.quarters.find(({ quarter }) => quarter === answer.offset.quarter) : undefined;
  return offset ?? answer.quarters.at(-1) ?? null;
}

/** The chain of one quarter, saving to revenue (model 3 to 6). */
function prepareSteps(quarter: ExposureQuarter): readonly EvidenceStep[] {
  const step = (name: string, symbol: string, value: string, note: string): EvidenceStep => ({
    name,
    symbol,
    value,
    note,
  });
  const ratio = (value: number): string => formatSignificant(value, 4);
  return [
    step('Saving reached', 's', formatFraction(quarter.memorySaving), 'smooth path to the date reached'),
    step('Cost saving', 'c', formatFraction(quarter.costSaving), 'memory share of cost × saving'),
    step('Use', 'U', `× ${ratio(quarter.usage)}`, 'closes the gap to (1 − φ·c)^(−ε) quarter by quarter'),
    step('Demand index', 'I', ratio(quarter.demandIndex), 'training part + inference part × (1 − s) × U'),
    step('Backlog', 'u', formatFraction(quarter.backlogShare), 'unserved orders give way first'),
    step(
      'Demand after backlog',
      'I_eff',
      ratio(quarter.effectiveDemandIndex),
      '1 while the queue covers the fall',
    ),
    step('Price', 'P', ratio(quarter.price), `clearing; floor ${ratio(quarter.priceFloor)}`),
    step('Volume', 'Q', ratio(quarter.volume), 'what the market takes at that price'),
    step(
      'Under contract',
      'κ',
      formatFraction(quarter.contractShare),
      'fixed price and volume, does not react',
    ),
    step('Revenue ratio', 'R', ratio(quarter.revenueRatio), '1 + (1 − κ)(P·Q − 1)'),
    step('Baseline revenue', 'H₀', formatUsdBn(quarter.baselineHbmUsdBn), 'from capex, calibrated to 2025'),
    step('HBM revenue', 'H₀·R', formatUsdBn(quarter.hbmUsdBn), 'summed over the quarters for the headline'),
  ];
}
