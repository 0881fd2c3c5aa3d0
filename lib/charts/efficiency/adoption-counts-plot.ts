/** Assumed spread of leaner attention over the fleet against counts of released models. */
import {
  COUNTED_SEGMENTS,
  fitAdoption,
  leanerShare,
  savingAsFitted,
  yearOfCount,
  type AdoptionFit,
} from '../../core/efficiency/fleet/fit-adoption.ts';
import { FLEET_SEGMENTS } from '../../core/efficiency/fleet/fleet-rows.ts';
import { decimalYear } from '../../core/efficiency/fleet/fleet-saving.ts';
import type { FleetStudy } from '../../core/efficiency/fleet/fleet-study.ts';
import { numberCell, textCell, type ChartCard, type ColourToken } from '../chart-model.ts';
import { formatFraction, formatQuarterLong } from '../format.ts';
import { linearAxis, timeAxis } from '../plot-axis.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import type { AttentionCount } from '../../core/efficiency/fleet/attention-counts.ts';
import { SEGMENT_COLOURS, SEGMENT_ENDS } from './fleet-path-plot.ts';
import { EFFICIENCY_EVENTS } from '../timeline/event-choices.ts';

const FROM_YEAR = 2024;
const TO_YEAR = 2031;
const STEPS_A_YEAR = 4;
const COUNTED_WORDS = { chinese: 'Chinese models released', other: 'Other models released' } as const;

const percent = (fraction: number): string => `${String(Math.round(fraction * 100))}\u00a0%`;

function sideOf({ isChinese }: AttentionCount): 'chinese' | 'other' {
  return isChinese ? 'chinese' : 'other';
}

function countWords({ count, total }: AttentionCount): string {
  return `${String(count)} of ${String(total)}`;
}

/** Years to one decimal; a likelihood of a few models knows no more. */
function tenths(years: number): string {
  return years.toFixed(1).replace('-', '\u2212');
}

const SEGMENT_NAMES = new Map(FLEET_SEGMENTS.map(({ key, name }) => [key, name] as const));

function yearsWords({
  segment,
  yearsEarlier,
  low,
  high,
  isOpenLow,
  isOpenHigh,
  models,
}: AdoptionFit): string {
  const word = yearsEarlier < 0 ? 'later' : 'earlier';
  const range = [isOpenLow ? 'or less' : tenths(low), isOpenHigh ? 'or more' : tenths(high)];
  return `${SEGMENT_NAMES.get(segment) ?? segment} ${tenths(Math.abs(yearsEarlier))} years ${word} (95 %: ${range.join(' to ')}; ${String(models)} models)`;
}

/** What the counts alone would say, and what it would change. */
function fitWords({ fleet, quarters, at }: FleetStudy, fits: readonly AdoptionFit[], asOf: string): string {
  const quarter = quarters[at];
  const saving = quarter === undefined ? null : savingAsFitted(fleet, fits, asOf, quarter.quarter);
  if (quarter === undefined || saving === null) return '';
  return `Fitted to the counts (dashed) the spread would come for ${fits.map(yearsWords).join(', for ')}. Had served work followed releases, more would be done already, and the saving still to come by ${formatQuarterLong(quarter.quarter)} would be ${formatFraction(saving)} instead of ${formatFraction(quarter.memorySaving)}.`;
}

/** Curves of the segments with the counts beside them; null without counts. */
export function prepareAdoptionCounts(
  study: FleetStudy,
  counts: readonly AttentionCount[],
  asOf: string,
): XyPlotModel | null {
  const today = decimalYear(asOf);
  const shown = counts.filter(({ year }) => year >= FROM_YEAR);
  const newest = shown.findLast(({ isChinese }) => isChinese);
  if (newest === undefined) return null;
  const years = Array.from(
    { length: (TO_YEAR - FROM_YEAR) * STEPS_A_YEAR + 1 },
    (_, index) => FROM_YEAR + index / STEPS_A_YEAR,
  );
  const curves = FLEET_SEGMENTS.map(({ key, name }): XySeries => ({
    id: key,
    label: name,
    colour: SEGMENT_COLOURS[key],
    mark: 'line',
    form: 'assumption',
    endLabel: SEGMENT_ENDS[key],
    points: years.map((x) => ({ x, y: leanerShare(study.fleet, key, x), cardIndex: null })),
  }));
  const dots = [true, false].map((isChinese): XySeries => {
    const side = isChinese ? 'chinese' : 'other';
    const segment = COUNTED_SEGMENTS[side];
    return {
      id: `counts ${segment}`,
      label: COUNTED_WORDS[side],
      colour: SEGMENT_COLOURS[segment],
      mark: 'points',
      form: 'derived',
      endLabel: null,
      points: shown.flatMap((count, cardIndex) =>
        count.isChinese === isChinese
          ? [
              {
                x: yearOfCount(count, today),
                y: count.count / count.total,
                label: countWords(count),
                size: 3 + Math.sqrt(count.total),
                cardIndex,
              },
            ]
          : [],
      ),
    };
  });
  const fits = fitAdoption(study.fleet, shown, asOf);
  const fitted = fits.map(({ segment, yearsEarlier }): XySeries => ({
    id: `fitted ${segment}`,
    label: 'Fitted to the counts',
    colour: SEGMENT_COLOURS[segment],
    mark: 'line',
    form: 'estimate',
    endLabel: null,
    points: years.map((x) => ({
      x,
      y: leanerShare(study.fleet, segment, x, yearsEarlier),
      cardIndex: null,
    })),
  }));
  const assumed = leanerShare(study.fleet, 'cn_labs', yearOfCount(newest, today));
  return {
    title: 'Assumed spread of leaner attention, against counts of models',
    summary: `${countWords(newest)} Chinese models of 100 B parameters or more released in ${String(newest.year)} store less than shared heads do; the fleet assumes ${formatFraction(assumed)} of what Chinese labs serve.`,
    notes: [
      fitWords(study, fits, asOf),
      'Dots are counts of models, not usage: a hand-picked list of open models, each counted once. Lines are assumed shares of served work, which trail releases.',
      'Leaner: latent, windows, chunks, linear or state-space, compressed. Other labs stand in the colour of US frontier labs, who publish no shapes.',
    ],
    events: EFFICIENCY_EVENTS,
    xAxis: timeAxis(FROM_YEAR, TO_YEAR),
    yAxis: linearAxis([0, 1], 'share', percent),
    series: [...curves, ...fitted, ...dots],
    rules: today > FROM_YEAR && today < TO_YEAR ? [{ axis: 'x', value: today, label: 'as of' }] : [],
    table: {
      caption: 'Counts of released models against assumed shares',
      columns: [
        { label: 'Released', unit: null },
        { label: 'Leaner attention', unit: 'models' },
        { label: 'All', unit: 'models' },
        { label: 'Count share', unit: 'fraction' },
        { label: 'Assumed of served work', unit: 'fraction' },
        { label: 'Models', unit: null },
      ],
      rows: shown.map((count) => [
        textCell(`${String(count.year)}, ${count.isChinese ? 'Chinese' : 'other'} labs`),
        numberCell(count.count, String, ''),
        numberCell(count.total, String, ''),
        numberCell(count.count / count.total, formatFraction, ''),
        numberCell(
          leanerShare(study.fleet, COUNTED_SEGMENTS[sideOf(count)], yearOfCount(count, today)),
          formatFraction,
          '',
        ),
        textCell(count.names.join(', ')),
      ]),
      totals: null,
    },
    cards: shown.map((count): ChartCard => {
      const segment = COUNTED_SEGMENTS[sideOf(count)];
      const colour: ColourToken = SEGMENT_COLOURS[segment];
      return {
        title: `${COUNTED_WORDS[sideOf(count)]} in ${String(count.year)}`,
        lines: [
          { label: 'Leaner attention', text: countWords(count), colour },
          {
            label: 'Assumed of served work',
            text: formatFraction(leanerShare(study.fleet, segment, yearOfCount(count, today))),
            colour: null,
          },
        ],
        footer: 'Counts of models, not usage',
      };
    }),
    fileName: 'waterline-adoption-counts',
  };
}
