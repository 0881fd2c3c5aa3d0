/** The sentence of the page of past knowledge, its key figures, and the figures' keys. */
import type { Backtest } from '../../core/backtest/run-backtest.ts';
import { formatDate, formatPct, formatQuarterLong, formatUsdBn, formatUsdBnRange } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import { spreadOfErrors, spreadWords } from './backtest-tables.ts';
import { formatErrorPct, thenNow, thenNowUsd } from './change-words.ts';
import { sumGuides, type GuideSum } from './guide-sums.ts';
import { factCount, hbmOfYear, riskOf, spanOf, type KnownOn, type KnownPair } from './known-pair.ts';
import { formatCount } from './then-now-tables.ts';

const rangeOf = ({ lowUsdBn, highUsdBn }: GuideSum): string =>
  lowUsdBn === highUsdBn ? '' : ` (${formatUsdBnRange(lowUsdBn, highUsdBn)})`;

/** Who had not guided in money, for a bracket; '' when all had. */
function unguidedWords(sum: GuideSum): string {
  return sum.unguided.length === 0 ? '' : `, growth assumed for ${listWords(sum.unguided)}`;
}

/** "A", "A and B", "A, B and C". */
function listWords(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** The sentence in parts. */
export function prepareAsOfHeadline(pair: KnownPair, backtest: Backtest): SentencePart[] {
  const { then, now, year } = pair;
  const [past, present] = [sumGuides(then.world, year), sumGuides(now.world, year)];
  const [hbmThen, hbmNow] = [hbmOfYear(then, year), hbmOfYear(now, year)];
  const spread = spreadOfErrors(backtest.runs);
  return [
    ...(past === null || present === null
      ? [plain(`On ${formatDate(then.asOf)} not all of the big four had reported. `)]
      : [
          plain(`On ${formatDate(then.asOf)} capex of the big four for ${String(year)} stood at `),
          figure(formatUsdBn(past.pointUsdBn), 'guides'),
          muted(`${rangeOf(past)}${unguidedWords(past)}`),
          plain(`; on ${formatDate(now.asOf)} it stands at `),
          figure(formatUsdBn(present.pointUsdBn), 'guides'),
          muted(rangeOf(present)),
          plain('. '),
        ]),
    ...(hbmThen === null || hbmNow === null
      ? []
      : [
          plain(`HBM revenue of ${String(year)} by the model moved from `),
          figure(formatUsdBn(hbmThen.point), 'hbm'),
          muted(` (${formatUsdBnRange(hbmThen.low, hbmThen.high)})`),
          plain(' to '),
          figure(formatUsdBn(hbmNow.point), 'hbm'),
          muted(` (${formatUsdBnRange(hbmNow.low, hbmNow.high)})`),
          plain('. '),
        ]),
    ...(spread === null
      ? [plain('Nothing that the runs expected has been reported since.')]
      : [
          plain(`Run at ${countWords(backtest.runs.length)}, the capex that it expected was off by `),
          figure(formatErrorPct(spread.medianPct), 'error'),
          muted(` (${formatErrorPct(spread.lowPct)} to ${formatErrorPct(spread.highPct)})`),
          plain(` in the median, too low in ${String(spread.tooLow)} of ${String(spread.count)} cases.`),
        ]),
  ];
}

function countWords(count: number): string {
  return count === 1 ? 'one past day' : `${String(count)} past days`;
}

/** Key figures, then and now. */
export function prepareAsOfFigures(pair: KnownPair, backtest: Backtest): PageFigure[] {
  const { then, now, year } = pair;
  const [past, present] = [sumGuides(then.world, year), sumGuides(now.world, year)];
  const [hbmThen, hbmNow] = [hbmOfYear(then, year), hbmOfYear(now, year)];
  const spread = spreadOfErrors(backtest.runs);
  return [
    ...(past === null || present === null
      ? []
      : [
          {
            key: 'guides',
            label: `Big four’s capex, ${String(year)}`,
            value: thenNowUsd(past.pointUsdBn, present.pointUsdBn),
            range: null,
            note: `${formatErrorPct((present.pointUsdBn / past.pointUsdBn - 1) * 100)} since`,
          },
        ]),
    ...(hbmThen === null || hbmNow === null
      ? []
      : [
          {
            key: 'hbm',
            label: `HBM revenue, ${String(year)}`,
            value: thenNowUsd(hbmThen.point, hbmNow.point),
            range: null,
            note: `${formatErrorPct((hbmNow.point / hbmThen.point - 1) * 100)}; prices and content are hindsight`,
          },
        ]),
    {
      key: 'risk',
      label: 'At risk, default scenario',
      value: thenNowUsd(riskOf(then), riskOf(now)),
      range: null,
      note: `${spanWords(then)} → ${spanWords(now)}`,
    },
    ...(spread === null
      ? []
      : [
          {
            key: 'error',
            label: 'Error on capex of past days',
            value: formatErrorPct(spread.medianPct),
            range: `${formatErrorPct(spread.lowPct)} to ${formatErrorPct(spread.highPct)}`,
            note: spreadWords(spread),
          },
        ]),
    {
      key: 'facts',
      label: 'Facts known',
      value: thenNow(factCount(then), factCount(now), formatCount),
      range: null,
      note: `${formatPct((factCount(then) / factCount(now)) * 100)} of today’s were known`,
    },
  ];
}

function spanWords(known: KnownOn): string {
  const [first, last] = spanOf(known);
  return `${formatQuarterLong(first)}–${formatQuarterLong(last)}`;
}
