/** Two plots over the sessions since d0: the implied saving, and the change that it is read from. */
import type { ImpliedListing, ImpliedSession } from '../../core/implied-saving/evaluate.ts';
import { LARGEST_SAVING } from '../../core/implied-saving/types.ts';
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { formatDate, formatFraction } from '../format.ts';
import { dateAxis, decimalYearOf, linearAxis } from '../plot-axis.ts';
import { EFFICIENCY_EVENTS } from '../timeline/event-choices.ts';
import { vendorColour } from '../vendor-colours.ts';
import type { XyPlotModel, XyPoint, XySeries } from '../xy-plot-model.ts';
import { boundPct, boundWords, pctRange, rangeWords, signedPct, verdictWords } from './implied-words.ts';
import type { PricedInSource } from './priced-in-source.ts';

/** Implied saving of one listing through time; null without sessions. */
export function prepareImpliedHistory(source: PricedInSource, listing: ImpliedListing): XyPlotModel | null {
  const { history, name, ticker } = listing;
  const [first, last] = [history[0], history.at(-1)];
  if (first === undefined || last === undefined) return null;
  const colour = vendorColour(ticker);
  const read = history.filter(({ verdict }) => verdict === 'implied');
  const band: XySeries = {
    id: 'range',
    label: 'implied saving, 80 % range',
    colour,
    mark: 'band',
    form: 'derived',
    endLabel: null,
    points: history.map(({ sessionOn, range, verdict }): XyPoint => {
      const isWhole = verdict === 'not-separable' || range === null;
      const [low, high] = isWhole ? [0, LARGEST_SAVING * 100] : [boundPct(range.low), boundPct(range.high)];
      return { x: decimalYearOf(sessionOn), y: null, low, high, cardIndex: null };
    }),
  };
  const line: XySeries = {
    id: 'point',
    label: 'implied saving, every input at its point',
    colour,
    mark: 'line',
    form: 'reported',
    endLabel: null,
    points: history.map(({ sessionOn, verdict, roots }, i): XyPoint => {
      const root = verdict === 'implied' ? roots[0] : undefined;
      return { x: decimalYearOf(sessionOn), y: root === undefined ? null : root.from * 100, cardIndex: i };
    }),
  };
  return {
    title: `Implied saving of ${name} since ${formatDate(source.market.sinceOn)}`,
    summary: `A saving can be read on ${String(read.length)} of ${String(history.length)} sessions${lastRead(read)}.`,
    notes: [
      'A gap in the line: no saving can be read. Where the band fills the plot, noise is wider than all that savings can do.',
    ],
    xAxis: timeAxisOf(first, last),
    events: EFFICIENCY_EVENTS,
    yAxis: linearAxis([0, LARGEST_SAVING * 100], 'memory saving, %'),
    series: [band, line],
    rules: [
      {
        axis: 'y',
        value: source.study.scenarioSaving * 100,
        label: `your scenario ${formatFraction(source.study.scenarioSaving)}`,
      },
    ],
    table: tableOf(listing),
    cards: history.map((session) => cardOf(name, session)),
    fileName: `waterline-implied-saving-${ticker}-since-${source.market.sinceOn}`,
  };
}

/** Abnormal change of one listing with the reach of all savings; null without sessions. */
export function prepareChangePlot(source: PricedInSource, listing: ImpliedListing): XyPlotModel | null {
  const { history, newest, name, ticker, marketCapUsdBn } = listing;
  const [first, last] = [history[0], history.at(-1)];
  if (first === undefined || last === undefined || newest === null || marketCapUsdBn === null) return null;
  const colour = vendorColour(ticker);
  const ofCap = (usdBn: number): number => (usdBn / marketCapUsdBn) * 100;
  const [low, high] = [ofCap(newest.reach.low), ofCap(newest.reach.high)];
  return {
    title: `What the market did to ${name}, beside all that savings can do`,
    summary: `The market moved ${signedPct(last.changePct)} of market value (${pctRange(last.changeLowPct, last.changeHighPct)}); savings from 0 to ${formatFraction(LARGEST_SAVING)} give ${pctRange(low, high)}.`,
    notes: [
      'Band: 80 % range of the expected return, forecast error included. It widens with every session; the reach of the savings does not.',
    ],
    xAxis: timeAxisOf(first, last),
    events: EFFICIENCY_EVENTS,
    yAxis: linearAxis(
      [low, high, ...history.flatMap(({ changeLowPct, changeHighPct }) => [changeLowPct, changeHighPct])],
      'abnormal change, % of market value',
    ),
    series: [
      {
        id: 'range',
        label: 'market’s change, 80 % range',
        colour,
        mark: 'band',
        form: 'derived',
        endLabel: null,
        points: history.map(({ sessionOn, changeLowPct, changeHighPct }) => ({
          x: decimalYearOf(sessionOn),
          y: null,
          low: changeLowPct,
          high: changeHighPct,
          cardIndex: null,
        })),
      },
      {
        id: 'change',
        label: 'market’s change',
        colour,
        mark: 'line',
        form: 'reported',
        endLabel: null,
        points: history.map(({ sessionOn, changePct }, i) => ({
          x: decimalYearOf(sessionOn),
          y: changePct,
          cardIndex: i,
        })),
      },
    ],
    rules: [
      { axis: 'y', value: low, label: `largest saving ${signedPct(low)}` },
      ...(high === 0
        ? []
        : [{ axis: 'y' as const, value: high, label: `most that a saving adds ${signedPct(high)}` }]),
    ],
    table: tableOf(listing),
    cards: history.map((session) => cardOf(name, session)),
    fileName: `waterline-abnormal-change-${ticker}-since-${source.market.sinceOn}`,
  };
}

function lastRead(read: readonly ImpliedSession[]): string {
  const last = read.at(-1);
  if (last === undefined) return '';
  return `, last on ${formatDate(last.sessionOn)}: ${verdictWords(last)} (${rangeWords(last)})`;
}

/** A single session is given a day of room, as an axis needs two dates. */
function timeAxisOf(first: ImpliedSession, last: ImpliedSession) {
  const days = first.sessionOn === last.sessionOn ? 1 / 365 : 0;
  const axis = dateAxis(first.sessionOn, days === 0 ? last.sessionOn : nextDay(last.sessionOn));
  const ticks = axis.ticks.length >= 2 ? axis.ticks : endTicks(first, last);
  return { ...axis, ticks };
}

function endTicks(first: ImpliedSession, last: ImpliedSession) {
  const ends = first.sessionOn === last.sessionOn ? [first] : [first, last];
  return ends.map(({ sessionOn }) => ({ value: decimalYearOf(sessionOn), label: formatDate(sessionOn) }));
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function tableOf({ history, name }: ImpliedListing): XyPlotModel['table'] {
  return {
    caption: `${name}, session by session`,
    columns: [
      { label: 'Session', unit: null },
      { label: 'Market’s change', unit: '% of market value' },
      { label: '80 % low', unit: '% of market value' },
      { label: '80 % high', unit: '% of market value' },
      { label: 'Reading', unit: null },
      { label: 'Point', unit: '%' },
      { label: 'P10', unit: null },
      { label: 'P90', unit: null },
    ],
    rows: history.map((session) => {
      const { sessionOn, changePct, changeLowPct, changeHighPct, roots, range } = session;
      return [
        textCell(sessionOn),
        numberCell(changePct, signedPct, ''),
        numberCell(changeLowPct, signedPct, ''),
        numberCell(changeHighPct, signedPct, ''),
        textCell(verdictWords(session)),
        numberCell(
          roots[0] === undefined ? null : roots[0].from * 100,
          (value) => formatFraction(value / 100),
          'none',
        ),
        textCell(range === null ? 'no range' : boundWords(range.low)),
        textCell(range === null ? 'no range' : boundWords(range.high)),
      ];
    }),
    totals: null,
  };
}

function cardOf(name: string, session: ImpliedSession): ChartCard {
  return {
    title: `${name}, ${formatDate(session.sessionOn)}`,
    lines: [
      { label: 'Implied saving', text: verdictWords(session), colour: null },
      { label: '80 % range', text: rangeWords(session), colour: null },
      { label: 'Market’s change', text: `${signedPct(session.changePct)} of market value`, colour: null },
      {
        label: 'with its 80 % range',
        text: pctRange(session.changeLowPct, session.changeHighPct),
        colour: null,
      },
    ],
    footer: 'Derived: abnormal change of the price set against the model’s change of value.',
  };
}
