/**
 * The address of the page of labs: what a reader chose, only where it differs from the default. What cannot be read or
 * lies out of range is refused by name and never clamped.
 */
import { sortParam, textParam, withoutBlanks, writeSort, type SortOrder } from '../catalogue/text-param.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkPin } from '../link/pin.ts';
import { choiceParam, numberParam, readLink, writeLink, type ReadParam } from '../link/read-link.ts';
import { DEFAULT_LABS_CHOICE, findChoiceFaults, MAX_COST_SAVING, type LabsChoice } from './labs-choice.ts';
import { MIX_IDS, type MixId } from './request-mix.ts';

export const PRICE_PARTS = ['cached', 'input', 'output', 'blend'] as const;
/** Which list price the history draws; `blend` = the price of the mix, beside its cost. */
export type PricePart = (typeof PRICE_PARTS)[number];

export const LAB_SETS = ['main', 'us', 'cn', 'all'] as const;
/** Which labs the history draws. */
export type LabSet = (typeof LAB_SETS)[number];

export const PRICE_SORT_KEYS = [
  'from',
  'provider',
  'model',
  'input',
  'cached',
  'output',
  'ratio',
  'event',
  'grade',
] as const;
export type PriceSortKey = (typeof PRICE_SORT_KEYS)[number];

/** What a link carries. `asOf` null means "today". */
export interface LabsLink extends LabsChoice {
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  readonly series: PricePart;
  readonly show: LabSet;
  /** Words that a row of the price table must hold; `''` = every row. */
  readonly words: string;
  /** Provider as the price table writes it; null = all. */
  readonly provider: string | null;
  readonly sort: SortOrder<PriceSortKey>;
}

export const DEFAULT_LABS_LINK: LabsLink = {
  ...DEFAULT_LABS_CHOICE,
  asOf: null,
  pin: null,
  series: 'cached',
  show: 'main',
  words: '',
  provider: null,
  sort: { key: 'from', isDescending: true },
};

/** Parameters of the address: `p` is the pass-through, `c` the cost saving; `q`, `provider` and `s` are the table's. */
interface LabsParams {
  readonly pin: LinkPin;
  readonly mix: MixId;
  readonly p: number;
  readonly c: number;
  readonly quarter: string;
  readonly series: PricePart;
  readonly show: LabSet;
  readonly q: string;
  readonly provider: string;
  readonly s: SortOrder<PriceSortKey>;
}

const QUARTER = /^\d{4}Q[1-4]$/;

function readQuarter(raw: string): ReadParam<string> {
  return QUARTER.test(raw) ? { value: raw } : { message: 'must be a quarter such as 2028Q4' };
}

export interface DecodedLabsLink {
  readonly link: LabsLink;
  readonly faults: readonly LinkFault[];
}

/** The first links named the quarter `q`, which later came to be the words of the table; no price is told by quarter. */
function migrateQuarter(pairs: Pairs): Pairs {
  if (pairs.some(([name]) => name === 'quarter')) return pairs;
  return pairs.map(([name, raw]) => (name === 'q' && QUARTER.test(raw) ? ['quarter', raw] : [name, raw]));
}

/** Reads a query; what is unknown, repeated, unreadable or out of range becomes a fault and is left out. */
export function readLabsLink(query: Iterable<readonly [string, string]>): DecodedLabsLink {
  const { values, asOf, faults } = readLink<LabsParams>(migrateQuarter(withoutBlanks(query)), {
    pin: readPin,
    mix: choiceParam(MIX_IDS),
    p: numberParam(0, 1),
    c: numberParam(0, MAX_COST_SAVING),
    quarter: readQuarter,
    series: choiceParam(PRICE_PARTS),
    show: choiceParam(LAB_SETS),
    q: textParam,
    provider: textParam,
    s: sortParam(PRICE_SORT_KEYS),
  });
  const usual = DEFAULT_LABS_LINK;
  const link: LabsLink = {
    mix: values.mix ?? usual.mix,
    passThrough: values.p ?? null,
    costSaving: values.c ?? null,
    quarter: values.quarter ?? null,
    series: values.series ?? usual.series,
    show: values.show ?? usual.show,
    words: values.q ?? usual.words,
    provider: values.provider ?? null,
    sort: values.s ?? usual.sort,
    asOf,
    pin: values.pin ?? null,
  };
  return { link, faults };
}

/** A link without what its date refuses: quarters before it, providers that had no price yet. */
export function refuseByDate(
  { link, faults }: DecodedLabsLink,
  known: { readonly asOf: IsoDate; readonly providers: readonly string[] },
): DecodedLabsLink {
  const refused: LinkFault[] = [];
  const [fault] = findChoiceFaults({ ...DEFAULT_LABS_CHOICE, quarter: link.quarter }, known.asOf);
  if (fault !== undefined) {
    const message = fault.message.replace(/^quarter /, '');
    refused.push({ param: 'quarter', raw: link.quarter ?? '', message });
  }
  const isKnown = link.provider === null || known.providers.includes(link.provider);
  if (!isKnown) {
    const message = `must be one of ${known.providers.join(', ')}`;
    refused.push({ param: 'provider', raw: link.provider, message });
  }
  return {
    link: {
      ...link,
      quarter: fault === undefined ? link.quarter : null,
      provider: isKnown ? link.provider : null,
    },
    faults: [...faults, ...refused],
  };
}

type Pairs = readonly (readonly [string, string])[];

function changed(values: readonly (readonly [string, string | number | null, string | null])[]): Pairs {
  return values.flatMap(([name, value, usual]) =>
    value === null || value === usual ? [] : [[name, String(value)] as const],
  );
}

/** What an address says of figures and charts, in order: only what differs from the default. */
export function labsPairs(link: LabsLink): Pairs {
  const usual = DEFAULT_LABS_LINK;
  return [
    ...pinPairs(link.pin),
    ...changed([
      ['mix', link.mix, usual.mix],
      ['p', link.passThrough, null],
      ['c', link.costSaving, null],
      ['quarter', link.quarter, null],
      ['series', link.series, usual.series],
      ['show', link.show, usual.show],
    ]),
  ];
}

/** What it says of the table of prices. */
export function labsTablePairs(link: LabsLink): Pairs {
  const usual = DEFAULT_LABS_LINK;
  return changed([
    ['q', link.words, usual.words],
    ['provider', link.provider, null],
    ['s', writeSort(link.sort), writeSort(usual.sort)],
  ]);
}

/** Query text with its question mark, version last; `''` when nothing differs from the default. */
export function writeLabsLink(link: LabsLink): string {
  return writeLink([...labsPairs(link), ...labsTablePairs(link)], link.asOf);
}
