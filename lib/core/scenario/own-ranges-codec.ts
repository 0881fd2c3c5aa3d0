/** The reader's own ranges in an address: `id:low:high`, with `:reason` where one is given, several joined by `~`. */
import type { OwnRange } from '../exposure/own-ranges.ts';
import type { LinkFault } from '../link/link-fault.ts';

/** Parameter that holds them. */
export const RANGES = 'r';

/** Characters of a reason. */
export const REASON_MAX = 500;

const NUMBER = /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const ID = /^[a-z0-9_]+$/;
/** Characters that are not seen, or that turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Value of the parameter, before it is escaped for the address. */
export function encodeRanges(ranges: readonly OwnRange[]): string {
  return ranges
    .map(({ id, low, high, reason }) =>
      [id, String(low), String(high), ...(reason === undefined ? [] : [escapeReason(reason)])].join(':'),
    )
    .join('~');
}

/** Reads the parameter; of what cannot be read nothing is taken, and the fault says how it should look. */
export function decodeRanges(raw: string | undefined): {
  readonly ranges: readonly OwnRange[];
  readonly faults: readonly LinkFault[];
} {
  if (raw === undefined) return { ranges: [], faults: [] };
  const ranges = raw.split('~').map(decodeRange);
  const isRead = (range: OwnRange | null): range is OwnRange => range !== null;
  if (ranges.every(isRead)) return { ranges, faults: [] };
  const message =
    `must be id:low:high, several joined by ~, for example memory_saving:0.1:0.6; ` +
    `a reason of up to ${String(REASON_MAX)} characters may follow after another colon`;
  return { ranges: [], faults: [{ param: RANGES, raw, message }] };
}

function decodeRange(part: string): OwnRange | null {
  const [id = '', low = '', high = '', escaped, ...more] = part.split(':');
  if (!ID.test(id) || !NUMBER.test(low) || !NUMBER.test(high) || more.length > 0) return null;
  const range = { id, low: Number(low), high: Number(high) };
  if (escaped === undefined) return range;
  const reason = unescapeReason(escaped);

  return reason === null ? null : { ...range, reason };
}

/** On one line; the marks that part ranges must not stand in a reason as themselves. */
function escapeReason(reason: string): string {
  const line = reason.replaceAll(/\s+/gu, ' ');
  return line.replaceAll(/[%:~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function unescapeReason(escaped: string): string | null {
  const reason = escaped.replaceAll(/%(25|3A|7E)/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
  const isFit = reason.trim() !== '' && reason.length <= REASON_MAX && !UNSEEN.test(reason);

  return isFit ? reason : null;
}
