/** Calibration: how many outcomes came at or below each quantile of the calls, against what the quantile says. */
import type { TrackRecordCalibration } from '../../contracts/track-record.ts';
import {
  numberCell,
  textCell,
  type ChartCard,
  type ChartTableModel,
  type ColourToken,
} from '../chart-model.ts';
import { formatFraction, formatFractionRange } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import type { MarkForm, XyPlotModel, XySeries } from '../xy-plot-model.ts';
import { band80, calibrationOf, counted, countOf, SUBJECT_NAMES, type RecordPair } from './record-words.ts';

interface PlottedRecord {
  readonly id: string;
  readonly label: string;
  readonly colour: ColourToken;
  readonly form: MarkForm;
  readonly calibration: TrackRecordCalibration;
}

/** Marks of the second record stand so much to the right, so that both can be seen. */
const ASIDE_PCT = 1;

const percent = (value: number): string => `${String(value)}\u00a0%`;

/** The chart; null when neither a frozen call nor one in hindsight has a figure to be judged by. */
export function prepareCalibrationPlot(pair: RecordPair): XyPlotModel | null {
  const records = plotted(pair);
  if (records.length === 0) return null;
  const cards: ChartCard[] = [];
  return {
    title: `Calibration: ${pair.subject === null ? 'all calls' : SUBJECT_NAMES[pair.subject]}`,
    summary: summarise(records),
    notes: [
      'On the straight line a quantile holds what it says; below it on the left and above it on the right ranges are too narrow, and above it everywhere calls are too high.',
      'Whiskers: 95 % interval of the share (Wilson), as if calls were independent. Calls of several months on one figure are not, so the true interval is wider.',
      ...(records.length > 1 ? ['Hindsight stands a little to the right of its quantile.'] : []),
      ...(records.some(({ id }) => id === 'hindsight')
        ? [
            'Hindsight: today’s model and assumptions with the facts of each past month end. No forecast, and never counted with the frozen calls.',
          ]
        : []),
    ],
    xAxis: linearAxis([0, 100], 'Promised: outcomes at or below the quantile', percent),
    yAxis: linearAxis([0, 100], 'Came: outcomes at or below it', percent),
    series: [soundSeries(), ...records.map((record, i) => toSeries(record, i * ASIDE_PCT, cards))],
    rules: [],
    table: plotTable(records),
    cards,
    fileName: 'waterline-calibration',
  };
}

function plotted({ frozen, hindsight, subject }: RecordPair): PlottedRecord[] {
  const all: PlottedRecord[] = [
    {
      id: 'frozen',
      label: 'Frozen calls',
      colour: 'c-water',
      form: 'reported',
      calibration: calibrationOf(frozen, subject),
    },
    {
      id: 'hindsight',
      label: 'In hindsight, not scored',
      colour: 'c-sand',
      form: 'estimate',
      calibration: calibrationOf(hindsight, subject),
    },
  ];
  return all.filter(({ calibration }) => calibration.graded > 0);
}

function soundSeries(): XySeries {
  return {
    id: 'sound',
    label: 'As promised',
    colour: 'c-supply',
    mark: 'line',
    form: 'derived',
    endLabel: null,
    points: [0, 100].map((value) => ({ x: value, y: value, cardIndex: null })),
  };
}

function toSeries(
  { id, label, colour, form, calibration }: PlottedRecord,
  asidePct: number,
  cards: ChartCard[],
): XySeries {
  return {
    id,
    label,
    colour,
    mark: 'points',
    form,
    endLabel: null,
    points: calibration.levels.map(({ level, count, of, share, interval }) => ({
      x: level * 100 + asidePct,
      y: share === null ? null : share * 100,
      ...(interval === null ? {} : { low: interval[0] * 100, high: interval[1] * 100 }),
      cardIndex:
        cards.push({
          title: `${label}: quantile ${formatFraction(level)}`,
          lines: [
            {
              label: 'At or below it',
              text: share === null ? 'no outcome' : `${countOf({ count, of })}, ${formatFraction(share)}`,
              colour,
            },
            {
              label: '95 % interval',
              text: interval === null ? 'none' : formatFractionRange(...interval),
              colour: null,
            },
          ],
          footer: `${counted(calibration.targets, 'figure')}, ${countOf({ count: calibration.gradedByDisclosure, of: calibration.graded })} by disclosure, the rest by estimates of others`,
        }) - 1,
    })),
  };
}

function summarise(records: readonly PlottedRecord[]): string {
  return records
    .map(({ label, calibration }) => {
      const { share } = band80(calibration);
      return `${label}: ${share === null ? 'no outcome' : formatFraction(share)} of ${counted(calibration.graded, 'outcome')} inside the 80 % band`;
    })
    .join('; ')
    .concat('.');
}

function plotTable(records: readonly PlottedRecord[]): ChartTableModel {
  const levels = records[0]?.calibration.levels ?? [];
  return {
    caption: 'Outcomes at or below each quantile of the calls',
    columns: [
      { label: 'Quantile', unit: null },
      ...records.flatMap(({ label }) => [
        { label, unit: 'percent' },
        { label: `${label}, 95 % low`, unit: 'percent' },
        { label: `${label}, 95 % high`, unit: 'percent' },
        { label: `${label}, outcomes`, unit: 'count' },
      ]),
    ],
    rows: levels.map(({ level }, i) => [
      textCell(formatFraction(level)),
      ...records.flatMap(({ calibration }) => {
        const row = calibration.levels[i];
        const cell = (value: number | null | undefined) =>
          numberCell(value == null ? null : value * 100, (number) => number.toFixed(1), 'no outcome');
        return [
          cell(row?.share),
          cell(row?.interval?.[0]),
          cell(row?.interval?.[1]),
          textCell(row === undefined ? '' : countOf(row)),
        ];
      }),
    ]),
    totals: null,
  };
}
