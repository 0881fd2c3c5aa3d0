/** The address of the Efficiency page: quarter and segment of the fleet, event and date of the deflator. */
import { FLEET_SEGMENTS, type FleetSegment } from '../efficiency/fleet/fleet-rows.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkPin } from '../link/pin.ts';
import { choiceParam, dateParam, idParam, readLink, type ReadParam } from '../link/read-link.ts';
import { withoutBlanks } from './text-param.ts';

export interface EfficiencyLink {
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  /** Quarter whose saving is read off; null = the last one of the model's horizon. */
  readonly quarter: string | null;
  /** Null = the whole fleet. */
  readonly segment: FleetSegment | null;
  /** Event of the ledger whose headline is taken apart. */
  readonly event: string;
  /** Date by which it has spread; null = the date of the registry. */
  readonly by: IsoDate | null;
}

/** Google's TurboQuant post, the one that moved memory shares. */
export const DEFAULT_DEFLATED_EVENT = 'ev087';

export const DEFAULT_EFFICIENCY_LINK: EfficiencyLink = {
  asOf: null,
  pin: null,
  quarter: null,
  segment: null,
  event: DEFAULT_DEFLATED_EVENT,
  by: null,
};

interface EfficiencyParams {
  readonly pin: LinkPin;
  readonly q: string;
  readonly seg: FleetSegment;
  readonly ev: string;
  readonly by: IsoDate;
}

export interface DecodedEfficiencyLink {
  readonly link: EfficiencyLink;
  readonly faults: readonly LinkFault[];
}

const QUARTER = /^\d{4}Q[1-4]$/;

function quarterParam(raw: string): ReadParam<string> {
  return QUARTER.test(raw) ? { value: raw } : { message: 'must be a quarter such as 2028Q4' };
}

/** Reads a query; whether quarter and event exist at the date is asked by {@link refuseUnknownChoice}. */
export function readEfficiencyLink(query: Iterable<readonly [string, string]>): DecodedEfficiencyLink {
  const { values, asOf, faults } = readLink<EfficiencyParams>(withoutBlanks(query), {
    pin: readPin,
    q: quarterParam,
    seg: choiceParam(FLEET_SEGMENTS.map(({ key }) => key)),
    ev: idParam,
    by: dateParam,
  });
  return {
    faults,
    link: {
      asOf,
      pin: values.pin ?? null,
      quarter: values.q ?? null,
      segment: values.seg ?? null,
      event: values.ev ?? DEFAULT_DEFLATED_EVENT,
      by: values.by ?? null,
    },
  };
}

/** What an address says beside the date: only what is not the default. */
export function efficiencyPairs(link: EfficiencyLink): (readonly [string, string])[] {
  const values: readonly (readonly [string, string | null, string | null])[] = [
    ['q', link.quarter, null],
    ['seg', link.segment, null],
    ['ev', link.event, DEFAULT_DEFLATED_EVENT],
    ['by', link.by, null],
  ];
  const own = values.flatMap(([name, value, usual]) =>
    value === null || value === usual ? [] : [[name, value] as const],
  );
  return [...pinPairs(link.pin), ...own];
}

/** What can be chosen at a date. */
export interface KnownChoices {
  /** From that of the date to the last that the model computes, in order. */
  readonly quarters: readonly string[];
  /** Ids of the events that can be deflated or say why not. */
  readonly events: readonly string[];
}

/** A link whose quarter and event exist at its date; what does not is refused by name. */
export function refuseUnknownChoice(
  { link, faults }: DecodedEfficiencyLink,
  { quarters, events }: KnownChoices,
): DecodedEfficiencyLink {
  const { quarter, event } = link;
  const hasQuarter = quarter === null || quarters.includes(quarter);
  const hasEvent = event === DEFAULT_DEFLATED_EVENT || events.includes(event);
  const found: LinkFault[] = [];
  if (!hasQuarter) {
    const message = `must lie from ${quarters[0] ?? 'the quarter of the date'} to ${quarters.at(-1) ?? 'it'}`;
    found.push({ param: 'q', raw: quarter, message });
  }
  if (!hasEvent) {
    found.push({ param: 'ev', raw: event, message: 'is not an event of the ledger that names a technique' });
  }
  return {
    faults: [...faults, ...found],
    link: {
      ...link,
      quarter: hasQuarter ? quarter : null,
      event: hasEvent ? event : DEFAULT_DEFLATED_EVENT,
    },
  };
}
