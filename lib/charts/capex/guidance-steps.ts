/** Guides of a year by the day on which they were given: the sum, each issuer, or one issuer with what it reported. */
import type { IssuerVintage, SumVintage } from '../../core/demand/guidance-history.ts';
import { vintageAt } from '../../core/demand/guidance-history.ts';
import type { UsdBnEnds } from '../../core/demand/guide-point.ts';
import { tickerOfView } from '../../core/catalogue/capex-link.ts';
import type { IsoDate } from '../../core/facts/types.ts';
import {
  numberCell,
  textCell,
  type ChartCard,
  type ChartTableCell,
  type ColourToken,
} from '../chart-model.ts';
import { formatDate } from '../format.ts';
import { decimalYearOf, linearAxis, timeAxis, type PlotAxis } from '../plot-axis.ts';
import { issuerColour } from '../prepare-capex-bars.ts';
import type { XyPlotModel, XyPoint, XySeries } from '../xy-plot-model.ts';
import {
  CAUSE_WORDS,
  formatBn,
  formatBnChange,
  formatGuide,
  formatGuideChange,
  formatGuideRange,
  setWords,
  shortIssuer,
} from './capex-words.ts';
import type { CapexStudy } from './capex-study.ts';

const NONE = 'none yet';
/** Room before the first day and after the last, years. */
const MARGIN_YEARS = 0.03;

interface Step extends UsdBnEnds {
  readonly knownOn: IsoDate;
}

/** A value that holds from each day to the next, and to the date. */
function stepPoints(steps: readonly Step[], asOf: IsoDate, cardOf: (step: Step) => number | null): XyPoint[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  return [
    ...steps.map((step) => ({
      x: decimalYearOf(step.knownOn),
      y: step.pointUsdBn,
      cardIndex: cardOf(step),
    })),
    { x: decimalYearOf(asOf), y: last.pointUsdBn, cardIndex: null },
  ];
}

/** The same as corners of a band: bands run straight between their points, so each step has two. */
function bandPoints(steps: readonly Step[], asOf: IsoDate): XyPoint[] {
  return steps.flatMap((step, index) => {
    const until = steps[index + 1]?.knownOn ?? asOf;
    return [step.knownOn, until].map((day) => ({
      x: decimalYearOf(day),
      y: step.pointUsdBn,
      low: step.lowUsdBn,
      high: step.highUsdBn,
      cardIndex: null,
    }));
  });
}

interface Named {
  readonly id: string;
  readonly label: string;
  readonly colour: ColourToken;
}

function guideSeries(
  { id, label, colour }: Named,
  steps: readonly Step[],
  { asOf, cardOf }: { readonly asOf: IsoDate; readonly cardOf: (step: Step) => number | null },
): XySeries[] {
  const band: XySeries = {
    id: `${id}-range`,
    label: `${label}: low to high`,
    colour,
    mark: 'band',
    form: 'estimate',
    endLabel: null,
    points: bandPoints(steps, asOf),
  };
  const line: XySeries = {
    id,
    label,
    colour,
    mark: 'step',
    form: 'reported',
    endLabel: label,
    points: stepPoints(steps, asOf, cardOf),
  };
  return [band, line];
}

/** Cash already reported of the year, as an area from zero. */
function reportedSeries(steps: readonly Step[], asOf: IsoDate): XySeries[] {
  if (steps.length === 0) return [];
  const named = { label: 'Reported so far', colour: 'c-deep' as const, form: 'derived' as const };
  return [
    {
      ...named,
      id: 'reported-area',
      mark: 'band',
      endLabel: null,
      points: bandPoints(
        steps.map((step) => ({ ...step, lowUsdBn: 0 })),
        asOf,
      ),
    },
    {
      ...named,
      id: 'reported',
      mark: 'step',
      endLabel: named.label,
      points: stepPoints(steps, asOf, () => null),
    },
  ];
}

function sameEnds(knownOn: IsoDate, usdBn: number): Step {
  return { knownOn, lowUsdBn: usdBn, pointUsdBn: usdBn, highUsdBn: usdBn };
}

/** Reported cash of the shown issuers from `from` on, at each day on which it grew. */
function reportedSteps({ history, asOf }: CapexStudy, tickers: readonly string[], from: IsoDate): Step[] {
  const shown = history.issuers.filter(({ ticker }) => tickers.includes(ticker));
  const days = shown.flatMap(({ vintages }) => vintages.map(({ knownOn }) => knownOn));
  const steps: Step[] = [];
  for (const day of [...new Set([from, ...days])].filter((each) => each >= from && each <= asOf).sort()) {
    const usdBn = shown.reduce((sum, issuer) => sum + (vintageAt(issuer, day)?.actualUsdBn ?? 0), 0);
    if (usdBn !== (steps.at(-1)?.pointUsdBn ?? null)) steps.push(sameEnds(day, usdBn));
  }
  return steps;
}

/** The sum without changes of measure since its first day; empty when there is none. */
function comparableSteps({ history }: CapexStudy, sums: readonly SumVintage[]): Step[] {
  const flags = history.steps.filter(({ cause }) => cause === 'measure');
  if (flags.length === 0) return [];
  return sums.map((sum) => {
    const before = flags.filter(({ knownOn }) => knownOn <= sum.knownOn);
    const less = (read: (ends: UsdBnEnds) => number): number =>
      read(sum) - before.reduce((total, flag) => total + read(flag), 0);
    return {
      knownOn: sum.knownOn,
      lowUsdBn: less((ends) => ends.lowUsdBn),
      pointUsdBn: less((ends) => ends.pointUsdBn),
      highUsdBn: less((ends) => ends.highUsdBn),
    };
  });
}

function comparableSeries(steps: readonly Step[], asOf: IsoDate): XySeries[] {
  if (steps.length === 0) return [];
  return [
    {
      id: 'comparable',
      label: 'On the first basis',
      colour: 'c-muted',
      mark: 'step',
      form: 'estimate',
      endLabel: 'On the first basis',
      points: stepPoints(steps, asOf, () => null),
    },
  ];
}

/** Whom a step is by, in few words: "Amazon +20". */
function moverWords({ history }: CapexStudy, day: IsoDate): string {
  const movers = history.steps.filter(({ knownOn }) => knownOn === day);
  return movers
    .map(({ issuer, cause, pointUsdBn }) =>
      cause === 'measure'
        ? `${shortIssuer(issuer)}: measure`
        : `${shortIssuer(issuer)} ${formatBnChange(pointUsdBn)}`,
    )
    .join(', ');
}

function sumCard(study: CapexStudy, sum: SumVintage): ChartCard {
  const moved = study.history.steps.filter(({ knownOn }) => knownOn === sum.knownOn);
  const range = formatGuideRange(sum);
  return {
    title: formatDate(sum.knownOn),
    lines: [
      {
        label: 'Sum of guides',
        text: `${formatGuide(sum.pointUsdBn)}${range === null ? '' : ` (${range})`}`,
        colour: 'c-water',
      },
      ...moved.map(({ issuer, ticker, cause, pointUsdBn }) => ({
        label: shortIssuer(issuer),
        text: `${formatGuideChange(pointUsdBn)}, ${CAUSE_WORDS[cause]}`,
        colour: issuerColour(ticker),
      })),
    ],
    footer: 'Guides as the companies gave them',
  };
}

function issuerCard({ year }: CapexStudy, who: Named, vintage: IssuerVintage): ChartCard {
  const range = formatGuideRange(vintage);
  const actual = vintage.actualUsdBn;
  return {
    title: `${who.label}, ${formatDate(vintage.knownOn)}`,
    lines: [
      {
        label: vintage.state === 'reported' ? `Reported for ${String(year)}` : `Guide for ${String(year)}`,
        text: `${formatGuide(vintage.pointUsdBn)}${range === null ? '' : ` (${range})`}`,
        colour: who.colour,
      },
      { label: 'Reported so far', text: actual === null ? NONE : formatGuide(actual), colour: 'c-deep' },
    ],
    footer: vintage.announcementId ?? 'from filings',
  };
}

function axesOf(series: readonly XySeries[], asOf: IsoDate): { xAxis: PlotAxis; yAxis: PlotAxis } {
  const points = series.flatMap((each) => each.points);
  const first = Math.min(...points.map(({ x }) => x));
  return {
    xAxis: timeAxis(first - MARGIN_YEARS, decimalYearOf(asOf) + MARGIN_YEARS),
    yAxis: linearAxis(
      points.flatMap(({ y, low, high }) => [y ?? 0, low ?? 0, high ?? 0]),
      'USD bn',
    ),
  };
}

/** Sum of the set: guides with their range, on the first basis, and what is reported of it. */
function prepareSum(study: CapexStudy): Pick<XyPlotModel, 'series' | 'cards' | 'rules'> {
  const { history, asOf } = study;
  const { sums } = history;
  const named = { id: 'sum', label: 'Sum of guides', colour: 'c-water' as const };
  const first = sums[0]?.knownOn ?? asOf;
  const tickers = history.issuers.map(({ ticker }) => ticker);
  const moves: XySeries = {
    id: 'moves',
    label: 'A guide moved',
    colour: 'c-water',
    mark: 'points',
    form: 'reported',
    endLabel: null,
    points: sums.map((sum, index) => ({
      x: decimalYearOf(sum.knownOn),
      y: sum.pointUsdBn,
      label: index === 0 ? formatGuide(sum.pointUsdBn) : moverWords(study, sum.knownOn),
      cardIndex: index,
    })),
  };
  return {
    series: [
      ...reportedSeries(reportedSteps(study, tickers, first), asOf),
      ...guideSeries(named, sums, { asOf, cardOf: () => null }),
      ...comparableSeries(comparableSteps(study, sums), asOf),
      moves,
    ],
    cards: sums.map((sum) => sumCard(study, sum)),
    rules: flagRules(study, tickers),
  };
}

/** Days on which a guide changed its measure. */
function flagRules({ history }: CapexStudy, tickers: readonly string[]): XyPlotModel['rules'] {
  return history.steps
    .filter(({ cause, ticker }) => cause === 'measure' && tickers.includes(ticker))
    .map(({ issuer, knownOn }) => ({
      axis: 'x' as const,
      value: decimalYearOf(knownOn),
      label: `${shortIssuer(issuer)} changes its measure`,
    }));
}

/** Issuers by themselves; one alone has its reported part beside it. */
function prepareIssuers(study: CapexStudy): Pick<XyPlotModel, 'series' | 'cards' | 'rules'> {
  const { history, asOf, link } = study;
  const only = tickerOfView(link.view);
  const shown = history.issuers.filter(({ ticker }) => only === null || ticker === only);
  const cards: ChartCard[] = [];
  const series = shown.flatMap(({ ticker, issuer, vintages }) => {
    const named = { id: ticker, label: shortIssuer(issuer), colour: issuerColour(ticker) };
    const firstCard = cards.length;
    cards.push(...vintages.map((vintage) => issuerCard(study, named, vintage)));
    return guideSeries(named, vintages, {
      asOf,
      cardOf: (step) => firstCard + vintages.findIndex(({ knownOn }) => knownOn === step.knownOn),
    });
  });
  const first = shown[0]?.vintages[0]?.knownOn;
  const reported =
    only === null || first === undefined ? [] : reportedSeries(reportedSteps(study, [only], first), asOf);
  const tickers = shown.map(({ ticker }) => ticker);
  return { series: [...reported, ...series], cards, rules: flagRules(study, tickers) };
}

function tableOf({ history, year }: CapexStudy): XyPlotModel['table'] {
  const rowOf = (name: string, step: Step, actual: number | null, words: string): ChartTableCell[] => [
    { value: step.knownOn, text: formatDate(step.knownOn) },
    textCell(name),
    ...[step.lowUsdBn, step.pointUsdBn, step.highUsdBn].map((usdBn) => numberCell(usdBn, formatBn, '')),
    numberCell(actual, formatBn, NONE),
    textCell(words),
  ];
  const sums = history.sums.map((sum) => {
    const parts = history.issuers.map((issuer) => vintageAt(issuer, sum.knownOn)?.actualUsdBn ?? null);
    const known = parts.filter((part) => part !== null);
    const actual = known.length === 0 ? null : known.reduce((total, part) => total + part, 0);
    return rowOf('Sum', sum, actual, '');
  });
  const rows = history.issuers.flatMap(({ issuer, vintages }) =>
    vintages.map((vintage) =>
      rowOf(issuer, vintage, vintage.actualUsdBn, vintage.announcementId ?? 'reported in whole'),
    ),
  );
  return {
    caption: `Capex of ${String(year)} as known from each day on; guides with low and high as given.`,
    columns: [
      { label: 'Known from', unit: null },
      { label: 'Issuer', unit: null },
      { label: 'Low', unit: 'USD bn' },
      { label: 'Point', unit: 'USD bn' },
      { label: 'High', unit: 'USD bn' },
      { label: 'Reported of it', unit: 'USD bn' },
      { label: 'Guide', unit: null },
    ],
    rows: [...sums, ...rows],
    totals: null,
  };
}

function summaryOf(study: CapexStudy): string {
  const { history, year, link, change } = study;
  const only = tickerOfView(link.view);
  const issuer = history.issuers.find(({ ticker }) => ticker === only);
  const [first, last] =
    issuer === undefined ? [change?.from, change?.to] : [issuer.vintages[0], issuer.vintages.at(-1)];
  if (first === undefined || last === undefined) return 'No guide is known.';
  const who = issuer === undefined ? setWords(link.set, history.issuers.length) : shortIssuer(issuer.issuer);
  const range = formatGuideRange(last);
  return (
    `From ${formatGuide(first.pointUsdBn)} on ${formatDate(first.knownOn)} to ${formatGuide(last.pointUsdBn)}` +
    `${range === null ? '' : ` (${range})`} for ${String(year)}: ${who}, guides as printed.`
  );
}

function notesOf({ history, change }: CapexStudy): string[] {
  const notes = [
    'Bands: the low and the high that the companies gave, not a probability. Area: cash already reported.',
  ];
  const first = history.sums[0];
  const late =
    first === undefined
      ? []
      : history.issuers.filter(({ vintages }) => vintages[0]?.knownOn === first.knownOn);
  if (first !== undefined && late.length > 0) {
    const names = late.map(({ issuer }) => shortIssuer(issuer)).join(', ');
    notes.push(`The sum begins on ${formatDate(first.knownOn)}, when ${names} had guided as the last.`);
  }
  const flags = change?.steps.filter(({ cause }) => cause === 'measure') ?? [];
  for (const { issuer, pointUsdBn, knownOn } of flags) {
    notes.push(
      `${shortIssuer(issuer)}, ${formatDate(knownOn)}: ${formatGuideChange(pointUsdBn)} by a change of measure, no cut; the dashed line leaves it out.`,
    );
  }
  return notes;
}

/** The guides by vintage; null when nobody guided the year, or the chosen issuer did not. */
export function prepareGuidanceSteps(study: CapexStudy): XyPlotModel | null {
  const { link, year, asOf } = study;
  const drawn = link.view === 'sum' ? prepareSum(study) : prepareIssuers(study);
  if (drawn.cards.length === 0) return null;
  return {
    title: `Guides for ${String(year)}, by the day they were given`,
    summary: summaryOf(study),
    notes: notesOf(study),
    ...drawn,
    ...axesOf(drawn.series, asOf),
    table: tableOf(study),
    fileName: `capex-guides-${String(year)}-${asOf}`,
  };
}
