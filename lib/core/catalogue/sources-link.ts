/** The address of the Sources page: which values the ledger shows, which one is open, since when changes are told. */
import type { Grade, IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkPin } from '../link/pin.ts';
import {
  choiceParam,
  dateParam,
  numberParam,
  readLink,
  writeLink,
  type ReadParam,
} from '../link/read-link.ts';
import { textParam, withoutBlanks } from './text-param.ts';

export const GRADES = ['primary', 'press', 'estimate', 'derived', 'assumption'] as const satisfies Grade[];

export const LEDGER_SHARES = ['conflicts', 'revised'] as const;
/** Only the values that another source contradicts, or only those recorded more than once. */
export type LedgerShare = (typeof LEDGER_SHARES)[number];

export const LEDGER_ORDERS = ['table', 'newest'] as const;
/** As the tables list them, or the newest publication first. */
export type LedgerOrder = (typeof LEDGER_ORDERS)[number];

export interface SourcesLink {
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  readonly table: string | null;
  /** Issuer, vendor, lab or exchange. */
  readonly who: string | null;
  readonly grade: Grade | null;
  /** Words that a value must hold; `''` = every value. */
  readonly words: string;
  readonly only: LedgerShare | null;
  readonly order: LedgerOrder;
  readonly page: number;
  /** Short name of the value that is open. */
  readonly open: string | null;
  /** First day of the changes; null = thirty days back. */
  readonly since: IsoDate | null;
}

export const DEFAULT_SOURCES_LINK: SourcesLink = {
  asOf: null,
  pin: null,
  table: null,
  who: null,
  grade: null,
  words: '',
  only: null,
  order: 'table',
  page: 1,
  open: null,
  since: null,
};

interface SourcesParams {
  readonly pin: LinkPin;
  readonly table: string;
  readonly who: string;
  readonly grade: Grade;
  readonly q: string;
  readonly only: LedgerShare;
  readonly s: LedgerOrder;
  readonly page: number;
  readonly open: string;
  readonly since: IsoDate;
}

export interface DecodedSourcesLink {
  readonly link: SourcesLink;
  readonly faults: readonly LinkFault[];
}

/** What the ledger of a date holds, to refuse what it does not. */
export interface LedgerVocabulary {
  readonly tables: readonly string[];
  readonly who: readonly string[];
  readonly ids: readonly string[];
  readonly asOf: IsoDate;
}

/** Reads a query; whether table, name and value exist is asked by {@link refuseUnknown}. */
export function readSourcesLink(query: Iterable<readonly [string, string]>): DecodedSourcesLink {
  const { values, asOf, faults } = readLink<SourcesParams>(withoutBlanks(query), {
    pin: readPin,
    table: textParam,
    who: textParam,
    grade: choiceParam(GRADES),
    q: textParam,
    only: choiceParam(LEDGER_SHARES),
    s: choiceParam(LEDGER_ORDERS),
    page: numberParam(1, 10_000, true),
    open: rowParam,
    since: dateParam,
  });
  const usual = DEFAULT_SOURCES_LINK;
  return {
    link: {
      asOf,
      pin: values.pin ?? null,
      table: values.table ?? null,
      who: values.who ?? null,
      grade: values.grade ?? null,
      words: values.q ?? usual.words,
      only: values.only ?? null,
      order: values.s ?? usual.order,
      page: values.page ?? usual.page,
      open: values.open ?? null,
      since: values.since ?? null,
    },
    faults,
  };
}

/** A link without what the ledger of its date does not hold, each refused by name. */
export function refuseUnknown(decoded: DecodedSourcesLink, known: LedgerVocabulary): DecodedSourcesLink {
  const { link } = decoded;
  const faults = [...decoded.faults];
  const keep = (param: string, raw: string | null, isKnown: boolean, message: string): string | null => {
    if (raw === null || isKnown) return raw;
    faults.push({ param, raw, message });
    return null;
  };
  return {
    link: {
      ...link,
      table: keep('table', link.table, known.tables.includes(link.table ?? ''), 'is not a table of facts'),
      who: keep('who', link.who, known.who.includes(link.who ?? ''), 'is named by no value of this date'),
      open: keep('open', link.open, known.ids.includes(link.open ?? ''), 'is no value of this date'),
      since: keep('since', link.since, (link.since ?? '') <= known.asOf, `must not lie after ${known.asOf}`),
    },
    faults,
  };
}

/** A link whose page exists; the last one is shown for a page past it, and said. */
export function refusePage({ link, faults }: DecodedSourcesLink, pageCount: number): DecodedSourcesLink {
  if (link.page <= pageCount) return { link, faults };
  const message = `is past the last page, ${pageCount}`;
  return {
    link: { ...link, page: pageCount },
    faults: [...faults, { param: 'page', raw: String(link.page), message }],
  };
}

/** What an address says: only what differs from the default. */
export function sourcesPairs(link: SourcesLink): readonly (readonly [string, string])[] {
  const usual = DEFAULT_SOURCES_LINK;
  const said: readonly (readonly [string, string | null])[] = [
    ['table', link.table],
    ['who', link.who],
    ['grade', link.grade],
    ['q', link.words === '' ? null : link.words],
    ['only', link.only],
    ['s', link.order === usual.order ? null : link.order],
    ['page', link.page === usual.page ? null : String(link.page)],
    ['open', link.open],
    ['since', link.since],
  ];
  const own = said.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return [...pinPairs(link.pin), ...own];
}

/** Address of the page, with its place where one is named. */
export function writeSourcesLink(link: SourcesLink, place = ''): string {
  return `/sources${writeLink(sourcesPairs(link), link.asOf)}${place === '' ? '' : `#${place}`}`;
}

function rowParam(raw: string): ReadParam<string> {
  return /^[0-9a-f]{12}$/.test(raw)
    ? { value: raw }
    : { message: 'must be the short name of a value, twelve of 0-9 and a-f' };
}
