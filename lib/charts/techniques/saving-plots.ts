/** Techniques as points: capacity against bandwidth, and saving over the date of first publication. */
import type { CataloguedTechnique } from '../../core/efficiency/efficiency-world.ts';
import { decimalYear } from '../../core/efficiency/fleet/fleet-saving.ts';
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { formatDate, formatFraction } from '../format.ts';
import { linearAxis, timeAxis } from '../plot-axis.ts';
import type { MarkForm, XyPlotModel, XyPoint, XySeries } from '../xy-plot-model.ts';
import {
  actsOnResource,
  EVIDENCE_WORDS,
  familyGroup,
  familyWords,
  markForm,
  MATURITY_WORDS,
  partWords,
  savingWords,
} from './technique-words.ts';
import { EFFICIENCY_EVENTS } from '../timeline/event-choices.ts';

type Known = CataloguedTechnique & { readonly savingPoint: number };

function hasPoint(technique: CataloguedTechnique): technique is Known {
  return technique.savingPoint !== null;
}

const FORMS: readonly MarkForm[] = ['reported', 'derived', 'assumption'];
const FORM_NOTE =
  'Filled: a published fraction of something in use. Hollow: derived from shapes or bit widths. Dashed: a paper only.';
const percent = (fraction: number): string =>
  `${String(Math.round(fraction * 100)).replace('-', '\u2212')}\u00a0%`;

function toCard(technique: Known): ChartCard {
  const { colour } = familyGroup(technique.family);
  return {
    title: technique.name,
    lines: [
      { label: 'Saving', text: savingWords(technique), colour },
      { label: 'Acts on', text: partWords(technique.actsOn), colour: null },
      { label: 'Family', text: familyWords(technique.family).label, colour: null },
      { label: 'Maturity', text: MATURITY_WORDS[technique.maturity], colour: null },
    ],
    footer: `${EVIDENCE_WORDS[technique.evidence]}: ${technique.sourceTitle ?? 'source'}`,
  };
}

/** Series by family and form; the points of each in the order of `known`. */
function seriesBy(
  known: readonly Known[],
  pointOf: (technique: Known) => Omit<XyPoint, 'cardIndex'>,
): XySeries[] {
  const groups = [
    ...new Map(known.map(({ family }) => [familyGroup(family).label, familyGroup(family)])).values(),
  ];
  return groups.flatMap(({ label, colour }) =>
    FORMS.flatMap((form): XySeries[] => {
      const points = known.flatMap((technique, cardIndex) =>
        familyGroup(technique.family).label === label && markForm(technique) === form
          ? [{ ...pointOf(technique), cardIndex }]
          : [],
      );
      if (points.length === 0) return [];
      return [{ id: `${label} ${form}`, label, colour, mark: 'points', form, points, endLabel: null }];
    }),
  );
}

/** Written beside their points: far from the diagonal or from the crowd. */
const SCATTER_LABELS: Readonly<Record<string, string>> = {
  'turboquant-bandwidth': 'TurboQuant, reads',
  'kv-fp8': 'FP8 cache',
  'dsa-bandwidth': 'DSA, reads',
};

/** Capacity saved against bandwidth saved; null when no technique has a fraction of either. */
export function prepareSavingScatter(techniques: readonly CataloguedTechnique[]): XyPlotModel | null {
  const known = techniques
    .filter(hasPoint)
    .filter((each) => actsOnResource(each, 'capacity') || actsOnResource(each, 'bandwidth'));
  if (known.length === 0) return null;
  const x = (each: Known): number => (actsOnResource(each, 'capacity') ? each.savingPoint : 0);
  const y = (each: Known): number => (actsOnResource(each, 'bandwidth') ? each.savingPoint : 0);
  const both = known.filter((each) => x(each) !== 0 && y(each) !== 0).length;
  const capacityOnly = known.filter((each) => !actsOnResource(each, 'bandwidth')).length;
  const bandwidthOnly = known.filter((each) => !actsOnResource(each, 'capacity')).length;
  const left = techniques.length - known.length;
  return {
    title: 'Capacity saved against bandwidth saved',
    summary: `${String(both)} techniques save both alike, ${String(capacityOnly)} touch capacity only and ${String(bandwidthOnly)} bandwidth only.`,
    notes: [
      FORM_NOTE,
      'On the diagonal one fraction holds for both. Zero on an axis: the technique does not touch it. Below zero it costs.',
      `${String(left)} techniques are not drawn: they act on computing or time, or nobody published a fraction.`,
    ],
    xAxis: linearAxis(known.map(x), 'capacity saved', percent),
    yAxis: linearAxis(known.map(y), 'bandwidth saved', percent),
    series: seriesBy(known, (each) => ({
      x: x(each),
      y: y(each),
      ...labelOf(SCATTER_LABELS, each.id),
    })),
    rules: [],
    table: {
      caption: 'Capacity and bandwidth saved',
      columns: [
        { label: 'Technique', unit: null },
        { label: 'Capacity', unit: 'fraction' },
        { label: 'Bandwidth', unit: 'fraction' },
        { label: 'Evidence', unit: null },
      ],
      rows: known.map((each) => [
        textCell(each.name),
        numberCell(actsOnResource(each, 'capacity') ? each.savingPoint : null, formatFraction, 'not touched'),
        numberCell(
          actsOnResource(each, 'bandwidth') ? each.savingPoint : null,
          formatFraction,
          'not touched',
        ),
        textCell(EVIDENCE_WORDS[each.evidence]),
      ]),
      totals: null,
    },
    cards: known.map(toCard),
    fileName: 'waterline-capacity-bandwidth',
  };
}

const TIME_LABELS: Readonly<Record<string, string>> = {
  mqa: 'MQA',
  'dsa-capacity': 'DSA indexer',
  'turboquant-bandwidth': 'TurboQuant, reads',
};

function labelOf(labels: Readonly<Record<string, string>>, id: string): { readonly label?: string } {
  const label = labels[id];
  return label === undefined ? {} : { label };
}

type Dated = Known & { readonly firstPublishedOn: string };

/** Saving with its range over the date of first publication; null when none is dated. */
export function prepareSavingTimeline(techniques: readonly CataloguedTechnique[]): XyPlotModel | null {
  const known = techniques
    .filter(hasPoint)
    .filter((each): each is Dated => each.firstPublishedOn !== null)
    .toSorted((a, b) => (a.firstPublishedOn < b.firstPublishedOn ? -1 : 1));
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return null;
  const values = known.flatMap(({ savingLow, savingPoint, savingHigh }) =>
    [savingLow, savingPoint, savingHigh].filter((value) => value !== null),
  );
  const undated = techniques.length - known.length;
  const recent = known.filter(({ firstPublishedOn }) => firstPublishedOn >= '2024').length;
  return {
    title: 'Saving with its range, by date of first publication',
    summary: `${String(recent)} of the ${String(known.length)} dated techniques with a fraction were first published in 2024 or later.`,
    notes: [
      FORM_NOTE,
      'Whiskers are the lowest and the highest published or derived fraction; each is against its own baseline, so heights do not add and do not rank.',
      ...(undated === 0
        ? []
        : [`${String(undated)} techniques are not drawn: no date on file, or nobody published a fraction.`]),
    ],
    events: EFFICIENCY_EVENTS,
    xAxis: timeAxis(
      Math.floor(decimalYear(first.firstPublishedOn)),
      Math.ceil(decimalYear(last.firstPublishedOn) + 0.001),
      'first published',
    ),
    yAxis: linearAxis(values, 'saved of what it acts on', percent),
    series: seriesBy(known, (each) => ({
      x: decimalYear(each.firstPublishedOn ?? ''),
      y: each.savingPoint,
      ...(each.savingLow === null || each.savingHigh === null || each.savingLow === each.savingHigh
        ? {}
        : { low: each.savingLow, high: each.savingHigh }),
      ...labelOf(TIME_LABELS, each.id),
    })),
    rules: [],
    table: {
      caption: 'Saving by date of first publication',
      columns: [
        { label: 'Technique', unit: null },
        { label: 'First published', unit: null },
        { label: 'Low', unit: 'fraction' },
        { label: 'Point', unit: 'fraction' },
        { label: 'High', unit: 'fraction' },
      ],
      rows: known.map((each) => [
        textCell(each.name),
        { value: each.firstPublishedOn, text: formatDate(each.firstPublishedOn) },
        numberCell(each.savingLow, formatFraction, 'not published'),
        numberCell(each.savingPoint, formatFraction, ''),
        numberCell(each.savingHigh, formatFraction, 'not published'),
      ]),
      totals: null,
    },
    cards: known.map(toCard),
    fileName: 'waterline-techniques-by-date',
  };
}
