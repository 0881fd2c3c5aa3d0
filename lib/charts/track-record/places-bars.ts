/** Where outcomes fell among the quantiles of their calls, against how many a sound forecaster has there. */
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { CALL_LEVELS } from '../../core/track-record/types.ts';
import { formatFraction } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { calibrationOf, counted, SUBJECT_NAMES, type RecordPair } from './record-words.ts';

const EDGES = [0, ...CALL_LEVELS, 1];

interface Place {
  readonly label: string;
  readonly expected: number;
  readonly share: number;
  readonly count: number;
}

/** The chart of frozen calls, or of hindsight while none has matured; null when neither has an outcome. */
export function preparePlacesBars(pair: RecordPair): BarPlotModel | null {
  const isFrozen = calibrationOf(pair.frozen, pair.subject).graded > 0;
  const calibration = calibrationOf(isFrozen ? pair.frozen : pair.hindsight, pair.subject);
  if (calibration.graded === 0) return null;
  const kind = isFrozen ? 'frozen calls' : 'in hindsight, not scored';
  const places = calibration.places.map((count, i): Place => {
    const [from, to] = [EDGES[i] ?? 0, EDGES[i + 1] ?? 1];
    const ends = [from, to].map((edge) => String(Math.round(edge * 100)));
    return {
      label: placeLabel(i, ends),
      expected: to - from,
      share: count / calibration.graded,
      count,
    };
  });
  return {
    title: `Where outcomes fell among the quantiles: ${kind}`,
    summary: summarise(places, calibration.graded),
    notes: [
      `${pair.subject === null ? 'All calls' : SUBJECT_NAMES[pair.subject]}, ${kind}. The dot is the share that a sound forecaster has between the two quantiles.`,
    ],
    valueAxis: linearAxis(
      places.flatMap(({ share, expected }) => [share * 100, expected * 100]),
      'Share of outcomes, %',
    ),
    bars: places.map(({ label, share, expected, count }): PlotBar => ({
      label,
      sublabel: null,
      segments: [
        {
          from: 0,
          to: share * 100,
          colour: isFrozen ? 'c-water' : 'c-sand',
          form: isFrozen ? 'reported' : 'estimate',
        },
      ],
      whisker: null,
      mark: expected * 100,
      valueLabel: `${String(count)} (${formatFraction(share)})`,
    })),
    rules: [],
    legend: [
      { label: 'Came', colour: isFrozen ? 'c-water' : 'c-sand', form: isFrozen ? 'reported' : 'estimate' },
      { label: 'Promised (dot)', colour: 'c-ink' },
    ],
    table: {
      caption: `Outcomes between the quantiles of their calls: ${kind}`,
      columns: [
        { label: 'Between quantiles', unit: null },
        { label: 'Outcomes', unit: 'count' },
        { label: 'Share', unit: 'percent' },
        { label: 'Promised', unit: 'percent' },
      ],
      rows: places.map(({ label, share, expected, count }) => [
        textCell(label),
        numberCell(count, String, ''),
        numberCell(share * 100, (value) => value.toFixed(1), ''),
        numberCell(expected * 100, (value) => value.toFixed(1), ''),
      ]),
      totals: null,
    },
    cards: places.map(({ label, share, expected, count }): ChartCard => ({
      title: `Among the quantiles: ${label}`,
      lines: [
        {
          label: 'Came',
          text: `${counted(count, 'outcome')}, ${formatFraction(share)}`,
          colour: isFrozen ? 'c-water' : 'c-sand',
        },
        { label: 'Promised', text: formatFraction(expected), colour: 'c-ink' },
      ],
      footer: kind,
    })),
    fileName: 'waterline-calibration-places',
  };
}

/** "below 5 %", "5–10 %", "above 95 %". */
function placeLabel(i: number, [from = '', to = '']: readonly string[]): string {
  if (i === 0) return `below ${to}\u00a0%`;
  return i === EDGES.length - 2 ? `above ${from}\u00a0%` : `${from}–${to}\u00a0%`;
}

function summarise(places: readonly Place[], graded: number): string {
  const [below, above] = [places[0], places.at(-1)];
  if (below === undefined || above === undefined) return '';
  return `Of ${counted(graded, 'outcome')}, ${String(below.count)} fell below the lowest quantile and ${String(above.count)} above the highest, where ${formatFraction(below.expected + above.expected)} are promised.`;
}
