/** The plane of saving and elasticity: where revenue falls, where rebound pays it back, and where the claims stand. */
import type { ExposureAnswer, ExposureScenario, ExposureWorld } from '../../core/exposure/types.ts';
import type { HeatMap } from '../../core/uncertainty/heat-map.ts';
import { elasticityOfMultiple } from '../../core/uncertainty/heat-map.ts';
import { numberCell } from '../chart-model.ts';
import { formatFraction, formatSignificant } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { resolveNumber } from '../resolved-inputs.ts';
import type { XyPlotModel, XyPoint, XySeries } from '../xy-plot-model.ts';
import type { OutputWords } from './output-words.ts';

/** Centres of the cells. */
export const HEAT_PLANE = {
  savings: Array.from({ length: 17 }, (_, i) => Number((0.05 + i * 0.05).toFixed(2))),
  elasticities: Array.from({ length: 13 }, (_, i) => i * 0.5),
} as const;

const CELL = { width: 0.05, height: 0.5 };
const TOP = 6.25;
/** Marks of what lies above the plane stand here. */
const AT_TOP = 6.1;

interface HeatOptions {
  readonly world: ExposureWorld;
  readonly scenario: ExposureScenario;
  readonly answer: ExposureAnswer;
  readonly words: OutputWords;
}

export function prepareHeatPlot(map: HeatMap, options: HeatOptions): XyPlotModel {
  const { words } = options;
  const most = Math.max(...map.values.map((value) => Math.abs(value ?? 0)), Number.MIN_VALUE);
  const claims = listClaims(options);
  return {
    title: 'Saving against elasticity',
    summary: describePlane(map, options),
    notes: [
      `Blue cells lose, sand cells gain; the line is where ${words.name} is 0. Everything else is at its point, contracts and backlog included.`,
      ...claims.flatMap(({ note }) => (note === null ? [] : [note])),
    ],
    xAxis: linearAxis([0, 0.9], 'memory saving', (value) => `${String(Math.round(value * 100))} %`),
    yAxis: {
      ...linearAxis([0, 6], 'elasticity of usage'),
      min: -CELL.height / 2,
      max: TOP,
    },
    series: [
      {
        id: 'field',
        label: words.axisTitle,
        colour: 'c-deep',
        mark: 'field',
        form: 'derived',
        cell: CELL,
        points: map.values.map((value, i) => cellOf(map, i, value, most)),
        endLabel: null,
      },
      zeroLine(map),
      {
        id: 'claims',
        label: 'claims and the scenario',
        colour: 'c-ink',
        mark: 'points',
        form: 'reported',
        points: claims.map(({ x, y, label }, i) => ({ x, y, label, cardIndex: map.values.length + i })),
        endLabel: null,
      },
    ],
    rules: [],
    table: {
      caption: `${words.axisTitle} by saving (across) and elasticity (down)`,
      columns: [
        { label: 'Elasticity', unit: null },
        ...map.savings.map((saving) => ({ label: `${String(Math.round(saving * 100))} %`, unit: '' })),
      ],
      rows: map.elasticities.map((elasticity, row) => [
        numberCell(elasticity, (each) => formatSignificant(each), ''),
        ...map.savings.map((_, column) =>
          numberCell(map.values[row * map.savings.length + column] ?? null, words.format, 'no value'),
        ),
      ]),
      totals: null,
    },
    cards: [
      ...map.values.map((value, i) => ({
        title: `saving ${formatFraction(map.savings[i % map.savings.length] ?? 0)}, elasticity ${formatSignificant(map.elasticities[Math.floor(i / map.savings.length)] ?? 0)}`,
        lines: [
          {
            label: words.axisTitle,
            text: value === null ? 'no value' : words.format(value),
            colour: value !== null && value > 0 ? ('c-sand' as const) : ('c-deep' as const),
          },
        ],
        footer: 'computed, other inputs at their points',
      })),
      ...claims.map(({ label, text }) => ({
        title: label,
        lines: [{ label: 'stands for', text, colour: 'c-ink' as const }],
        footer: 'marked on the plane',
      })),
    ],
    fileName: 'waterline-saving-elasticity',
  };
}

function cellOf(map: HeatMap, index: number, value: number | null, most: number): XyPoint {
  // Square root, so that small changes are told from none.
  const depth = value === null ? 0 : Math.sign(value) * Math.sqrt(Math.abs(value) / most);
  return {
    x: map.savings[index % map.savings.length] ?? 0,
    y: value === null ? null : (map.elasticities[Math.floor(index / map.savings.length)] ?? 0),
    depth,
    cardIndex: index,
  };
}

function zeroLine({ savings, zeroElasticity }: HeatMap): XySeries {
  const points = savings.map((x, i) => ({ x, y: zeroElasticity[i] ?? null, cardIndex: null }));
  const labelled = points.findLastIndex(({ y }) => y !== null);
  return {
    id: 'zero',
    label: 'no change',
    colour: 'c-ink',
    mark: 'line',
    form: 'reported',
    points: points.map((point, i) => (i === labelled ? { ...point, label: 'no change' } : point)),
    endLabel: null,
  };
}

interface Claim {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly note: string | null;
}

/** The scenario itself and the two claims that the product was made to test. */
function listClaims({ world, scenario, answer }: HeatOptions): Claim[] {
  const saving = resolveNumber(world, scenario, 'memorySaving') ?? 0;
  const passThrough = resolveNumber(world, scenario, 'passThrough') ?? 0;
  const share = resolveNumber(world, scenario, 'memoryShareOfCost') ?? 0;
  const here = scenarioElasticity(world, scenario, answer, passThrough);
  const tenfold = elasticityOfMultiple(10, passThrough * share * 0.5);
  return [
    ...(here === null ? [] : [placed('this scenario', saving, here, 'what the bar above sets')]),
    placed('half, no rebound', 0.5, 0, 'half the memory, usage unchanged'),
    ...(tenfold === null
      ? []
      : [
          placed(
            'half, ten times the calls',
            0.5,
            tenfold,
            `ten times the calls from half the memory need an elasticity of ${formatSignificant(tenfold)} at the scenario’s pass-through and memory share of cost`,
          ),
        ]),
  ];
}

function placed(label: string, x: number, elasticity: number, text: string): Claim {
  const isAbove = elasticity > TOP;
  return {
    label,
    x,
    y: isAbove ? AT_TOP : elasticity,
    text,
    note: isAbove
      ? `“${label}” lies above the plane: it takes an elasticity of ${formatSignificant(elasticity)}, and is marked at the top.`
      : null,
  };
}

function scenarioElasticity(
  world: ExposureWorld,
  scenario: ExposureScenario,
  answer: ExposureAnswer,
  passThrough: number,
): number | null {
  if (scenario.usageMultiple === undefined) return resolveNumber(world, scenario, 'usageElasticity');
  const costSaving = answer.quarters.at(-1)?.costSaving ?? 0;
  return elasticityOfMultiple(scenario.usageMultiple, passThrough * costSaving);
}

function describePlane(map: HeatMap, { words }: HeatOptions): string {
  const known = map.savings.flatMap((saving, i) => {
    const elasticity = map.zeroElasticity[i] ?? null;
    return elasticity === null ? [] : [{ saving, elasticity }];
  });
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) {
    return `At no elasticity up to ${formatSignificant(map.elasticities.at(-1) ?? 0)} is ${words.name} 0.`;
  }
  const at = ({ saving, elasticity }: typeof first): string =>
    `${formatSignificant(elasticity)} at a saving of ${formatFraction(saving)}`;
  return `${words.name.charAt(0).toUpperCase()}${words.name.slice(1)} is 0 at an elasticity of ${at(first)}${last === first ? '' : ` and of ${at(last)}`}; below the line it falls.`;
}
