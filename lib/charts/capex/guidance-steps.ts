/** Guides of a year by the day on which they were given: the sum, each issuer, or one issuer with what it reported. */
import type { IssuerVintage, SumVintage } from '../../core/demand/guidance-history.ts';
import { vintageAt } from '../../core/demand/guidance-history.ts';
import { tickerOfView } from '../../core/catalogue/capex-link.ts';
import type { IsoDate } from '../../core/facts/types.ts';
import { numberCell, textCell, type ChartCard, type ChartTableCell } from '../chart-model.ts';
import { formatDate } from '../format.ts';
import { closeAxis, decimalYearOf, linearAxis, timeAxis, type PlotAxis } from '../plot-axis.ts';
import { issuerColour } from '../prepare-capex-bars.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import {
  CAUSE_WORDS,
  formatBn,
  formatBnChange,
  formatGuide,
  formatGuideChange,
  formatGuideRange,
  joinNames,
  setWords,
  shortIssuer,
} from './capex-words.ts';
import type { CapexStudy } from './capex-study.ts';
import {
  comparableSeries,
  comparableSteps,
  drawnUntil,
  guideSeries,
  reportedSeries,
  reportedSteps,
  type Named,
  type Step,
} from './guidance-series.ts';
import { CAPEX_EVENTS } from '../timeline/event-choices.ts';

const NONE = 'none yet';
/** Room before the first day and after the last, years. */
const MARGIN_YEARS = 0.03;

/** Whom a step is by, in few words: "Amazon +20". */
function moverWords({ history }: CapexStudy, day: IsoDate): string {
  // A change of measure is named at its rule.
  const movers = history.steps.filter(({ knownOn, cause }) => knownOn === day && cause !== 'measure');
  return movers
    .map(({ issuer, cause, pointUsdBn }) => {
      const words = `${shortIssuer(issuer)} ${formatBnChange(pointUsdBn)}`;
      return cause === 'revision' ? words : `${words} (${cause === 'split' ? 'split' : 'reported'})`;
    })
    .join(', ');
}

/** Cash of the year that the issuers of the sum had reported by a day; null when none had. */
function reportedBy({ history }: CapexStudy, day: IsoDate): number | null {
  const parts = history.issuers.map((issuer) => vintageAt(issuer, day)?.actualUsdBn ?? null);
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : known.reduce((total, part) => total + part, 0);
}

function sumCard(study: CapexStudy, sum: SumVintage): ChartCard {
  const moved = study.history.steps.filter(({ knownOn }) => knownOn === sum.knownOn);
  const range = formatGuideRange(sum);
  const actual = reportedBy(study, sum.knownOn);
  return {
    title: formatDate(sum.knownOn),
    lines: [
      {
        label: 'Sum of guides',
        text: `${formatGuide(sum.pointUsdBn)}${range === null ? '' : ` (${range})`}`,
        colour: 'c-water',
      },
      { label: 'Reported of it', text: actual === null ? NONE : formatGuide(actual), colour: null },
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

function axesOf(series: readonly XySeries[], study: CapexStudy): { xAxis: PlotAxis; yAxis: PlotAxis } {
  const points = series.flatMap((each) => each.points);
  const first = Math.min(...points.map(({ x }) => x));
  const values = points.flatMap(({ y, low, high }) => [y, low, high].filter((value) => value != null));
  // Of a sum of hundreds the steps alone are news; the parts of one issuer stand on zero.
  const axis = study.link.view === 'sum' ? closeAxis : linearAxis;
  return {
    xAxis: timeAxis(first - MARGIN_YEARS, decimalYearOf(drawnUntil(study)) + MARGIN_YEARS),
    yAxis: axis(values, 'USD bn'),
  };
}

type Drawn = Pick<XyPlotModel, 'series' | 'cards' | 'rules' | 'ages'>;

/** Sum of the set: guides with their range, and on the first basis. */
function prepareSum(study: CapexStudy): Drawn {
  const { history } = study;
  const until = drawnUntil(study);
  const { sums } = history;
  const named = { id: 'sum', label: 'Sum of guides', colour: 'c-water' as const };
  const tickers = history.issuers.map(({ ticker }) => ticker);
  const moves: XySeries = {
    id: 'moves',
    label: named.label,
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
      ...guideSeries(named, sums, { until, cardOf: () => null, freshness: study.freshness.sum }),
      ...comparableSeries(comparableSteps(study, sums), until),
      moves,
    ],
    cards: sums.map((sum) => sumCard(study, sum)),
    rules: flagRules(study, tickers),
    ages: study.freshness.sum === null ? [] : [{ label: named.label, freshness: study.freshness.sum }],
  };
}

/** Days on which a guide changed its measure. */
function flagRules({ history }: CapexStudy, tickers: readonly string[]): XyPlotModel['rules'] {
  return history.steps
    .filter(({ cause, ticker }) => cause === 'measure' && tickers.includes(ticker))
    .map(({ issuer, knownOn, pointUsdBn }) => ({
      axis: 'x' as const,
      value: decimalYearOf(knownOn),
      label: `${shortIssuer(issuer)} changes its measure, ${formatBnChange(pointUsdBn)}`,
    }));
}

/** Issuers by themselves; one alone has its reported part beside it. */
function prepareIssuers(study: CapexStudy): Drawn {
  const { history, link } = study;
  const until = drawnUntil(study);
  const only = tickerOfView(link.view);
  const shown = history.issuers.filter(({ ticker }) => only === null || ticker === only);
  const cards: ChartCard[] = [];
  const series = shown.flatMap(({ ticker, issuer, vintages }) => {
    const named = { id: ticker, label: shortIssuer(issuer), colour: issuerColour(ticker) };
    const firstCard = cards.length;
    cards.push(...vintages.map((vintage) => issuerCard(study, named, vintage)));
    return guideSeries(named, vintages, {
      until,
      freshness: study.freshness.guides.get(ticker) ?? null,
      cardOf: (step) => firstCard + vintages.findIndex(({ knownOn }) => knownOn === step.knownOn),
    });
  });
  const first = shown[0]?.vintages[0]?.knownOn;
  const reported =
    only === null || first === undefined ? [] : reportedSeries(reportedSteps(study, [only], first), until);
  const tickers = shown.map(({ ticker }) => ticker);
  const ages = shown.flatMap(({ ticker, issuer }) => {
    const freshness = study.freshness.guides.get(ticker);
    return freshness === undefined ? [] : [{ label: shortIssuer(issuer), freshness }];
  });
  return { series: [...reported, ...series], cards, rules: flagRules(study, tickers), ages };
}

function tableOf(study: CapexStudy): XyPlotModel['table'] {
  const { history, year } = study;
  const rowOf = (name: string, step: Step, actual: number | null, words: string): ChartTableCell[] => [
    { value: step.knownOn, text: formatDate(step.knownOn) },
    textCell(name),
    ...[step.lowUsdBn, step.pointUsdBn, step.highUsdBn].map((usdBn) => numberCell(usdBn, formatBn, '')),
    numberCell(actual, formatBn, NONE),
    textCell(words),
  ];
  const sums = history.sums.map((sum) => rowOf('Sum', sum, reportedBy(study, sum.knownOn), ''));
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

/** Newest guides of several issuers, the largest first. */
function eachSummary({ history, year }: CapexStudy): string {
  const newest = history.issuers
    .flatMap(({ issuer, vintages }) => vintages.slice(-1).map((vintage) => ({ issuer, vintage })))
    .toSorted((a, b) => b.vintage.pointUsdBn - a.vintage.pointUsdBn)
    .map(({ issuer, vintage }) => `${shortIssuer(issuer)} ${formatGuide(vintage.pointUsdBn)}`);
  return `Newest for ${String(year)}: ${joinNames(newest)}, as printed.`;
}

function summaryOf(study: CapexStudy): string {
  const { history, year, link, change } = study;
  if (link.view === 'each') return eachSummary(study);
  const only = tickerOfView(link.view);
  const issuer = history.issuers.find(({ ticker }) => ticker === only);
  const [first, last] =
    issuer === undefined ? [history.sums[0], change?.to] : [issuer.vintages[0], issuer.vintages.at(-1)];
  if (first === undefined || last === undefined) return 'No guide is known.';
  const who = issuer === undefined ? setWords(link.set, history.issuers.length) : shortIssuer(issuer.issuer);
  const range = formatGuideRange(last);
  if (first.knownOn === last.knownOn) {
    return `${formatGuide(last.pointUsdBn)}${range === null ? '' : ` (${range})`} for ${String(year)} since ${formatDate(last.knownOn)}: ${who}, as printed.`;
  }
  return (
    `From ${formatGuide(first.pointUsdBn)} on ${formatDate(first.knownOn)} to ${formatGuide(last.pointUsdBn)}` +
    `${range === null ? '' : ` (${range})`} for ${String(year)}: ${who}, guides as printed.`
  );
}

/** What is marked as reported, and how, in each view. */
function reportedNote(study: CapexStudy): string {
  const { link, asOf } = study;
  if (link.view === 'each')
    return 'What is reported of each stands in its card, and as an area in the view of one issuer.';
  if (link.view !== 'sum') return 'Area: cash already reported.';
  const actual = reportedBy(study, asOf);
  return `The axis does not begin at zero; ${actual === null ? 'nothing' : formatGuide(actual)} of the sum is reported.`;
}

function notesOf(study: CapexStudy): string[] {
  const { history, change, link } = study;
  const isSum = link.view === 'sum';
  const notes = [
    `Bands: the low and the high that the companies gave, not a probability. ${reportedNote(study)}`,
  ];
  const first = history.sums[0];
  const late = history.issuers.filter(({ vintages }) => vintages[0]?.knownOn === first?.knownOn);
  if (isSum && first !== undefined && late.length > 0) {
    const names = joinNames(late.map(({ issuer }) => shortIssuer(issuer)));
    notes.push(`The sum begins on ${formatDate(first.knownOn)}, when ${names} had guided as the last.`);
  }
  const only = tickerOfView(link.view);
  const flags =
    change?.steps.filter(({ cause, ticker }) => cause === 'measure' && (only ?? ticker) === ticker) ?? [];
  for (const { issuer, pointUsdBn, knownOn } of flags) {
    notes.push(
      `${shortIssuer(issuer)}, ${formatDate(knownOn)}: ${formatGuideChange(pointUsdBn)} by a change of measure, no cut${isSum ? '; the dashed line leaves it out' : ''}.`,
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
    ...axesOf(drawn.series, study),
    table: tableOf(study),
    events: CAPEX_EVENTS,
    fileName: `capex-guides-${String(year)}-${asOf}`,
  };
}
