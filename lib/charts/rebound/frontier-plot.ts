/** Break-even elasticity over the saving: below the curve the saving is not paid back, above it is. */
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { formatRange, formatSignificant } from '../format.ts';
import { linearAxis, logAxis, type PlotAxis } from '../plot-axis.ts';
import { elasticityBasis, formatInputNumber, formatInputPercent, resolveNumber } from '../resolved-inputs.ts';
import type { PlotRule, XyPlotModel, XyPoint, XySeries } from '../xy-plot-model.ts';
import type { ExposureWorld } from '../../core/exposure/types.ts';
import type { FrontierPoint } from '../../core/rebound/frontier.ts';
import { elasticityOf, elasticityRange, savingOf, type ReboundAnswers } from './rebound-answers.ts';
import { writeSaving } from './rebound-headline.ts';

/** Memory is the whole cost, all of it passed on, nothing trains: then elasticity 1 pays any saving back. */
const FOLK_BREAK_EVEN = 1;
const NONE = 'none offsets';

/** The frontier of the scenario with the reader's point. The elasticity axis is logarithmic. */
export function prepareFrontierPlot(answers: ReboundAnswers): XyPlotModel {
  const { frontier, world } = answers;
  const { points } = frontier;
  const elasticity = elasticityOf(answers);
  const evidence = elasticityRange(world);
  const cards = points.map((point) => cardOf(point));
  const reader = readerSeries(answers, cards.length);
  const values = [
    FOLK_BREAK_EVEN,
    ...points.flatMap(({ breakEven, low, high }) => [breakEven, low, high].filter((value) => value !== null)),
    ...(elasticity === null ? [] : [elasticity]),
    ...(evidence === null ? [] : [evidence.low, evidence.high]),
  ];
  return {
    title: 'Break-even elasticity by saving',
    summary: summarise(answers),
    notes: notesOf(answers),
    xAxis: linearAxis([0, 90], 'saving, % of HBM per unit of inference work'),
    yAxis: elasticityAxis(values),
    series: [...bandOf(points), ...linesOf(points), ...reader.series],
    rules: evidenceRules(world),
    table: {
      caption: 'Break-even elasticity by saving',
      columns: [
        { label: 'Saving', unit: '%' },
        { label: 'Break-even', unit: 'elasticity' },
        { label: 'P10', unit: 'elasticity' },
        { label: 'P90', unit: 'elasticity' },
        { label: 'Folk version', unit: 'elasticity' },
      ],
      rows: points.map(({ memorySaving, breakEven, low, high }) => [
        { value: memorySaving * 100, text: formatInputPercent(memorySaving) },
        numberCell(breakEven, (value) => formatSignificant(value), NONE),
        numberCell(low, (value) => formatSignificant(value), 'no range'),
        numberCell(high, (value) => formatSignificant(value), 'no range'),
        textCell(formatInputNumber(FOLK_BREAK_EVEN)),
      ]),
      totals: null,
    },
    cards: [...cards, ...reader.cards],
    fileName: 'break-even-frontier',
  };
}

/** Every 1, 2 and 5 times a power of ten is written: break-evens differ by factors that powers of ten do not tell apart. */
function elasticityAxis(values: readonly number[]): PlotAxis {
  const axis = logAxis(values, 'elasticity of use', formatInputNumber);
  const exponents = Array.from({ length: 12 }, (_, i) => i - 6);
  const marks = exponents.flatMap((exponent) =>
    [1, 2, 5].map((step) => Number(`${String(step)}e${String(exponent)}`)),
  );
  return {
    ...axis,
    ticks: marks
      .filter((value) => value >= axis.min && value <= axis.max)
      .map((value) => ({ value, label: formatInputNumber(value) })),
  };
}

function bandOf(points: readonly FrontierPoint[]): XySeries[] {
  const ranged = points.flatMap(({ memorySaving, low, high }): XyPoint[] =>
    low === null || high === null ? [] : [{ x: memorySaving * 100, y: null, low, high, cardIndex: null }],
  );
  if (ranged.length === 0) return [];
  return [
    {
      id: 'range',
      label: 'break-even, 80 % range',
      colour: 'c-water',
      mark: 'band',
      form: 'derived',
      endLabel: null,
      points: ranged,
    },
  ];
}

function linesOf(points: readonly FrontierPoint[]): XySeries[] {
  const at = (read: (point: FrontierPoint) => number | null, hasCards: boolean): XyPoint[] =>
    points.map((point, index) => ({
      x: point.memorySaving * 100,
      y: read(point),
      cardIndex: hasCards ? index : null,
    }));
  return [
    {
      id: 'break-even',
      label: 'break-even',
      colour: 'c-water',
      mark: 'line',
      form: 'reported',
      endLabel: 'break-even ε*',
      points: at(({ breakEven }) => breakEven, true),
    },
    {
      id: 'folk',
      label: 'folk version',
      colour: 'c-muted',
      mark: 'line',
      form: 'estimate',
      endLabel: 'folk version',
      points: at(() => FOLK_BREAK_EVEN, false),
    },
  ];
}

/** The scenario's own saving and elasticity; nothing where it has no elasticity, or one of 0, which a log axis cannot show. */
function readerSeries(
  answers: ReboundAnswers,
  cardIndex: number,
): { readonly series: XySeries[]; readonly cards: ChartCard[] } {
  const elasticity = elasticityOf(answers);
  if (elasticity === null || elasticity === 0) return { series: [], cards: [] };
  const breakEven = answers.point.breakEvenElasticity;
  return {
    series: [
      {
        id: 'reader',
        label: 'this scenario',
        colour: 'c-sand',
        mark: 'points',
        form: 'reported',
        endLabel: null,
        points: [
          {
            x: Math.min(90, savingOf(answers) * 100),
            y: elasticity,
            size: 6,
            cardIndex,
          },
        ],
      },
    ],
    cards: [
      {
        title: 'This scenario',
        lines: [
          { label: 'Saving', text: writeSaving(answers), colour: null },
          { label: 'Elasticity', text: formatInputNumber(elasticity), colour: 'c-sand' },
          {
            label: 'Break-even',
            text: breakEven === null ? NONE : formatSignificant(breakEven),
            colour: 'c-water',
          },
        ],
        footer: 'the elasticity is an input, the break-even computed',
      },
    ],
  };
}

function evidenceRules(world: ExposureWorld): readonly PlotRule[] {
  const evidence = elasticityRange(world);
  if (evidence === null || evidence.low >= evidence.high) return [];
  const basis = elasticityBasis(world);
  return [
    { axis: 'y', value: evidence.low, label: `${basis}, low ${formatInputNumber(evidence.low)}` },
    { axis: 'y', value: evidence.high, label: `${basis}, high ${formatInputNumber(evidence.high)}` },
  ];
}

function summarise(answers: ReboundAnswers): string {
  const { point } = answers;
  const elasticity = elasticityOf(answers);
  const folk = `The folk version, in which memory is the whole cost, all of it passed on and nothing trains, breaks even at ${formatInputNumber(FOLK_BREAK_EVEN)}`;
  const breakEven = point.breakEvenElasticity;
  if (savingOf(answers) === 0) return `${folk}; without a saving there is nothing to break even on.`;
  if (breakEven === null) return `${folk}; here no elasticity offsets the saving.`;
  const own = `at a saving of ${writeSaving(answers)} it takes ${formatSignificant(breakEven)} here`;
  if (elasticity === null) return `${folk}; ${own}.`;
  const side = elasticity > breakEven ? 'above it' : elasticity < breakEven ? 'below it' : 'on it';
  return `${folk}; ${own}, and the scenario’s elasticity of ${formatInputNumber(elasticity)} lies ${side}.`;
}

function notesOf(answers: ReboundAnswers): readonly string[] {
  const { frontier, world, scenario } = answers;
  const names = frontier.drawnIds.map((id) => INPUT_WORDS.get(id) ?? id);
  const held = answers.point.inputs.flatMap(({ id, value }) => {
    const words = INPUT_WORDS.get(id);
    return words === undefined || frontier.drawnIds.includes(id) || typeof value !== 'number'
      ? []
      : [`${words} ${formatInputNumber(value)}`];
  });
  const saving = savingOf(answers);
  return [
    names.length === 0
      ? 'No range: every input behind the curve is held.'
      : `Band: 80 % range (P10–P90) of ${frontier.draws.toLocaleString('en-US')} draws of ${joinWords(names)}; the saving is held at each point of the curve${scenario.memorySaving === undefined ? ', while the range in the headline draws it too' : ''}.`,
    ...(held.length === 0 ? [] : [`Held: ${held.join('; ')}.`]),
    ...(scenario.savingPath === 'fleet'
      ? ['The cost saving follows the saving in the proportion of the bottom-up fleet, which is held.']
      : []),
    ...(elasticityOf(answers) === 0 ? ['An elasticity of 0 lies below this logarithmic axis.'] : []),
    ...(saving > 0.9 ? ['The saving set here lies beyond the curve; its point stands at the edge.'] : []),
    `The cap on use (× ${formatInputNumber(resolveNumber(world, scenario, 'usageCap') ?? 1)}) is left aside.`,
  ];
}

/** Inputs that make the curve, by id. */
const INPUT_WORDS: ReadonlyMap<string, string> = new Map([
  ['memory_share_of_cost', 'memory’s share of cost'],
  ['costSaving', 'cost saving'],
  ['pass_through', 'pass-through'],
  ['training_share', 'training share'],
  ['training_saving_ratio', 'training’s part of the saving'],
]);

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function cardOf({ memorySaving, breakEven, low, high }: FrontierPoint): ChartCard {
  return {
    title: `Saving ${formatInputPercent(memorySaving)}`,
    lines: [
      {
        label: 'Break-even elasticity',
        text: breakEven === null ? NONE : formatSignificant(breakEven),
        colour: 'c-water',
      },
      ...(low === null || high === null
        ? []
        : [{ label: '80 % range', text: formatRange(low, high), colour: null }]),
      { label: 'Folk version', text: formatInputNumber(FOLK_BREAK_EVEN), colour: 'c-muted' },
    ],
    footer: 'computed by the model',
  };
}
