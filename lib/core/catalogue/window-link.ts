/** The address of the Window page: at which share of the model's change a window counts as closed. */
import type { IsoDate } from '../facts/types.ts';
import { DEFAULT_THRESHOLD } from '../implied-saving/window-study.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkPin } from '../link/pin.ts';
import { numberParam, readLink, writeLink } from '../link/read-link.ts';
import { withoutBlanks } from './text-param.ts';

export interface WindowLink {
  /** Null = today. */
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  /** Share of the model's change at which a window counts as closed. */
  readonly threshold: number;
}

export interface DecodedWindowLink {
  readonly link: WindowLink;
  readonly faults: readonly LinkFault[];
}

interface WindowParams {
  readonly pin: LinkPin;
  readonly close: number;
}

/** Thresholds that are offered; any fraction within the limits can be given. */
export const THRESHOLDS = [0.25, 0.5, 0.75, 1] as const;
/** Below it every window closes at its first move. */
export const LEAST_THRESHOLD = 0.0001;

/** Reads a query; what is unknown, repeated or unreadable becomes a fault and is left out. */
export function readWindowLink(query: Iterable<readonly [string, string]>): DecodedWindowLink {
  const { values, asOf, faults } = readLink<WindowParams>(withoutBlanks(query), {
    pin: readPin,
    close: numberParam(LEAST_THRESHOLD, 1),
  });
  return { faults, link: { asOf, pin: values.pin ?? null, threshold: values.close ?? DEFAULT_THRESHOLD } };
}

/** What an address says beside `asOf`. */
export function windowPairs({ pin, threshold }: WindowLink): (readonly [string, string])[] {
  return [
    ...pinPairs(pin),
    ...(threshold === DEFAULT_THRESHOLD ? [] : [['close', String(threshold)] as const]),
  ];
}

/** Query of a link; `''` when it says nothing. */
export function writeWindowLink(link: WindowLink): string {
  return writeLink(windowPairs(link), link.asOf);
}
