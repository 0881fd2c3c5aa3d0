/**
 * What holds a link to the figures that it was made of: the day that they speak of, the data version and the model that
 * gave them, and the seed of the draws where something was drawn. One parameter, so that no half of it can be lost.
 */
import { parseDayNumber } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import type { ReadParam } from './read-param.ts';

/** Name in the address; since version 2 of links. */
export const PIN_PARAM = 'pin';

export interface LinkPin {
  /** Day that the page spoke of; a date of the link's own (`asOf`) goes before it. */
  readonly asOf: IsoDate;
  /** Newest import batch that the figures rest on. */
  readonly dataVersion: number;
  readonly modelVersion: string;
  /** Null where nothing was drawn. */
  readonly seed: number | null;
}

/** The knowledge that an address asks for; both null: the newest. */
export interface LinkMoment {
  readonly asOf: IsoDate | null;
  readonly pin: LinkPin | null;
}

const PIN = /^(\d{4}-\d{2}-\d{2}),d(\d{1,9}),m(\d{1,4}\.\d{1,4}\.\d{1,4})(?:,s(\d{1,16}))?$/;

/** Reads `2026-11-20,d3,m1.4.0,s7`; the seed may be missing. Whether the data version exists is for the server to say. */
export function readPin(raw: string): ReadParam<LinkPin> {
  const [, asOf = '', version, modelVersion = '', seed] = PIN.exec(raw) ?? [];
  const dataVersion = Number(version);
  const isReadable =
    parseDayNumber(asOf) !== null && dataVersion >= 1 && Number.isSafeInteger(Number(seed ?? 0));
  if (!isReadable) {
    return { message: 'must be day, data version, model and seed, such as 2026-11-20,d3,m1.4.0,s7' };
  }
  return { value: { asOf, dataVersion, modelVersion, seed: seed === undefined ? null : Number(seed) } };
}

/** Text of a pin, as {@link readPin} reads it. */
export function writePin({ asOf, dataVersion, modelVersion, seed }: LinkPin): string {
  const drawn = seed === null ? [] : [`s${String(seed)}`];
  return [asOf, `d${String(dataVersion)}`, `m${modelVersion}`, ...drawn].join(',');
}

/** The parameter of a pin; none for a live link. */
export function pinPairs(pin: LinkPin | null): (readonly [string, string])[] {
  return pin === null ? [] : [[PIN_PARAM, writePin(pin)]];
}

/** What services are asked for by a link: fields that it leaves out are the newest. */
export function scopeOfLink({ asOf, pin }: LinkMoment): {
  readonly asOf?: IsoDate;
  readonly dataVersion?: number;
} {
  if (pin === null) return asOf === null ? {} : { asOf };
  return { asOf: asOf ?? pin.asOf, dataVersion: pin.dataVersion };
}

/** The day that a page of a link speaks of. */
export function dayOfLink({ asOf, pin }: LinkMoment, today: IsoDate): IsoDate {
  return asOf ?? pin?.asOf ?? today;
}

type Pairs = readonly (readonly [string, string])[];

/** The parameters of an address without its pin; the version is left out too, as it may be lower then. */
export function withoutPin(pairs: Pairs): Pairs {
  return pairs.filter(([name]) => name !== PIN_PARAM && name !== 'v');
}
