import { BIG_FOUR_TICKERS } from '../core/demand/consolidation.ts';
import type { IssuerYearCapex } from '../core/exposure/types.ts';
import type { IsoDate } from '../core/facts/types.ts';
import { computeAxisScale } from './axis.ts';
import type { ColourToken } from './chart-model.ts';
import type {
  CapexBarsModel,
  CapexCell,
  CapexForm,
  CapexIssuer,
  CapexSegment,
  CapexYear,
} from './capex-model.ts';
import { prepareCapexCards, prepareCapexTable } from './capex-table.ts';
import { formatSignificant, formatUsdBn, formatUsdBnRange } from './format.ts';

export interface CapexBarsOptions {
  readonly asOf: IsoDate;
  /** Default 2023, the first year of the complete cash series. */
  readonly fromYear?: number;
  /** Default two years after `asOf`. */
  readonly toYear?: number;
}

/** Stacking order: the big four first, so that their sum can be read off the axis. */
const ISSUER_COLOURS: readonly (readonly [ticker: string, colour: ColourToken])[] = [
  ['MSFT', 'i-msft'],
  ['GOOGL', 'i-googl'],
  ['AMZN', 'i-amzn'],
  ['META', 'i-meta'],
  ['ORCL', 'i-orcl'],
  ['CRWV', 'i-crwv'],
];

/** Colour of an issuer, the same on every page; one that has none is drawn muted. */
export function issuerColour(ticker: string): ColourToken {
  return ISSUER_COLOURS.find(([listed]) => listed === ticker)?.[1] ?? 'c-muted';
}

/** Open rests below this part of the year are rounding of prorated quarters. */
const RELATIVE_ROUNDING = 1e-9;

function segmentsOf({ pointUsdBn, actualUsdBn, announcementId }: IssuerYearCapex): CapexSegment[] {
  const reportedUsdBn = actualUsdBn ?? 0;
  const openUsdBn = pointUsdBn - reportedUsdBn;
  const form: CapexForm = announcementId === null ? 'projected' : 'guided';
  return [
    ...(reportedUsdBn > 0 ? [{ form: 'reported' as const, usdBn: reportedUsdBn }] : []),
    ...(openUsdBn > RELATIVE_ROUNDING * pointUsdBn ? [{ form, usdBn: openUsdBn }] : []),
  ];
}

function toCell(row: IssuerYearCapex): CapexCell {
  const { ticker, issuer, pointUsdBn, lowUsdBn, highUsdBn, announcementId } = row;
  return { ticker, issuer, segments: segmentsOf(row), pointUsdBn, lowUsdBn, highUsdBn, announcementId };
}

function sumOf(cells: readonly CapexCell[]): {
  readonly lowUsdBn: number;
  readonly pointUsdBn: number;
  readonly highUsdBn: number;
} {
  return cells.reduce(
    (sum, cell) => ({
      lowUsdBn: sum.lowUsdBn + cell.lowUsdBn,
      pointUsdBn: sum.pointUsdBn + cell.pointUsdBn,
      highUsdBn: sum.highUsdBn + cell.highUsdBn,
    }),
    { lowUsdBn: 0, pointUsdBn: 0, highUsdBn: 0 },
  );
}

function toYear(year: number, rows: readonly IssuerYearCapex[], issuers: readonly CapexIssuer[]): CapexYear {
  const cells = issuers.map(({ ticker }) => {
    const row = rows.find((each) => each.year === year && each.ticker === ticker);
    return row === undefined ? null : toCell(row);
  });
  const known = cells.filter((cell) => cell !== null);
  const bigFour = known.filter(({ ticker }) => BIG_FOUR_TICKERS.some((listed) => listed === ticker));
  const sum = sumOf(known);
  const total = formatSignificant(sum.pointUsdBn);
  const isPartial = known.length < issuers.length;
  return {
    year,
    cells,
    ...sum,
    bigFour: bigFour.length === BIG_FOUR_TICKERS.length ? sumOf(bigFour) : null,
    label: isPartial ? `${total}*` : total,
  };
}

function listIssuers(rows: readonly IssuerYearCapex[]): CapexIssuer[] {
  const names = new Map(rows.map(({ ticker, issuer }) => [ticker, issuer]));
  const known = ISSUER_COLOURS.filter(([ticker]) => names.has(ticker)).map(([ticker, colour]) => ({
    ticker,
    issuer: names.get(ticker) ?? ticker,
    colour,
  }));
  const others = [...names]
    .filter(([ticker]) => !ISSUER_COLOURS.some(([listed]) => listed === ticker))
    .map(([ticker, issuer]) => ({ ticker, issuer, colour: issuerColour(ticker) }));
  return [...known, ...others];
}

function rangeWords(low: number, high: number): string {
  return low < high ? ` (${formatUsdBnRange(low, high)})` : '';
}

function summarise(years: readonly CapexYear[], asOfYear: number): string {
  const year = years.find((each) => each.year === asOfYear) ?? years.at(-1);
  if (year === undefined) return 'No capex of any issuer is known at this date.';
  const known = year.cells.filter((cell) => cell !== null).length;
  const all =
    `In ${String(year.year)} the ${String(known)} issuers spend ${formatUsdBn(year.pointUsdBn)}` +
    rangeWords(year.lowUsdBn, year.highUsdBn);
  if (year.bigFour === null) return `${all}.`;
  const { pointUsdBn, lowUsdBn, highUsdBn } = year.bigFour;
  return `${all}, the big four alone ${formatUsdBn(pointUsdBn)}${rangeWords(lowUsdBn, highUsdBn)}.`;
}

function describeNotes(years: readonly CapexYear[], issuers: readonly CapexIssuer[]): string[] {
  const gaps = issuers.flatMap(({ issuer }, index) => {
    const missing = years.filter(({ cells }) => cells[index] === null).map(({ year }) => String(year));
    return missing.length === 0
      ? []
      : [
          `* ${issuer} is not known for ${missing.join(', ')}: no quarter on file; the total is of the others.`,
        ];
  });
  const forms =
    'Solid: reported cash. Hatched: the open part of a company’s guide. Dotted: the model’s path past guidance. The line across a bar: the big four.';
  return [forms, ...gaps];
}

/**
 * Capex of the included issuers by calendar year (USD bn), stacked, told apart by how it is known; the whisker is
 * the sum of the issuers' lows and highs. Years in which an issuer is not known say so and are not filled.
 */
export function prepareCapexBars(
  issuerYears: readonly IssuerYearCapex[],
  options: CapexBarsOptions,
): CapexBarsModel {
  const asOfYear = Number(options.asOf.slice(0, 4));
  const { fromYear = 2023, toYear: lastYear = asOfYear + 2 } = options;
  const rows = issuerYears.filter(({ year }) => year >= fromYear && year <= lastYear);
  const issuers = listIssuers(rows);
  const yearNumbers = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  const years = yearNumbers.map((year) => toYear(year, rows, issuers));
  return {
    title: 'Capex by calendar year',
    summary: summarise(years, asOfYear),
    notes: describeNotes(years, issuers),
    table: prepareCapexTable(years, issuers),
    cards: prepareCapexCards(years, issuers),
    fileName: `capex-by-year-${options.asOf}`,
    issuers,
    years,
    yAxis: computeAxisScale(years.flatMap(({ pointUsdBn, highUsdBn }) => [pointUsdBn, highUsdBn])),
    unit: 'USD bn',
  };
}
