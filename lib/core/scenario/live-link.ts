/**
 * Address of a page on which a scenario is live: the scenario, the reader's own ranges and what the page itself shows.
 * Unknown and unreadable parameters are refused by name.
 */
import type { OwnRange } from '../exposure/own-ranges.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { decodeScenario, encodeScenario, type ScenarioLink } from './codec.ts';

/** What a page adds to the address: which parameters, and how they are read and written. */
export interface ViewCodec<View> {
  readonly params: readonly string[];
  /** View of the parameters given; what cannot be read becomes a fault and takes its default. */
  readonly read: (values: ReadonlyMap<string, string>) => {
    readonly view: View;
    readonly faults: readonly LinkFault[];
  };
  /** Only what differs from the default. */
  readonly write: (view: View) => readonly (readonly [string, string])[];
}

export interface LiveLink<View> extends ScenarioLink {
  readonly ranges: readonly OwnRange[];
  readonly view: View;
}

export interface DecodedLiveLink<View> extends LiveLink<View> {
  readonly faults: readonly LinkFault[];
}

/** Parameter of the reader's own ranges: `id:low:high`, several joined by `~`. */
const RANGES = 'r';
const NUMBER = /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A page that adds nothing to the address. */
export const NO_VIEW: ViewCodec<null> = {
  params: [],
  read: () => ({ view: null, faults: [] }),
  write: () => [],
};

export function decodeLiveLink<View>(
  query: Iterable<readonly [string, string]>,
  today: IsoDate,
  codec: ViewCodec<View>,
): DecodedLiveLink<View> {
  const own = new Map<string, string>();
  const rest: (readonly [string, string])[] = [];
  for (const [param, raw] of query) {
    const isOwn = (param === RANGES || codec.params.includes(param)) && !own.has(param);
    if (isOwn) own.set(param, raw);
    else rest.push([param, raw]);
  }
  const { asOf, pin, scenario, faults } = decodeScenario(rest, today);
  const { view, faults: viewFaults } = codec.read(own);
  const ranges = decodeRanges(own.get(RANGES));
  return {
    asOf,
    pin,
    scenario,
    view,
    ranges: ranges.ranges,
    faults: [...faults, ...viewFaults, ...ranges.faults],
  };
}

/** Query text without the question mark, `''` for all defaults of today. */
export function encodeLiveLink<View>(link: LiveLink<View>, today: IsoDate, codec: ViewCodec<View>): string {
  const own = [
    ...(link.ranges.length === 0 ? [] : [[RANGES, encodeRanges(link.ranges)] as const]),
    ...codec.write(link.view),
  ].map(([param, value]) => `${param}=${encodeURIComponent(value).replaceAll('%3A', ':')}`);
  return [...own, encodeScenario(link, today)].filter((part) => part !== '').join('&');
}

function encodeRanges(ranges: readonly OwnRange[]): string {
  return ranges.map(({ id, low, high }) => [id, String(low), String(high)].join(':')).join('~');
}

function decodeRanges(raw: string | undefined): {
  readonly ranges: readonly OwnRange[];
  readonly faults: readonly LinkFault[];
} {
  if (raw === undefined) return { ranges: [], faults: [] };
  const parts = raw.split('~').map((part) => part.split(':'));
  const isReadable = parts.every(
    ([id = '', low = '', high = '', ...more]) =>
      /^[a-z0-9_]+$/.test(id) && NUMBER.test(low) && NUMBER.test(high) && more.length === 0,
  );
  if (!isReadable) {
    const message = 'must be id:low:high, several joined by ~, for example memory_saving:0.1:0.6';
    return { ranges: [], faults: [{ param: RANGES, raw, message }] };
  }
  const ranges = parts.map(([id = '', low, high]) => ({ id, low: Number(low), high: Number(high) }));
  return { ranges, faults: [] };
}
