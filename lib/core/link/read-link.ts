/**
 * Reads the query of a page's address by the parameters that the page knows. What is unknown, repeated or unreadable is
 * refused by name and left out; nothing is moved to a limit in silence.
 */
import { parseDayNumber } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from './link-fault.ts';

export const LINK_VERSION = 1;

/** Value of a parameter, or what is wrong with its text. */
export type ReadParam<Value> = { readonly value: Value } | { readonly message: string };

/** How the text of each parameter becomes a value. */
export type LinkParams<Values extends object> = {
  readonly [Name in keyof Values]: (raw: string) => ReadParam<Values[Name]>;
};

export interface ReadLink<Values extends object> {
  /** What the address said and could be read; parameters that it left out are not there. */
  readonly values: Partial<Values>;
  /** Null = today. */
  readonly asOf: IsoDate | null;
  readonly faults: readonly LinkFault[];
}

/** Values of `query` by `params`. A link of another version is refused whole. */
export function readLink<Values extends object>(
  query: Iterable<readonly [string, string]>,
  params: LinkParams<Values>,
): ReadLink<Values> {
  const faults: LinkFault[] = [];
  const texts = new Map<string, string>();
  for (const [param, raw] of query) {
    if (texts.has(param)) faults.push({ param, raw, message: 'is given twice; keep one' });
    else texts.set(param, raw);
  }
  const version = texts.get('v');
  if (version !== undefined && version !== String(LINK_VERSION)) {
    const message = `is a link version that this Waterline does not know (it writes ${LINK_VERSION}); ask for a new link`;
    return { values: {}, asOf: null, faults: [...faults, { param: 'v', raw: version, message }] };
  }
  let asOf: IsoDate | null = null;
  const values: Partial<Values> = {};
  for (const [param, raw] of texts) {
    if (param === 'v') continue;
    if (param === 'asOf') {
      if (parseDayNumber(raw) !== null) asOf = raw;
      else faults.push({ param, raw, message: 'must be a calendar date such as 2026-11-23' });
      continue;
    }
    const read = Object.hasOwn(params, param) ? params[param as keyof Values](raw) : null;
    if (read === null) faults.push({ param, raw, message: 'is not a parameter of this page; remove it' });
    else if ('message' in read) faults.push({ param, raw, message: read.message });
    else values[param as keyof Values] = read.value;
  }
  return { values, asOf, faults };
}

const NUMBER = /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Reads a number within limits, whole if asked. */
export function numberParam(min: number, max: number, isWhole = false): (raw: string) => ReadParam<number> {
  return (raw) => {
    const value = Number(raw);
    const isNumber = NUMBER.test(raw) && Number.isFinite(value) && (!isWhole || Number.isInteger(value));
    if (isNumber && value >= min && value <= max) return { value };
    return { message: `must be ${isWhole ? 'a whole number' : 'a number'} from ${min} to ${max}` };
  };
}

/** Reads one of the given words. */
export function choiceParam<Word extends string>(words: readonly Word[]): (raw: string) => ReadParam<Word> {
  return (raw) => {
    const value = words.find((word) => word === raw);
    return value === undefined ? { message: `must be one of ${words.join(', ')}` } : { value };
  };
}

const ID = /^[\w.:-]{1,80}$/;

/** Reads the id of something; whether it exists is for the page to say. */
export function idParam(raw: string): ReadParam<string> {
  return ID.test(raw) ? { value: raw } : { message: 'must be an id: letters, digits, dots and dashes' };
}

/** Reads ids joined by commas, each once. */
export function idsParam(raw: string): ReadParam<readonly string[]> {
  const ids = raw.split(',');
  if (ids.length > 40 || ids.some((id) => !ID.test(id))) return { message: 'must be ids joined by commas' };
  return { value: [...new Set(ids)] };
}

/** Reads a calendar date. */
export function dateParam(raw: string): ReadParam<IsoDate> {
  return parseDayNumber(raw) === null
    ? { message: 'must be a calendar date such as 2028-12-31' }
    : { value: raw };
}

/** Query text of `pairs` in their order, the date and the version last; `''` when there is nothing to say. */
export function writeLink(pairs: readonly (readonly [string, string])[], asOf: IsoDate | null): string {
  const all = asOf === null ? pairs : [...pairs, ['asOf', asOf] as const];
  if (all.length === 0) return '';
  const query = [...all, ['v', String(LINK_VERSION)] as const]
    .map(
      ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`,
    )
    .join('&');
  return `?${query}`;
}
