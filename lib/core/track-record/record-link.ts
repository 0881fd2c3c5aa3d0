/** The address of the track record: which calls it speaks of. */
import { withoutBlanks } from '../catalogue/text-param.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkPin } from '../link/pin.ts';
import { choiceParam, readLink, writeLink, type ReadParam } from '../link/read-link.ts';
import { CALL_SUBJECTS, type CallSubject } from './types.ts';

/** `asOf` null means today. */
export interface RecordLink {
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  /** Null = all. */
  readonly subject: CallSubject | null;
  /** Month of the freeze whose calls are listed; null = the newest. */
  readonly month: string | null;
}

export interface DecodedRecordLink {
  readonly link: RecordLink;
  readonly faults: readonly LinkFault[];
}

interface RecordParams {
  readonly pin: LinkPin;
  readonly subject: CallSubject;
  readonly month: string;
}

function readMonth(raw: string): ReadParam<string> {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(raw)
    ? { value: raw }
    : { message: 'must be a month such as 2026-11' };
}

/** Reads a query; what is unknown, repeated or unreadable becomes a fault and is left out. */
export function readRecordLink(query: Iterable<readonly [string, string]>): DecodedRecordLink {
  const { values, asOf, faults } = readLink<RecordParams>(withoutBlanks(query), {
    pin: readPin,
    subject: choiceParam(CALL_SUBJECTS),
    month: readMonth,
  });
  return {
    faults,
    link: { asOf, pin: values.pin ?? null, subject: values.subject ?? null, month: values.month ?? null },
  };
}

/** What an address says beside `asOf`. */
export function recordPairs({ pin, subject, month }: RecordLink): (readonly [string, string])[] {
  return [
    ...pinPairs(pin),
    ...(subject === null ? [] : [['subject', subject] as const]),
    ...(month === null ? [] : [['month', month] as const]),
  ];
}

/** Query of a link; `''` when it says nothing. */
export function writeRecordLink(link: RecordLink): string {
  return writeLink(recordPairs(link), link.asOf);
}
