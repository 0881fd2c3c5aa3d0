/**
 * Address of a page on which a scenario is live: the scenario, the reader's own ranges and what the page itself shows.
 * Unknown and unreadable parameters are refused by name.
 */
import type { OwnRange } from '../exposure/own-ranges.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { decodeScenario, encodeScenario, type ScenarioLink } from './codec.ts';
import { decodeRanges, encodeRanges, RANGES } from './own-ranges-codec.ts';

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
