/** Bullets: the saving that each price implies, with its range, beside the scenario's own. */
import type { ImpliedListing } from '../../core/implied-saving/evaluate.ts';
import { LARGEST_SAVING, type SavingBound } from '../../core/implied-saving/types.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { formatDate, formatFraction, formatUsdBn, formatUsdBnChange } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { vendorColour } from '../vendor-colours.ts';
import {
  boundPct,
  boundWords,
  pctRange,
  rangeWords,
  shortVerdict,
  signedPct,
  verdictWords,
} from './implied-words.ts';
import type { PricedInSource } from './priced-in-source.ts';

export function prepareImpliedBars(source: PricedInSource): BarPlotModel {
  const { study, market } = source;
  const { listings, scenarioSaving } = study;
  return {
    title: 'Saving that each price implies',
    summary: summarise(listings),
    notes: [
      'Bar: the 80 % range (P10 to P90) over draws of the inputs and of the expected return; dot: every input at its point. A bar cut at an end goes on where no saving reaches.',
      'Dotted from end to end: cannot be separated. The noise of the expected return alone is wider than all that any saving can do to the value.',
      'No marker of a consensus: no source on file states a saving that analysts expect.',
    ],
    valueAxis: linearAxis([0, LARGEST_SAVING * 100], 'memory saving, %'),
    bars: listings.map(toBar),
    rules: [{ value: scenarioSaving * 100, label: `your scenario ${formatFraction(scenarioSaving)}` }],
    legend: [],
    table: {
      caption: `Implied saving since ${formatDate(market.sinceOn)}`,
      columns: [
        { label: 'Listing', unit: null },
        { label: 'From the close of', unit: null },
        { label: 'To the close of', unit: null },
        { label: 'Reading', unit: null },
        { label: 'Point', unit: '%' },
        { label: 'P10', unit: null },
        { label: 'P50', unit: null },
        { label: 'P90', unit: null },
        { label: 'Market’s change', unit: '% of market value' },
        { label: '80 % range', unit: '% of market value' },
        { label: 'Your scenario', unit: 'USD bn' },
        { label: 'Gap', unit: '% of market value' },
        { label: 'Market value', unit: 'USD bn' },
        { label: 'Of', unit: null },
      ],
      rows: listings.map(toRow),
      totals: null,
    },
    cards: listings.map(toCard),
    fileName: `waterline-implied-saving-${market.sinceOn}`,
  };
}

function summarise(listings: readonly ImpliedListing[]): string {
  const read = listings.flatMap(({ name, newest }) => (newest?.verdict === 'implied' ? [name] : []));
  const drowned = listings.flatMap(({ name, newest }) => (newest?.verdict === 'not-separable' ? [name] : []));
  const parts = [
    read.length === 0
      ? 'No price implies a saving that can be told from noise'
      : `A saving can be read from ${read.join(', ')}`,
    ...(drowned.length === 0 ? [] : [`${drowned.join(', ')} cannot be separated`]),
  ];
  return `${parts.join('; ')}.`;
}

function toBar({ name, ticker, newest }: ImpliedListing): PlotBar {
  const colour = vendorColour(ticker);
  const known = { label: name, sublabel: ticker, whisker: null };
  if (newest === null) return { ...known, segments: [], valueLabel: 'no reading' };
  const { verdict, range, roots } = newest;
  const valueLabel = shortVerdict(newest);
  if (verdict === 'not-separable') {
    const whole = { from: 0, to: LARGEST_SAVING * 100, colour, form: 'assumption' as const };
    return { ...known, segments: [whole], valueLabel };
  }
  if (range === null || range.shareInside === 0) return { ...known, segments: [], valueLabel };
  const [from, to] = [boundPct(range.low), boundPct(range.high)];
  const root = roots[0];
  return {
    ...known,
    segments: [{ from, to, colour, form: 'estimate' }],
    ...(root === undefined ? {} : { mark: root.from * 100 }),
    valueLabel,
  };
}

function toRow(listing: ImpliedListing) {
  const { ticker, name, newest, absence, market, marketCapUsdBn } = listing;
  const reason = absence ?? 'not known';
  const range = newest?.range ?? null;
  const bound = (of: SavingBound | undefined) => textCell(of === undefined ? 'no range' : boundWords(of));
  return [
    { value: ticker, text: name },
    textCell(market.path === null ? reason : market.path.d0On),
    textCell(newest?.sessionOn ?? reason),
    textCell(newest === null ? reason : verdictWords(newest)),
    numberCell(
      newest?.roots[0] === undefined ? null : newest.roots[0].from * 100,
      (value) => formatFraction(value / 100),
      'none',
    ),
    bound(range?.low),
    bound(range?.mid),
    bound(range?.high),
    numberCell(newest?.changePct ?? null, signedPct, reason),
    textCell(newest === null ? reason : pctRange(newest.changeLowPct, newest.changeHighPct)),
    numberCell(newest?.modelUsdBn ?? null, formatUsdBnChange, reason),
    numberCell(newest?.gapPct ?? null, signedPct, reason),
    numberCell(marketCapUsdBn, formatUsdBn, 'not on file'),
    textCell(market.marketCapAsOn ?? 'no date'),
  ];
}

function toCard({ name, ticker, newest, absence, market }: ImpliedListing): ChartCard {
  const colour = vendorColour(ticker);
  if (newest === null) {
    return {
      title: name,
      lines: [{ label: 'No reading', text: absence ?? 'not known', colour }],
      footer: '',
    };
  }
  return {
    title: `${name}, ${formatDate(newest.sessionOn)}`,
    lines: [
      { label: 'Implied saving', text: verdictWords(newest), colour },
      { label: '80 % range', text: rangeWords(newest), colour: null },
      { label: 'Market’s change', text: `${signedPct(newest.changePct)} of market value`, colour: null },
      {
        label: 'with its 80 % range',
        text: pctRange(newest.changeLowPct, newest.changeHighPct),
        colour: null,
      },
      { label: 'Gap to your scenario', text: `${signedPct(newest.gapPct)} of market value`, colour: null },
    ],
    footer: `Market model against ${market.basis?.benchmark ?? 'its benchmark'}; the saving is derived by the model.`,
  };
}
