/** Each estimate of how use answers price on one line of elasticities, with break-even and the scenario's own. */
import type {
  ElasticityEstimate,
  ElasticityEvidence,
  ElasticityKind,
} from '../../core/rebound/elasticity-evidence.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import {
  numberCell,
  textCell,
  type ChartCard,
  type ChartTableCell,
  type ChartTableModel,
  type ColourToken,
} from '../chart-model.ts';
import { formatDate, formatSignificant } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { formatInputNumber } from '../resolved-inputs.ts';
import type { MarkForm } from '../xy-plot-model.ts';

/** What the strip takes from the scenario. */
export interface StripMarks {
  readonly breakEven: number | null;
  readonly elasticity: number | null;
  /** Row of the registry from which the runs draw; null without one. */
  readonly registry: {
    readonly low: number;
    readonly point: number;
    readonly high: number;
    readonly derivation: string;
  } | null;
}

const KIND_WORDS: Readonly<Record<ElasticityKind, { readonly label: string; readonly colour: ColourToken }>> =
  {
    use: { label: 'price elasticity of token use', colour: 'c-water' },
    ratio: { label: 'growth over price fall between two dates', colour: 'c-sand' },
    output: { label: 'output per token, answers no price', colour: 'c-muted' },
  };
const REGISTRY = { label: 'range of the model', colour: 'c-deep' } as const;

const FORM_BY_GRADE: Readonly<Partial<Record<ElasticityEstimate['grade'], MarkForm>>> = {
  primary: 'reported',
  press: 'derived',
  assumption: 'assumption',
};

/** Beyond this many times the largest estimate a break-even is named, not drawn: the estimates would run together. */
const MOST_TIMES_EVIDENCE = 4;
/** Names of two rules closer than this part of the axis would lie on each other. */
const RULE_NAME_SHARE = 0.5;
const NO_BOUND = 'not stated';

/** Dots by kind, newest first, then the registry's range; null when nothing is on file. */
export function prepareEvidenceStrip(evidence: ElasticityEvidence, marks: StripMarks): BarPlotModel | null {
  const { estimates } = evidence;
  if (estimates.length === 0) return null;
  const { registry } = marks;
  const numbers = [
    ...estimates.flatMap(({ low, point, high }) => [low, point, high].filter((value) => value !== null)),
    ...(registry === null ? [] : [registry.low, registry.high]),
  ];
  const most = MOST_TIMES_EVIDENCE * Math.max(...numbers);
  const shown = [
    { value: marks.elasticity, name: 'ε' },
    { value: marks.breakEven, name: 'ε*' },
  ].flatMap(({ value, name }) => (value === null || value > most ? [] : [{ value, name }]));
  const axis = linearAxis(
    [...numbers, ...shown.map(({ value }) => value)],
    'elasticity, per cent for one per cent',
  );
  const kinds = [...new Set(estimates.map(({ kind }) => kind))];
  return {
    title: 'Evidence on elasticity',
    summary: summarise(evidence, marks),
    notes: notesOf(marks, most),
    isDotPlot: true,
    valueAxis: axis,
    bars: [...estimates.map(toBar), ...(registry === null ? [] : [registryBar(registry)])],
    rules: rulesOf(shown, axis.max - axis.min),
    legend: [...kinds.map((kind) => KIND_WORDS[kind]), ...(registry === null ? [] : [REGISTRY])],
    table: tableOf(estimates, registry),
    cards: [...estimates.map(cardOf), ...(registry === null ? [] : [registryCard(registry)])],
    fileName: 'elasticity-evidence',
  };
}

function toBar(estimate: ElasticityEstimate): PlotBar {
  const { low, point, high, kind, grade, quantity, observedOn } = estimate;
  const at = point ?? low ?? high ?? 0;
  const hasSpan = (low ?? at) !== (high ?? at);
  return {
    label: quantity.split(', ').at(-1) ?? quantity,
    sublabel: `${formatDate(observedOn)} · ${grade}`,
    segments: [
      { from: 0, to: at, colour: KIND_WORDS[kind].colour, form: FORM_BY_GRADE[grade] ?? 'estimate' },
    ],
    whisker: hasSpan ? { low: low ?? at, high: high ?? at } : null,
    valueLabel: writeEstimate(estimate),
  };
}

function registryBar(registry: NonNullable<StripMarks['registry']>): PlotBar {
  const { low, point, high } = registry;
  return {
    label: 'Range of the model',
    sublabel: 'P10, point, P90 · weighed',
    segments: [{ from: 0, to: point, colour: REGISTRY.colour, form: 'derived' }],
    whisker: { low, high },
    valueLabel: `${formatInputNumber(low)}–${formatInputNumber(high)}`,
  };
}

/** Interval where both ends are stated, else the point. */
function writeEstimate({ low, point, high }: ElasticityEstimate): string {
  if (low !== null && high !== null) return `${formatInputNumber(low)}–${formatInputNumber(high)}`;
  if (low !== null && point !== null) return `${formatInputNumber(low)}–${formatInputNumber(point)}`;
  return formatInputNumber(point ?? low ?? high ?? 0);
}

function rulesOf(
  shown: readonly { readonly value: number; readonly name: string }[],
  span: number,
): BarPlotModel['rules'] {
  const [first, second] = shown.toSorted((a, b) => a.value - b.value);
  const nameOf = ({ value, name }: { readonly value: number; readonly name: string }): string =>
    `${name} ${name === 'ε' ? formatInputNumber(value) : formatSignificant(value)}`;
  if (first === undefined) return [];
  if (second === undefined) return [{ value: first.value, label: nameOf(first), tone: 'limit' }];
  if (first.value === second.value)
    return [{ value: first.value, label: `${nameOf(first)} = ${second.name}`, tone: 'limit' }];
  if (second.value - first.value >= RULE_NAME_SHARE * span)
    return [first, second].map((each) => ({
      value: each.value,
      label: nameOf(each),
      ...(each.name === 'ε*' ? { tone: 'limit' as const } : {}),
    }));
  return [
    { value: first.value, label: '', ...(first.name === 'ε*' ? { tone: 'limit' as const } : {}) },
    {
      value: second.value,
      label: `${nameOf(first)}, ${nameOf(second)}`,
      ...(second.name === 'ε*' ? { tone: 'limit' as const } : {}),
    },
  ];
}

function summarise({ estimates, useRange }: ElasticityEvidence, { breakEven }: StripMarks): string {
  const count = estimates.filter(({ kind }) => kind === 'use').length;
  const of = `${String(count)} of ${String(estimates.length)} estimates with a number measure the price elasticity of token use`;
  if (useRange === null) return `${of}.`;
  const span = `${of}: ${formatInputNumber(useRange.low)}–${formatInputNumber(useRange.high)}`;
  if (breakEven === null) return `${span}; here no elasticity offsets the saving.`;
  const above = estimates.filter(
    ({ kind, low, point, high }) => kind === 'use' && (high ?? point ?? low ?? 0) >= breakEven,
  ).length;
  return `${span}; break-even ${formatSignificant(breakEven)} ${above === 0 ? 'lies above all of them' : `is reached by ${String(above)} of them`}.`;
}

function notesOf({ breakEven, elasticity }: StripMarks, most: number): readonly string[] {
  const beyond = [
    ...(breakEven !== null && breakEven > most ? [`ε* of ${formatSignificant(breakEven)}`] : []),
    ...(elasticity !== null && elasticity > most ? [`the scenario’s ${formatInputNumber(elasticity)}`] : []),
  ];
  return [
    'Lines across: break-even ε* of the scenario (solid) and its own elasticity ε (dashed). Whiskers: the interval that the source states; a dot without one states none.',
    'Only the first kind says what price does to use. A ratio of growth to price fall over time mixes price with roll-out and new products; output per token answers no price.',
    ...(beyond.length === 0 ? [] : [`Beyond this axis: ${beyond.join(' and ')}.`]),
  ];
}

function tableOf(
  estimates: readonly ElasticityEstimate[],
  registry: StripMarks['registry'],
): ChartTableModel {
  const number = (value: number | null): ChartTableCell => numberCell(value, formatInputNumber, NO_BOUND);
  return {
    caption: 'Estimates of elasticity on file',
    columns: [
      { label: 'Estimate', unit: null },
      { label: 'Measures', unit: null },
      { label: 'Low', unit: null },
      { label: 'Point', unit: null },
      { label: 'High', unit: null },
      { label: 'Method', unit: null },
      { label: 'Of', unit: null },
      { label: 'Grade', unit: null },
      { label: 'Source', unit: null },
      { label: 'Caution', unit: null },
    ],
    rows: [
      ...estimates.map((estimate) => [
        textCell(estimate.quantity),
        textCell(KIND_WORDS[estimate.kind].label),
        number(estimate.low),
        number(estimate.point),
        number(estimate.high),
        textCell(estimate.definition),
        textCell(formatDate(estimate.observedOn)),
        textCell(estimate.grade),
        sourceCell(estimate),
        textCell(estimate.notes ?? ''),
      ]),
      ...(registry === null
        ? []
        : [
            [
              textCell('Range of the model'),
              textCell(REGISTRY.label),
              number(registry.low),
              number(registry.point),
              number(registry.high),
              textCell(registry.derivation),
              textCell(''),
              textCell('derived'),
              textCell('assumption registry'),
              textCell(''),
            ],
          ]),
    ],
    totals: null,
  };
}

/** Source of a row, linked. */
export function sourceCell({
  sourceTitle,
  url,
}: Pick<ElasticityEstimate, 'sourceTitle' | 'url'>): ChartTableCell {
  return { ...textCell(sourceTitle ?? 'source not named'), ...(url === null ? {} : { href: url }) };
}

function cardOf(estimate: ElasticityEstimate): ChartCard {
  const { quantity, kind, definition, observedOn, grade, sourceTitle, notes } = estimate;
  return {
    title: quantity,
    lines: [
      { label: 'Elasticity', text: writeEstimate(estimate), colour: KIND_WORDS[kind].colour },
      { label: 'Measures', text: KIND_WORDS[kind].label, colour: null },
      { label: 'Method', text: definition, colour: null },
      { label: 'Of', text: formatDate(observedOn), colour: null },
      ...(notes === null || notes === '' ? [] : [{ label: 'Caution', text: notes, colour: null }]),
    ],
    footer: `${grade} · ${sourceTitle ?? 'source not named'}`,
  };
}

function registryCard(registry: NonNullable<StripMarks['registry']>): ChartCard {
  return {
    title: 'Range of the model',
    lines: [
      {
        label: 'P10, point, P90',
        text: [registry.low, registry.point, registry.high].map(formatInputNumber).join(', '),
        colour: REGISTRY.colour,
      },
    ],
    footer: 'derived: estimates weighed, as the evidence of the headline says',
  };
}
