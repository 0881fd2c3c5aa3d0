/** The address of the page of method: which of the published figures are shown, and in which order. */
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkPin } from '../link/pin.ts';
import { choiceParam, readLink } from '../link/read-link.ts';
import { sortParam, textParam, withoutBlanks, writeSort, type SortOrder } from './text-param.ts';

export const ORACLE_SORT_KEYS = [
  'id',
  'subject',
  'quantity',
  'published',
  'ours',
  'deviation',
  'tolerance',
  'verdict',
] as const;
export type OracleSortKey = (typeof ORACLE_SORT_KEYS)[number];

/** Verdicts as words of an address. */
export const VERDICT_WORDS = ['within', 'outside', 'doubted', 'measured', 'later'] as const;
export type VerdictWord = (typeof VERDICT_WORDS)[number];

export interface MethodLink {
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  readonly words: string;
  readonly verdict: VerdictWord | null;
  readonly sort: SortOrder<OracleSortKey>;
}

export const DEFAULT_METHOD_LINK: MethodLink = {
  asOf: null,
  pin: null,
  words: '',
  verdict: null,
  sort: { key: 'id', isDescending: false },
};

interface MethodParams {
  readonly pin: LinkPin;
  readonly q: string;
  readonly verdict: VerdictWord;
  readonly s: SortOrder<OracleSortKey>;
}

/** Reads a query; what is unknown, repeated or unreadable becomes a fault and is left out. */
export function readMethodLink(query: Iterable<readonly [string, string]>): {
  readonly link: MethodLink;
  readonly faults: readonly LinkFault[];
} {
  const { values, asOf, faults } = readLink<MethodParams>(withoutBlanks(query), {
    pin: readPin,
    q: textParam,
    verdict: choiceParam(VERDICT_WORDS),
    s: sortParam(ORACLE_SORT_KEYS),
  });
  return {
    faults,
    link: {
      asOf,
      pin: values.pin ?? null,
      words: values.q ?? '',
      verdict: values.verdict ?? null,
      sort: values.s ?? DEFAULT_METHOD_LINK.sort,
    },
  };
}

/** What an address says of the table's rows and their order: only what differs from the default. */
export function methodTablePairs(link: MethodLink): (readonly [string, string])[] {
  const values: readonly (readonly [string, string, string])[] = [
    ['q', link.words, ''],
    ['verdict', link.verdict ?? '', ''],
    ['s', writeSort(link.sort), writeSort(DEFAULT_METHOD_LINK.sort)],
  ];
  const own = values.flatMap(([name, value, usual]) => (value === usual ? [] : [[name, value] as const]));
  return [...pinPairs(link.pin), ...own];
}
