/** Step lines of flagship list prices by lab on a logarithmic axis, with the cuts of cached input marked. */
import type { CachedCut } from '../../core/labs/cached-cuts.ts';
import type { FlagshipStep, LabEconomics, LabRow } from '../../core/labs/lab-economics.ts';
import { LABS } from '../../core/labs/lab-profiles.ts';
import type { LabSet, PricePart } from '../../core/labs/labs-link.ts';
import type { ChartCard } from '../chart-model.ts';
import { formatDate } from '../format.ts';
import { formatCut } from './cached-cuts.ts';
import { labColour } from './lab-colours.ts';
import { formatListPrice, NOT_LISTED, yearOfDay } from './price-format.ts';
import { prepareFlagshipTable } from './flagship-table.ts';
import { logAxis, timeAxis } from '../plot-axis.ts';
import { isStale } from '../series-age.ts';
import type { XyPlotModel, XyPoint, XySeries } from '../xy-plot-model.ts';
import { PRICE_EVENTS } from '../timeline/event-choices.ts';

const PART_WORDS: Readonly<Record<PricePart, string>> = {
  cached: 'cached input',
  input: 'input',
  output: 'output',
  blend: 'the mix, cached input counted',
};

const MAIN_LABS = ['openai', 'anthropic', 'deepseek'];

/** Labs of a set, in the order of the page. */
function isShown({ lab }: LabRow, show: LabSet): boolean {
  if (show === 'all') return true;
  return show === 'main' ? MAIN_LABS.includes(lab.id) : lab.group === show;
}

/** Price that a part draws; null where the source lists none. */
export function priceOfPart({ price, blended }: FlagshipStep, part: PricePart): number | null {
  if (part === 'blend') return 'absence' in blended ? null : blended.usdPerMtok;
  return {
    cached: price.cachedInputUsdPerMtok,
    input: price.inputUsdPerMtok,
    output: price.outputUsdPerMtok,
  }[part];
}

export interface PriceHistoryOptions {
  readonly series: PricePart;
  readonly show: LabSet;
  readonly asOf: string;
}

/** The chart; null when no shown lab lists a price of that part. */
export function preparePriceHistory(
  economics: LabEconomics,
  { series: part, show, asOf }: PriceHistoryOptions,
): XyPlotModel | null {
  const rows = economics.labs.filter((row) => isShown(row, show) && row.steps.length > 0);
  const cards: ChartCard[] = [];
  const lines = rows.map((row) => toLine(row, part, asOf, cards));
  const costs = part === 'blend' ? rows.flatMap((row) => toCostLine(row, asOf)) : [];
  const marks = part === 'cached' ? toCutMarks(economics.cuts, cards) : [];
  const drawn = [...lines, ...costs, ...marks].filter(({ points }) => points.some(({ y }) => y !== null));
  const values = drawn.flatMap(({ points }) =>
    points.flatMap(({ y, low, high }) => [y, low, high].filter((value) => typeof value === 'number')),
  );
  if (values.length === 0) return null;
  const days = drawn.flatMap(({ points }) => points.filter(({ y }) => y !== null).map(({ x }) => x));
  return {
    events: PRICE_EVENTS,
    xAxis: timeAxis(Math.min(...days, yearOfDay(asOf) - 1), yearOfDay(asOf)),
    yAxis: logAxis(values, 'USD per million tokens, logarithmic', formatListPrice),
    series: drawn,
    rules: [],
    title: `List price of flagships: ${PART_WORDS[part]}`,
    summary: summarise(rows, part, economics.cuts),
    notes: notesOf(part),
    table: prepareFlagshipTable(rows, 'Flagship prices of the labs shown, oldest first'),
    cards,
    fileName: `lab-prices-${part}`,
    ages: rows.flatMap(({ lab, freshness }) =>
      freshness === null ||
      !lines.some(({ id, points }) => id === lab.id && points.some(({ y }) => y !== null))
        ? []
        : [{ label: lab.name, freshness }],
    ),
  };
}

/** One point a price; a gap begins where the last price ended, and the last price runs to the as-of date. */
function toLine(row: LabRow, part: PricePart, asOf: string, cards: ChartCard[]): XySeries {
  const points: XyPoint[] = [];
  let last: number | null = null;
  for (const step of row.steps) {
    const x = yearOfDay(step.price.effectiveOn);
    const y = priceOfPart(step, part);
    if (y === null && last !== null) points.push({ x, y: last, cardIndex: null });
    points.push({ x, y, cardIndex: y === null ? null : cards.push(cardOf(row, step)) - 1 });
    last = y;
  }
  if (last !== null) points.push({ x: yearOfDay(asOf), y: last, cardIndex: null });
  const { id, name } = row.lab;
  return {
    id,
    label: name,
    colour: labColour(id),
    mark: 'step',
    form: 'reported',
    isStale: isStale(row.freshness),
    points,
    endLabel: name,
  };
}

/** What the roofline says beside the price of the mix. */
function toCostLine(row: LabRow, asOf: string): XySeries[] {
  const points = row.steps.map(({ price, cost }): XyPoint => {
    return { x: yearOfDay(price.effectiveOn), y: 'absence' in cost ? null : cost.point, cardIndex: null };
  });
  const last = points.at(-1);
  if (last === undefined) return [];
  const { id, name } = row.lab;
  return [
    {
      id: `${id}-cost`,
      label: `${name}, modelled cost`,
      colour: labColour(id),
      mark: 'step',
      form: 'assumption',
      points: [...points, { ...last, x: yearOfDay(asOf) }],
      endLabel: null,
    },
  ];
}

/** Tenfold cuts of the price of cached input, of any lab: a dot at the new price, a line from the old. */
function toCutMarks(cuts: readonly CachedCut[], cards: ChartCard[]): XySeries[] {
  const points = cuts.filter(isTenfold).map((cut): XyPoint => {
    const name = labName(cut.price.provider);
    return {
      x: yearOfDay(cut.price.effectiveOn),
      y: cut.afterUsdPerMtok,
      low: cut.afterUsdPerMtok,
      high: cut.beforeUsdPerMtok,
      label: `${name} ${formatCut(cut)}`,
      cardIndex: cards.push(cutCard(name, cut)) - 1,
    };
  });
  return [
    {
      id: 'cuts',
      label: 'cached price cut to a tenth or less, from the old price to the dot',
      colour: 'c-ink',
      mark: 'points',
      form: 'reported',
      points,
      endLabel: null,
    },
  ];
}

/** Up to rounding of list prices a cut to a tenth, and not of the whole list. */
function isTenfold({ factor, ratioBefore, ratioAfter }: CachedCut): boolean {
  return factor >= TENFOLD && ratioAfter < ratioBefore * 0.99;
}

const TENFOLD = 9.5;

function labName(provider: string): string {
  return LABS.find((lab) => lab.provider === provider)?.name ?? provider;
}

function cardOf({ lab }: LabRow, step: FlagshipStep): ChartCard {
  const { price, cost } = step;
  const colour = labColour(lab.id);
  const listed = (usd: number | null): string => (usd === null ? NOT_LISTED : formatListPrice(usd));
  return {
    title: `${lab.name}: ${price.model}, from ${formatDate(price.effectiveOn)}`,
    lines: [
      { label: 'Input', text: listed(price.inputUsdPerMtok), colour },
      { label: 'Cached input', text: listed(price.cachedInputUsdPerMtok), colour },
      { label: 'Output', text: listed(price.outputUsdPerMtok), colour },
      { label: 'The mix', text: listed(priceOfPart(step, 'blend')), colour: null },
      {
        label: 'Modelled cost',
        text: 'absence' in cost ? cost.absence : formatListPrice(Number(cost.point.toPrecision(2))),
        colour: null,
      },
    ],
    footer: `USD per million tokens. ${price.grade}: ${price.sourceTitle ?? 'source not named'}`,
  };
}

function cutCard(name: string, cut: CachedCut): ChartCard {
  const before = cut.wasBilledAsInput ? 'billed as input, ' : '';
  return {
    title: `${name}: ${cut.price.model}, ${formatDate(cut.price.effectiveOn)}`,
    lines: [
      { label: 'Cached before', text: `${before}${formatListPrice(cut.beforeUsdPerMtok)}`, colour: null },
      { label: 'Cached after', text: formatListPrice(cut.afterUsdPerMtok), colour: null },
      { label: 'Cut', text: formatCut(cut), colour: null },
    ],
    footer: `USD per million tokens. ${cut.price.grade}: ${cut.price.sourceTitle ?? 'source not named'}`,
  };
}

function summarise(rows: readonly LabRow[], part: PricePart, cuts: readonly CachedCut[]): string {
  const ends = rows.flatMap((row) => {
    const step = row.steps.at(-1);
    const price = step === undefined ? null : priceOfPart(step, part);
    return price === null ? [] : [`${row.lab.name} ${formatListPrice(price)}`];
  });
  const now = ends.length === 0 ? 'No lab shown lists it now' : `Now ${ends.join(', ')} per million tokens`;
  if (part !== 'cached') return `${now}.`;
  const tenfold = cuts.filter(isTenfold);
  return `${now}; ${String(tenfold.length)} times a cached token fell to about a tenth of its price or less.`;
}

function notesOf(part: PricePart): string[] {
  const shared = [
    'A line follows a lab’s flagship, whichever model that is; a gap means that no such price is listed.',
    'Variants of one model (list, promotion, peak) are series of their own; a cut compares a model with itself.',
  ];
  if (part === 'blend') {
    return [
      'Dotted: what the roofline says a token of the mix costs, at today’s price of an hour.',
      ...shared,
    ];
  }
  if (part === 'cached') {
    return [
      'Cuts are of any lab and model, not only of the lines shown; the table of cuts below has all of them.',
      ...shared,
    ];
  }
  return shared;
}
