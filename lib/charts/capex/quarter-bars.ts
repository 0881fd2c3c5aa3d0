/** Capex by calendar quarter: reported, the open part of guides, the model's path past them. */
import { tickerOfView } from '../../core/catalogue/capex-link.ts';
import type { IssuerQuarterCapex } from '../../core/demand/issuer-quarters.ts';
import type { BarPlotModel, BarSegment, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard, type ColourToken } from '../chart-model.ts';
import { formatQuarter, formatQuarterLong, formatSignificant } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { isStale } from '../series-age.ts';
import { issuerColour } from '../prepare-capex-bars.ts';
import type { MarkForm } from '../xy-plot-model.ts';
import { formatBn, formatGuide, joinNames, setWords, shortIssuer } from './capex-words.ts';
import type { CapexStudy } from './capex-study.ts';
import { CAPEX_EVENTS } from '../timeline/event-choices.ts';
import { quarterPeriods } from '../timeline/time-lane.ts';

type Part = 'reportedUsdBn' | 'guidedUsdBn' | 'projectedUsdBn';

/** Name of what is filed, in legend and ages. */
const REPORTED = 'reported';

const PARTS: readonly { readonly part: Part; readonly name: string; readonly form: MarkForm }[] = [
  { part: 'reportedUsdBn', name: REPORTED, form: 'reported' },
  { part: 'guidedUsdBn', name: 'open part of guides', form: 'estimate' },
  { part: 'projectedUsdBn', name: 'the model’s path', form: 'assumption' },
];

/** Parts below this are rounding of prorated quarters, USD bn. */
const ROUNDING_USD_BN = 1e-6;

function sumOf(rows: readonly IssuerQuarterCapex[], part: Part): number {
  return rows.reduce((sum, row) => sum + row[part], 0);
}

function wholeOf(rows: readonly IssuerQuarterCapex[]): number {
  return PARTS.reduce((sum, { part }) => sum + sumOf(rows, part), 0);
}

/** Stacks of parts from the axis upwards. */
function stack(
  parts: readonly { readonly usdBn: number; readonly colour: ColourToken; readonly form: MarkForm }[],
): BarSegment[] {
  let at = 0;
  return parts
    .filter(({ usdBn }) => usdBn > ROUNDING_USD_BN)
    .map(({ usdBn, colour, form }) => {
      const from = at;
      at += usdBn;
      return { from, to: at, colour, form };
    });
}

function segmentsOf(
  rows: readonly IssuerQuarterCapex[],
  isByIssuer: boolean,
  colour: ColourToken,
): BarSegment[] {
  if (!isByIssuer) return stack(PARTS.map(({ part, form }) => ({ usdBn: sumOf(rows, part), colour, form })));
  return stack(
    rows.flatMap((row) =>
      PARTS.map(({ part, form }) => ({ usdBn: row[part], colour: issuerColour(row.ticker), form })),
    ),
  );
}

function cardOf(quarter: string, rows: readonly IssuerQuarterCapex[], colour: ColourToken): ChartCard {
  const names = PARTS.flatMap(({ part, name }) => (sumOf(rows, part) > ROUNDING_USD_BN ? [name] : []));
  return {
    title: formatQuarterLong(quarter),
    lines: [
      { label: 'Together', text: formatGuide(wholeOf(rows)), colour },
      ...rows.map((row) => ({
        label: shortIssuer(row.issuer),
        text: formatGuide(wholeOf([row])),
        colour: issuerColour(row.ticker),
      })),
    ],
    footer: joinNames(names),
  };
}

/** Columns of the set's quarters, or of one issuer's; null when no issuer shown has a quarter. */
export function prepareQuarterBars({
  quarters,
  link,
  year,
  asOf,
  freshness,
}: CapexStudy): BarPlotModel | null {
  const only = tickerOfView(link.view);
  const shown = quarters.filter(({ ticker }) => only === null || ticker === only);
  const names = [...new Set(shown.map(({ quarter }) => quarter))].sort();
  const issuers = [...new Map(shown.map(({ ticker, issuer }) => [ticker, issuer]))];
  const colour = only === null ? ('c-water' as const) : issuerColour(only);
  const byQuarter = names.map((quarter) => ({
    quarter,
    rows: shown.filter((row) => row.quarter === quarter),
  }));
  const last = byQuarter.findLast(
    ({ rows }) => sumOf(rows, 'guidedUsdBn') + sumOf(rows, 'projectedUsdBn') < ROUNDING_USD_BN,
  );
  if (byQuarter.length === 0) return null;
  const bars: PlotBar[] = byQuarter.map(({ quarter, rows }) => ({
    label: formatQuarter(quarter),
    sublabel: null,
    segments: segmentsOf(rows, link.view === 'each', colour).map((segment) => ({
      ...segment,
      isStale: segment.form === 'reported' && isStale(freshness.filings),
    })),
    whisker: null,
    valueLabel: formatSignificant(wholeOf(rows)),
  }));
  const missing = byQuarter
    .filter(({ rows }) => rows.length < issuers.length)
    .map(({ quarter }) => formatQuarter(quarter));
  const who =
    only === null ? setWords(link.set, link.set === 'four' ? 4 : 6) : shortIssuer(issuers[0]?.[1] ?? only);
  const open = byQuarter.filter(
    ({ quarter, rows }) =>
      quarter.startsWith(String(year)) && rows.some((row) => row.guidedUsdBn > ROUNDING_USD_BN),
  );
  const openUsdBn = open.reduce((sum, { rows }) => sum + sumOf(rows, 'guidedUsdBn'), 0);
  return {
    title: 'Capex by calendar quarter',
    summary:
      (last === undefined
        ? `No quarter of ${who} is reported in whole by the date.`
        : `The newest quarter that is reported in whole, ${formatQuarterLong(last.quarter)}: ${formatGuide(wholeOf(last.rows))} by ${who}.`) +
      (openUsdBn > ROUNDING_USD_BN
        ? ` Guides leave ${formatGuide(openUsdBn)} for the rest of ${String(year)}.`
        : ''),
    notes: [
      'Reported: cash purchases as filed. The open part of a guide runs in a straight line from the newest reported quarter, and includes leases where the guide does. Past the guides: the model’s assumed growth.',
      'Oracle’s quarters end in February, May, August and November; they are split over calendar quarters by days.',
      ...(missing.length === 0
        ? []
        : [`Not every issuer is known in ${missing.join(', ')}; the column is of the others.`]),
    ],
    orientation: 'columns',
    valueAxis: linearAxis(
      bars.flatMap(({ segments }) => segments.map(({ to }) => to)),
      'USD bn a quarter',
    ),
    bars,
    time: { periods: quarterPeriods(byQuarter.map(({ quarter }) => quarter)), events: CAPEX_EVENTS },
    rules: [],
    legend: [
      ...(link.view === 'each'
        ? issuers.map(([ticker, issuer]) => ({ label: shortIssuer(issuer), colour: issuerColour(ticker) }))
        : []),
      ...PARTS.map(({ name, form }) => ({
        label: name,
        colour: link.view === 'each' ? ('c-muted' as const) : colour,
        form,
      })),
    ],
    table: {
      caption: 'Capex by calendar quarter and issuer; fiscal quarters by days.',
      columns: [
        { label: 'Quarter', unit: null },
        { label: 'Issuer', unit: null },
        { label: 'Reported', unit: 'USD bn' },
        { label: 'Guided, open', unit: 'USD bn' },
        { label: 'Model’s path', unit: 'USD bn' },
        { label: 'Together', unit: 'USD bn' },
      ],
      rows: byQuarter.flatMap(({ quarter, rows }) =>
        rows.map((row) => [
          { value: quarter, text: formatQuarterLong(quarter) },
          textCell(row.issuer),
          ...PARTS.map(({ part }) => numberCell(row[part], formatBn, '')),
          numberCell(wholeOf([row]), formatBn, ''),
        ]),
      ),
      totals: null,
    },
    cards: byQuarter.map(({ quarter, rows }) => cardOf(quarter, rows, colour)),
    fileName: `capex-by-quarter-${asOf}`,
    ages: freshness.filings === null ? [] : [{ label: REPORTED, freshness: freshness.filings }],
  };
}
