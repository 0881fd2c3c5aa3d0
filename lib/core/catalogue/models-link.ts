/** The address of the catalogue of models: what differs from the default, nothing clamped, faults by name. */
import type { IsoDate } from '../facts/types.ts';
import { BITS_PER_ELEMENT, type KvDtype } from '../efficiency/kv-dtype.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkPin } from '../link/pin.ts';
import { choiceParam, idParam, numberParam, readLink } from '../link/read-link.ts';
import { sortParam, textParam, withoutBlanks, writeSort, type SortOrder } from './text-param.ts';

export const MODEL_SORT_KEYS = [
  'name',
  'lab',
  'released',
  'attention',
  'total',
  'active',
  'layers',
  'token',
  'stored',
  'read',
  'state',
  'context',
] as const;
export type ModelSortKey = (typeof MODEL_SORT_KEYS)[number];

export const CACHE_DTYPES = Object.keys(BITS_PER_ELEMENT) as readonly KvDtype[];

export interface ModelsLink {
  /** Null = today. */
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  /** Resident tokens of the sequence that is counted. */
  readonly contextTokens: number;
  readonly kvDtype: KvDtype;
  /** Words that a row must hold; `''` = every row. */
  readonly words: string;
  /** Lab and country as written in the catalogue; null = all. */
  readonly lab: string | null;
  readonly country: string | null;
  readonly sort: SortOrder<ModelSortKey>;
  /** Models that the headline compares. */
  readonly fromModel: string;
  readonly toModel: string;
}

export const DEFAULT_MODELS_LINK: ModelsLink = {
  asOf: null,
  pin: null,
  contextTokens: 131_072,
  kvDtype: 'bf16',
  words: '',
  lab: null,
  country: null,
  sort: { key: 'released', isDescending: true },
  fromModel: 'llama-3.1-405b',
  toModel: 'deepseek-v4-pro',
};

/** Longest context that the page counts; ten times the longest that any model supports. */
export const MAX_PAGE_CONTEXT = 100_000_000;

interface ModelsParams {
  readonly pin: LinkPin;
  readonly c: number;
  readonly d: KvDtype;
  readonly q: string;
  readonly lab: string;
  readonly country: string;
  readonly s: SortOrder<ModelSortKey>;
  readonly from: string;
  readonly to: string;
}

export interface DecodedModelsLink {
  readonly link: ModelsLink;
  readonly faults: readonly LinkFault[];
}

/** Reads a query; what is unknown, repeated, unreadable or out of range becomes a fault and is left out. */
export function readModelsLink(query: Iterable<readonly [string, string]>): DecodedModelsLink {
  const { values, asOf, faults } = readLink<ModelsParams>(withoutBlanks(query), {
    pin: readPin,
    c: numberParam(1, MAX_PAGE_CONTEXT, true),
    d: choiceParam(CACHE_DTYPES),
    q: textParam,
    lab: textParam,
    country: textParam,
    s: sortParam(MODEL_SORT_KEYS),
    from: idParam,
    to: idParam,
  });
  const usual = DEFAULT_MODELS_LINK;
  return {
    faults,
    link: {
      asOf,
      pin: values.pin ?? null,
      contextTokens: values.c ?? usual.contextTokens,
      kvDtype: values.d ?? usual.kvDtype,
      words: values.q ?? usual.words,
      lab: values.lab ?? null,
      country: values.country ?? null,
      sort: values.s ?? usual.sort,
      fromModel: values.from ?? usual.fromModel,
      toModel: values.to ?? usual.toModel,
    },
  };
}

/** What an address says of the calculation, in order: only what differs from the default. */
export function modelsPairs(link: ModelsLink): (readonly [string, string])[] {
  const usual = DEFAULT_MODELS_LINK;
  const values: readonly (readonly [string, string, string])[] = [
    ['c', String(link.contextTokens), String(usual.contextTokens)],
    ['d', link.kvDtype, usual.kvDtype],
    ['from', link.fromModel, usual.fromModel],
    ['to', link.toModel, usual.toModel],
  ];
  return [...pinPairs(link.pin), ...differing(values)];
}

/** What an address says of the table's rows and their order. */
export function modelsTablePairs(link: ModelsLink): (readonly [string, string])[] {
  return differing([
    ['q', link.words, ''],
    ['lab', link.lab ?? '', ''],
    ['country', link.country ?? '', ''],
    ['s', writeSort(link.sort), writeSort(DEFAULT_MODELS_LINK.sort)],
  ]);
}

function differing(values: readonly (readonly [string, string, string])[]): (readonly [string, string])[] {
  return values.flatMap(([name, value, usual]) => (value === usual ? [] : [[name, value] as const]));
}

/** A link without the lab, country or compared model that the catalogue of its date does not hold; each by name. */
export function refuseUnknownRows(
  { link, faults }: DecodedModelsLink,
  models: readonly { readonly id: string; readonly lab: string; readonly country: string }[],
): DecodedModelsLink {
  const usual = DEFAULT_MODELS_LINK;
  const found: LinkFault[] = [];
  const known = (param: string, raw: string | null, isKnown: boolean, message: string): boolean => {
    if (raw === null || isKnown) return true;
    found.push({ param, raw, message });
    return false;
  };
  const hasModel = (id: string): boolean => models.some((model) => model.id === id);
  const hasLab = models.some(({ lab }) => lab === link.lab);
  const hasCountry = models.some(({ country }) => country === link.country);
  const unknown = 'is not a model of the catalogue at this date; the ids are in its links';
  const from = link.fromModel === usual.fromModel ? null : link.fromModel;
  const to = link.toModel === usual.toModel ? null : link.toModel;
  const checked: ModelsLink = {
    ...link,
    lab: known('lab', link.lab, hasLab, 'is no lab of the catalogue') ? link.lab : null,
    country: known('country', link.country, hasCountry, 'is no country of the catalogue')
      ? link.country
      : null,
    fromModel: known('from', from, hasModel(link.fromModel), unknown) ? link.fromModel : usual.fromModel,
    toModel: known('to', to, hasModel(link.toModel), unknown) ? link.toModel : usual.toModel,
  };
  return { link: checked, faults: [...faults, ...found] };
}
