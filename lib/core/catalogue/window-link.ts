/** Address of the Window page. */
import { parseDayNumber } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import { DEFAULT_THRESHOLD } from '../implied-saving/window-study.ts';
import type { LinkFault } from '../link/link-fault.ts';

export interface WindowLink {
  /** Null = today. */
  readonly asOf: IsoDate | null;
  /** Share of the model's change at which a window counts as closed. */
  readonly threshold: number;
}

export interface DecodedWindowLink {
  readonly link: WindowLink;
  readonly faults: readonly LinkFault[];
}

/** Thresholds that are offered; any fraction up to 1 can be given. */
export const THRESHOLDS = [0.25, 0.5, 0.75, 1] as const;
const FRACTION = /^(0?\.\d{1,4}|1(\.0+)?)$/;

/** `close`: the threshold; `asOf`: a day. What cannot be read takes its default and is named. */
export function readWindowLink(pairs: Iterable<readonly [string, string]>): DecodedWindowLink {
  const faults: LinkFault[] = [];
  let link: WindowLink = { asOf: null, threshold: DEFAULT_THRESHOLD };
  for (const [param, raw] of pairs) {
    if (param === 'asOf' && parseDayNumber(raw) !== null) link = { ...link, asOf: raw };
    else if (param === 'asOf') faults.push({ param, raw, message: 'must be a day written YYYY-MM-DD' });
    else if (param === 'close' && FRACTION.test(raw) && Number(raw) > 0)
      link = { ...link, threshold: Number(raw) };
    else if (param === 'close')
      faults.push({ param, raw, message: 'must be a fraction above 0 and at most 1, such as 0.5' });
    else faults.push({ param, raw, message: 'is no parameter of this page' });
  }
  return { link, faults };
}

/** Parameters without the date, only what differs from the default. */
export function windowPairs({ threshold }: WindowLink): readonly (readonly [string, string])[] {
  return threshold === DEFAULT_THRESHOLD ? [] : [['close', String(threshold)]];
}

/** Query text with its question mark, `''` for all defaults of today. */
export function writeWindowLink(link: WindowLink): string {
  const pairs = [...windowPairs(link), ...(link.asOf === null ? [] : [['asOf', link.asOf] as const])];
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
}
