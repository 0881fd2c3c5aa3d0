/**
 * Reads the query of a page's address by the parameters that the page knows. What is unknown, repeated or unreadable is
 * refused by name and left out; nothing is moved to a limit in silence.
 */
import { parseDayNumber } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from './link-fault.ts';
import type { ReadParam } from './read-param.ts';

export type { ReadParam } from './read-param.ts';
import { PIN_PARAM, pinPairs, withoutPin, type LinkPin } from './pin.ts';

/**
 * Version of links without anything that came later; a link carries the oldest version that can read it, so that it opens
 * in as many releases as possible. Version 2 added the pin, which version 1 would not have heeded: it refuses such a link
 * whole.
 */
export const LINK_VERSION = 1;
export const PINNED_LINK_VERSION = 2;

/** Whether `text` names a version that this release reads. */
export function isKnownLinkVersion(text: string): boolean {
  return text === String(LINK_VERSION) || text === String(PINNED_LINK_VERSION);
}

/** What is wrong with a version that this release does not read. */
export const UNKNOWN_LINK_VERSION = `is a link version that this Waterline does not know (it reads ${LINK_VERSION} and ${PINNED_LINK_VERSION}); update Waterline or ask for a new link`;

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
  if (version !== undefined && !isKnownLinkVersion(version)) {
    const fault = { param: 'v', raw: version, message: UNKNOWN_LINK_VERSION };
    return { values: {}, asOf: null, faults: [...faults, fault] };
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

/** The oldest version that reads a link of these parameters. */
export function linkVersionOf(params: readonly string[]): number {
  return params.includes(PIN_PARAM) ? PINNED_LINK_VERSION : LINK_VERSION;
}

/** Query text of `pairs` in their order, the date and the version last; `''` when there is nothing to say. */
export function writeLink(pairs: readonly (readonly [string, string])[], asOf: IsoDate | null): string {
  const all = asOf === null ? pairs : [...pairs, ['asOf', asOf] as const];
  if (all.length === 0) return '';
  const query = [...all, ['v', String(linkVersionOf(all.map(([name]) => name)))] as const]
    .map(
      ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`,
    )
    .join('&');
  return `?${query}`;
}

/** The address `href`, held by `pin`; its fragment is left out. What it says besides stays as it is. */
export function pinAddress(href: string, pin: LinkPin): string {
  const { origin, pathname, searchParams } = new URL(href);
  return `${origin}${pathname}${writeLink([...withoutPin([...searchParams]), ...pinPairs(pin)], null)}`;
}

/** Address of `path` with the parameters of a pinned link, live. */
export function liveAddress(path: string, pairs: readonly (readonly [string, string])[]): string {
  return `${path}${writeLink(withoutPin(pairs), null)}`;
}
