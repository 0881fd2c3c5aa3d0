/** The address of the Capex page: year, issuers, from when the change is counted, what the charts show, the table. */
import { BIG_FOUR_TICKERS, INCLUDED_ISSUERS } from '../demand/consolidation.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkPin } from '../link/pin.ts';
import { choiceParam, dateParam, numberParam, readLink, writeLink } from '../link/read-link.ts';
import { sortParam, textParam, withoutBlanks, writeSort, type SortOrder } from './text-param.ts';

export const ISSUER_SETS = ['four', 'six'] as const;
/** Which buyers are added: the big four of the "$700 billion", or all six of the consolidation rule. */
export type IssuerSet = (typeof ISSUER_SETS)[number];

/** What the charts draw: the sum, each issuer, or one issuer by its ticker in small letters. */
export const CAPEX_VIEWS = ['sum', 'each', 'msft', 'googl', 'amzn', 'meta', 'orcl', 'crwv'] as const;
export type CapexView = (typeof CAPEX_VIEWS)[number];

export const CAPEX_SORT_KEYS = [
  'issuer',
  'reported',
  'guided',
  'low',
  'point',
  'high',
  'measure',
  'period',
  'place',
] as const;
export type CapexSortKey = (typeof CAPEX_SORT_KEYS)[number];

export const ISSUER_PLACES = ['in', 'out'] as const;
/** Whether an issuer of the table is in the sum. */
export type IssuerPlace = (typeof ISSUER_PLACES)[number];

export interface CapexLink {
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  /** Calendar year; null = that of the date. */
  readonly year: number | null;
  readonly set: IssuerSet;
  /** Day from which the change is counted; null = the first on which all had guided. */
  readonly since: IsoDate | null;
  readonly view: CapexView;
  /** Words that a row of the table must hold; `''` = every row. */
  readonly words: string;
  readonly place: IssuerPlace | null;
  readonly sort: SortOrder<CapexSortKey>;
}

export const DEFAULT_CAPEX_LINK: CapexLink = {
  asOf: null,
  pin: null,
  year: null,
  set: 'four',
  since: null,
  view: 'sum',
  words: '',
  place: null,
  sort: { key: 'place', isDescending: false },
};

interface CapexParams {
  readonly pin: LinkPin;
  readonly year: number;
  readonly set: IssuerSet;
  readonly since: IsoDate;
  readonly show: CapexView;
  readonly q: string;
  readonly place: IssuerPlace;
  readonly s: SortOrder<CapexSortKey>;
}

export interface DecodedCapexLink {
  readonly link: CapexLink;
  readonly faults: readonly LinkFault[];
}

/** Tickers of a set, in the order of the rule. */
export function tickersOf(set: IssuerSet): readonly string[] {
  return set === 'four' ? BIG_FOUR_TICKERS : INCLUDED_ISSUERS.map(({ ticker }) => ticker);
}

/** Ticker of a view of one issuer; null for the sum and for each. */
export function tickerOfView(view: CapexView): string | null {
  return INCLUDED_ISSUERS.find(({ ticker }) => ticker.toLowerCase() === view)?.ticker ?? null;
}

/** Reads a query; whether year and day exist at the date is asked by {@link refuseYear} and {@link refuseSince}. */
export function readCapexLink(query: Iterable<readonly [string, string]>): DecodedCapexLink {
  const read = readLink<CapexParams>(withoutBlanks(query), {
    pin: readPin,
    year: numberParam(1900, 2200, true),
    set: choiceParam(ISSUER_SETS),
    since: dateParam,
    show: choiceParam(CAPEX_VIEWS),
    q: textParam,
    place: choiceParam(ISSUER_PLACES),
    s: sortParam(CAPEX_SORT_KEYS),
  });
  const { values, asOf } = read;
  const usual = DEFAULT_CAPEX_LINK;
  const link: CapexLink = {
    asOf,
    pin: values.pin ?? null,
    year: values.year ?? null,
    set: values.set ?? usual.set,
    since: values.since ?? null,
    view: values.show ?? usual.view,
    words: values.q ?? usual.words,
    place: values.place ?? null,
    sort: values.s ?? usual.sort,
  };
  const ticker = tickerOfView(link.view);
  if (ticker === null || tickersOf(link.set).includes(ticker)) return { link, faults: read.faults };
  const message = 'is not one of the big four; add set=six to see it';
  return {
    link: { ...link, view: usual.view },
    faults: [...read.faults, { param: 'show', raw: link.view, message }],
  };
}

/** A link without a year that the series of its date does not cover. */
export function refuseYear({ link, faults }: DecodedCapexLink, years: readonly number[]): DecodedCapexLink {
  if (link.year === null || years.includes(link.year)) return { link, faults };
  const message = `must be one that the series covers, ${Math.min(...years)} to ${Math.max(...years)}`;
  return {
    link: { ...link, year: null },
    faults: [...faults, { param: 'year', raw: String(link.year), message }],
  };
}

/** A link without a day on which there was no sum yet, or which lies after its date; `first` null: there is none. */
export function refuseSince(
  { link, faults }: DecodedCapexLink,
  { first, asOf }: { readonly first: IsoDate | null; readonly asOf: IsoDate },
): DecodedCapexLink {
  const { since } = link;
  if (since === null || (first !== null && since >= first && since <= asOf)) return { link, faults };
  const message =
    first === null
      ? 'has nothing to count from: the year has no sum of guides'
      : `must lie from ${first} to ${asOf}`;
  return { link: { ...link, since: null }, faults: [...faults, { param: 'since', raw: since, message }] };
}

type Pairs = readonly (readonly [string, string])[];

function changed(values: readonly (readonly [string, string | null, string | null])[]): Pairs {
  return values.flatMap(([name, value, usual]) =>
    value === null || value === usual ? [] : [[name, value] as const],
  );
}

/** What an address says of figures and charts: only what differs from the default. */
export function capexPairs(link: CapexLink): Pairs {
  const usual = DEFAULT_CAPEX_LINK;
  return [
    ...pinPairs(link.pin),
    ...changed([
      ['year', link.year === null ? null : String(link.year), null],
      ['set', link.set, usual.set],
      ['since', link.since, null],
      ['show', link.view, usual.view],
    ]),
  ];
}

/** What it says of the table of issuers. */
export function capexTablePairs(link: CapexLink): Pairs {
  const usual = DEFAULT_CAPEX_LINK;
  return changed([
    ['q', link.words, usual.words],
    ['place', link.place, null],
    ['s', writeSort(link.sort), writeSort(usual.sort)],
  ]);
}

/** Query text with its question mark; `''` when nothing differs from the default. */
export function writeCapexLink(link: CapexLink): string {
  return writeLink([...capexPairs(link), ...capexTablePairs(link)], link.asOf);
}
