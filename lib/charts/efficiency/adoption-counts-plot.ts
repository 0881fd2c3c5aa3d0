/** Assumed spread of leaner attention over the fleet against counts of released models. */
import { FLEET_SEGMENTS, type FleetSegment } from '../../core/efficiency/fleet/fleet-rows.ts';
import { decimalYear, partitionedAdoption } from '../../core/efficiency/fleet/fleet-saving.ts';
import type { FleetStudy } from '../../core/efficiency/fleet/fleet-study.ts';
import { numberCell, textCell, type ChartCard, type ColourToken } from '../chart-model.ts';
import { formatFraction } from '../format.ts';
import { linearAxis, timeAxis } from '../plot-axis.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import type { AttentionCount } from './attention-counts.ts';
import { SEGMENT_COLOURS, SEGMENT_ENDS } from './fleet-path-plot.ts';

const FROM_YEAR = 2024;
const TO_YEAR = 2031;
const STEPS_A_YEAR = 4;
const GROUP = 'attention';
/** The segment whose models the counts are nearest to. */
const COUNTED_SEGMENTS = {
  chinese: { segment: 'cn_labs', words: 'Chinese models released' },
  other: { segment: 'us_frontier', words: 'Other models released' },
} as const;

const percent = (fraction: number): string => `${String(Math.round(fraction * 100))}\u00a0%`;

/** Share of a segment on any attention of the group, which partition it. */
function assumedShare({ fleet }: FleetStudy, segment: FleetSegment, year: number): number {
  const group = fleet.techniques.filter((technique) => technique.group === GROUP);
  return partitionedAdoption(group, segment, year).reduce((sum, share) => sum + share, 0);
}

function segmentOf({ isChinese }: AttentionCount): (typeof COUNTED_SEGMENTS)['chinese' | 'other'] {
  return isChinese ? COUNTED_SEGMENTS.chinese : COUNTED_SEGMENTS.other;
}

/** Models are drawn in the middle of their year; of the year of the date in the middle of what has passed. */
function yearOf({ year }: AttentionCount, today: number): number {
  return today > year && today < year + 1 ? (year + today) / 2 : year + 0.5;
}

function countWords({ count, total }: AttentionCount): string {
  return `${String(count)} of ${String(total)}`;
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
    points: years.map((x) => ({ x, y: assumedShare(study, key, x), cardIndex: null })),
  }));
  const dots = [true, false].map((isChinese): XySeries => {
    const { segment, words } = isChinese ? COUNTED_SEGMENTS.chinese : COUNTED_SEGMENTS.other;
    return {
      id: `counts ${segment}`,
      label: words,
      colour: SEGMENT_COLOURS[segment],
      mark: 'points',
      form: 'derived',
      endLabel: null,
      points: shown.flatMap((count, cardIndex) =>
        count.isChinese === isChinese
          ? [
              {
                x: yearOf(count, today),
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
  const assumed = assumedShare(study, 'cn_labs', yearOf(newest, today));
  return {
    title: 'Assumed spread of leaner attention, against counts of models',
    summary: `${countWords(newest)} Chinese models of 100 B parameters or more released in ${String(newest.year)} store less than shared heads do; the fleet assumes ${formatFraction(assumed)} of what Chinese labs serve.`,
    notes: [
      'Dots are counts of models, not usage: a hand-picked list of open models, each counted once. Lines are assumed shares of served work, which trail releases.',
      'Leaner: latent, windows, chunks, linear or state-space, compressed. Other labs stand in the colour of US frontier labs, who publish no shapes.',
    ],
    xAxis: timeAxis(FROM_YEAR, TO_YEAR),
    yAxis: linearAxis([0, 1], 'share', percent),
    series: [...curves, ...dots],
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
        numberCell(assumedShare(study, segmentOf(count).segment, yearOf(count, today)), formatFraction, ''),
        textCell(count.names.join(', ')),
      ]),
      totals: null,
    },
    cards: shown.map((count): ChartCard => {
      const { segment, words } = segmentOf(count);
      const colour: ColourToken = SEGMENT_COLOURS[segment];
      return {
        title: `${words} in ${String(count.year)}`,
        lines: [
          { label: 'Leaner attention', text: countWords(count), colour },
          {
            label: 'Assumed of served work',
            text: formatFraction(assumedShare(study, segment, yearOf(count, today))),
            colour: null,
          },
        ],
        footer: 'Counts of models, not usage',
      };
    }),
    fileName: 'waterline-adoption-counts',
  };
}
