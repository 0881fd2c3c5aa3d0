/**
 * The address of the page of labs: what a reader chose, only where it differs from the default. What cannot be read or
 * lies out of range is refused by name and never clamped.
 */
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { choiceParam, numberParam, readLink, writeLink, type ReadParam } from '../link/read-link.ts';
import { DEFAULT_LABS_CHOICE, findChoiceFaults, MAX_COST_SAVING, type LabsChoice } from './labs-choice.ts';
import { MIX_IDS, type MixId } from './request-mix.ts';

export const PRICE_PARTS = ['cached', 'input', 'output', 'blend'] as const;
/** Which list price the history draws; `blend` = the price of the mix, beside its cost. */
export type PricePart = (typeof PRICE_PARTS)[number];

export const LAB_SETS = ['main', 'us', 'cn', 'all'] as const;
/** Which labs the history draws. */
export type LabSet = (typeof LAB_SETS)[number];

/** What a link carries. `asOf` null means "today". */
export interface LabsLink extends LabsChoice {
  readonly asOf: IsoDate | null;
  readonly series: PricePart;
  readonly show: LabSet;
}

export const DEFAULT_LABS_LINK: LabsLink = {
  ...DEFAULT_LABS_CHOICE,
  asOf: null,
  series: 'cached',
  show: 'main',
};

/** Parameters of the address: `p` is the pass-through, `c` the cost saving, `q` the quarter. */
interface LabsParams {
  readonly mix: MixId;
  readonly p: number;
  readonly c: number;
  readonly q: string;
  readonly series: PricePart;
  readonly show: LabSet;
}

const QUARTER = /^\d{4}Q[1-4]$/;

function readQuarter(raw: string): ReadParam<string> {
  return QUARTER.test(raw) ? { value: raw } : { message: 'must be a quarter such as 2028Q4' };
}

export interface DecodedLabsLink {
  readonly link: LabsLink;
  readonly faults: readonly LinkFault[];
}

/** Fields of the form that may be left empty: a browser without script sends them so. */
const MAY_BE_BLANK = ['p', 'c', 'q'];

/** Reads a query; what is unknown, repeated, unreadable or out of range becomes a fault and is left out. */
export function readLabsLink(query: Iterable<readonly [string, string]>): DecodedLabsLink {
  const filled = [...query].filter(([name, raw]) => raw !== '' || !MAY_BE_BLANK.includes(name));
  const { values, asOf, faults } = readLink<LabsParams>(filled, {
    mix: choiceParam(MIX_IDS),
    p: numberParam(0, 1),
    c: numberParam(0, MAX_COST_SAVING),
    q: readQuarter,
    series: choiceParam(PRICE_PARTS),
    show: choiceParam(LAB_SETS),
  });
  const link: LabsLink = {
    mix: values.mix ?? DEFAULT_LABS_LINK.mix,
    passThrough: values.p ?? null,
    costSaving: values.c ?? null,
    quarter: values.q ?? null,
    series: values.series ?? DEFAULT_LABS_LINK.series,
    show: values.show ?? DEFAULT_LABS_LINK.show,
    asOf,
  };
  return { link, faults };
}

/** A link without the quarter that its date refuses: which quarters there are depends on the date. */
export function refuseQuarter({ link, faults }: DecodedLabsLink, asOf: IsoDate): DecodedLabsLink {
  const [fault] = findChoiceFaults({ ...DEFAULT_LABS_CHOICE, quarter: link.quarter }, asOf);
  if (fault === undefined) return { link, faults };
  const message = fault.message.replace(/^quarter /, '');
  return {
    link: { ...link, quarter: null },
    faults: [...faults, { param: 'q', raw: link.quarter ?? '', message }],
  };
}

/** What an address must say beside date and version, in order: only what differs from the default. */
export function labsPairs(link: LabsLink): (readonly [string, string])[] {
  const values = [
    ['mix', link.mix, DEFAULT_LABS_LINK.mix],
    ['p', link.passThrough, null],
    ['c', link.costSaving, null],
    ['q', link.quarter, null],
    ['series', link.series, DEFAULT_LABS_LINK.series],
    ['show', link.show, DEFAULT_LABS_LINK.show],
  ] as const;
  return values.flatMap(([name, value, usual]) =>
    value === null || value === usual ? [] : [[name, String(value)] as const],
  );
}

/** Query text with its question mark, version last; `''` when nothing differs from the default. */
export function writeLabsLink(link: LabsLink): string {
  return writeLink(labsPairs(link), link.asOf);
}
