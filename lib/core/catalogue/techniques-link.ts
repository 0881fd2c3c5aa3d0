/** The address of the catalogue of techniques: filters, order, and the set whose overlap is shown. */
import type { IsoDate } from '../facts/types.ts';
import type { Technique } from '../efficiency/technique.ts';
import { findStackFaults, MAX_STACKED_TECHNIQUES } from '../efficiency/stack.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkPin } from '../link/pin.ts';
import { choiceParam, idsParam, readLink } from '../link/read-link.ts';
import { DEFAULT_WORKBENCH } from '../workbench/workbench-config.ts';
import { sortParam, textParam, withoutBlanks, writeSort, type SortOrder } from './text-param.ts';

export const TECHNIQUE_SORT_KEYS = [
  'name',
  'family',
  'capacity',
  'bandwidth',
  'other',
  'maturity',
  'published',
  'lab',
] as const;
export type TechniqueSortKey = (typeof TECHNIQUE_SORT_KEYS)[number];

export interface TechniquesLink {
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  readonly words: string;
  readonly family: string | null;
  readonly country: string | null;
  readonly maturity: string | null;
  readonly evidence: string | null;
  readonly sort: SortOrder<TechniqueSortKey>;
  /** Techniques whose overlap is shown. */
  readonly chosen: readonly string[];
}

/** What the Workbench starts with, and the selection of V3.2, whose saving is stated against such a cache. */
export const DEFAULT_STACK: readonly string[] = [...DEFAULT_WORKBENCH.techniques, 'dsa-bandwidth'];

export const DEFAULT_TECHNIQUES_LINK: TechniquesLink = {
  asOf: null,
  pin: null,
  words: '',
  family: null,
  country: null,
  maturity: null,
  evidence: null,
  sort: { key: 'published', isDescending: true },
  chosen: DEFAULT_STACK,
};

interface TechniquesParams {
  readonly pin: LinkPin;
  readonly q: string;
  readonly family: string;
  readonly country: string;
  readonly maturity: string;
  readonly evidence: string;
  readonly s: SortOrder<TechniqueSortKey>;
  readonly x: readonly string[];
}

export interface DecodedTechniquesLink {
  readonly link: TechniquesLink;
  readonly faults: readonly LinkFault[];
}

/**
 * Reads a query. A set may stand as `x=a,b`, or as `x` repeated: that is how a form with check boxes sends it.
 */
export function readTechniquesLink(query: Iterable<readonly [string, string]>): DecodedTechniquesLink {
  const pairs = withoutBlanks(query);
  const chosen = pairs.filter(([name]) => name === 'x').map(([, raw]) => raw);
  const joined =
    chosen.length > 1 ? [...pairs.filter(([name]) => name !== 'x'), ['x', chosen.join(',')] as const] : pairs;
  const { values, asOf, faults } = readLink<TechniquesParams>(joined, {
    pin: readPin,
    q: textParam,
    family: textParam,
    country: textParam,
    maturity: choiceParam(['production', 'open-weights', 'paper']),
    evidence: choiceParam(['published', 'derived']),
    s: sortParam(TECHNIQUE_SORT_KEYS),
    x: idsParam,
  });
  return {
    faults,
    link: {
      asOf,
      pin: values.pin ?? null,
      words: values.q ?? '',
      family: values.family ?? null,
      country: values.country ?? null,
      maturity: values.maturity ?? null,
      evidence: values.evidence ?? null,
      sort: values.s ?? DEFAULT_TECHNIQUES_LINK.sort,
      chosen: values.x ?? DEFAULT_TECHNIQUES_LINK.chosen,
    },
  };
}

/** What an address says of the set: only when it is not the default. */
export function techniquesPairs(link: TechniquesLink): (readonly [string, string])[] {
  const text = link.chosen.join(',');
  return [...pinPairs(link.pin), ...(text === DEFAULT_STACK.join(',') ? [] : [['x', text] as const])];
}

/** What an address says of the table's rows and their order. */
export function techniquesTablePairs(link: TechniquesLink): (readonly [string, string])[] {
  const values: readonly (readonly [string, string, string])[] = [
    ['q', link.words, ''],
    ['family', link.family ?? '', ''],
    ['country', link.country ?? '', ''],
    ['maturity', link.maturity ?? '', ''],
    ['evidence', link.evidence ?? '', ''],
    ['s', writeSort(link.sort), writeSort(DEFAULT_TECHNIQUES_LINK.sort)],
  ];
  return values.flatMap(([name, value, usual]) => (value === usual ? [] : [[name, value] as const]));
}

type KnownTechnique = Technique & { readonly originCountry: string };

/**
 * A link whose set can be applied to the techniques known at its date: an unknown one, one without a published
 * saving and too many are refused by name. Those that exclude each other stay: the matrix shows it.
 */
export function refuseUnknownTechniques(
  { link, faults }: DecodedTechniquesLink,
  techniques: readonly KnownTechnique[],
): DecodedTechniquesLink {
  const found: LinkFault[] = [];
  const chosen = link.chosen.flatMap((id): readonly KnownTechnique[] => {
    const technique = techniques.find((each) => each.id === id);
    const isDefault = DEFAULT_STACK.includes(id);
    if (technique === undefined) {
      if (!isDefault)
        found.push({ param: 'x', raw: id, message: 'is not a technique of the catalogue at this date' });
      return [];
    }
    const [fault] = findStackFaults([technique]);
    if (fault === undefined) return [technique];
    found.push({ param: 'x', raw: id, message: fault.message.replace(/^technique \S+ /, '') });
    return [];
  });
  if (chosen.length > MAX_STACKED_TECHNIQUES) {
    const rest = chosen.slice(MAX_STACKED_TECHNIQUES).map(({ id }) => id);
    const message = `is more than the ${MAX_STACKED_TECHNIQUES} techniques that can be shown at once`;
    found.push({ param: 'x', raw: rest.join(','), message });
  }
  const hasFamily = techniques.some(({ family }) => family === link.family);
  const hasCountry = techniques.some(({ originCountry }) => originCountry === link.country);
  if (link.family !== null && !hasFamily) {
    found.push({ param: 'family', raw: link.family, message: 'is no family of the catalogue' });
  }
  if (link.country !== null && !hasCountry) {
    found.push({ param: 'country', raw: link.country, message: 'is no country of the catalogue' });
  }
  return {
    faults: [...faults, ...found],
    link: {
      ...link,
      family: hasFamily ? link.family : null,
      country: hasCountry ? link.country : null,
      chosen: chosen.slice(0, MAX_STACKED_TECHNIQUES).map(({ id }) => id),
    },
  };
}
