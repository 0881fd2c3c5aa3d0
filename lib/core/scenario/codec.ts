/**
 * Scenario <-> URL query. Only what differs from the default is written, the version comes last.
 * What cannot be read is refused by name and never clamped; ranges are checked by the engine, not here.
 */
import type { ExposureScenario } from '../exposure/types.ts';
import type { InputFault } from '../input-fault.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { dayOfLink, PIN_PARAM, pinPairs, readPin, type LinkMoment, type LinkPin } from '../link/pin.ts';
import { isKnownLinkVersion, linkVersionOf, UNKNOWN_LINK_VERSION } from '../link/read-link.ts';
import { findFieldByPointer, SCENARIO_FIELDS, type ScenarioField } from './fields.ts';

/** What a link carries. `asOf` null means "today", or the day of the pin where there is one. */
export interface ScenarioLink extends LinkMoment {
  readonly scenario: ExposureScenario;
}

export interface DecodedLink extends ScenarioLink {
  readonly faults: readonly LinkFault[];
}

const NUMBER = /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const QUARTER = /^(\d{4})Q([1-4])$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Query text of a link without the question mark, `''` for the default scenario of today.
 * `today` gives the calendar quarter that a horizon counts from when the link has no `asOf`.
 */
export function encodeScenario(link: ScenarioLink, today: IsoDate): string {
  const pairs = [
    ...writeFields(link.scenario, dayOfLink(link, today)),
    ...(link.asOf === null ? [] : [['asOf', link.asOf] as const]),
    ...pinPairs(link.pin),
  ];
  if (pairs.length === 0) return '';
  const version = linkVersionOf(pairs.map(([param]) => param));
  return [...pairs, ['v', String(version)] as const].map(([param, text]) => `${param}=${text}`).join('&');
}

/** Reads a query; every parameter that is unknown, repeated or unreadable becomes a fault and is left out. */
export function decodeScenario(query: Iterable<readonly [string, string]>, today: IsoDate): DecodedLink {
  const faults: LinkFault[] = [];
  const values = new Map<string, string>();
  for (const [param, raw] of query) {
    if (values.has(param)) faults.push({ param, raw, message: 'is given twice; keep one' });
    else values.set(param, raw);
  }

  const version = values.get('v');
  if (version !== undefined && !isKnownLinkVersion(version)) {
    const fault = { param: 'v', raw: version, message: UNKNOWN_LINK_VERSION };
    return { asOf: null, pin: null, scenario: {}, faults: [...faults, fault] };
  }

  const asOf = decodeAsOf(values.get('asOf'), faults);
  const pin = decodePin(values.get(PIN_PARAM), faults);
  for (const param of ['v', 'asOf', PIN_PARAM]) values.delete(param);
  const read = readFields(values, dayOfLink({ asOf, pin }, today));
  return { asOf, pin, scenario: read.scenario, faults: [...faults, ...read.faults] };
}

/** What a scenario sets as parameters and texts, in the order of the fields; `date` is the day a horizon counts from. */
export function writeFields(
  scenario: ExposureScenario,
  date: IsoDate,
): readonly (readonly [param: string, text: string])[] {
  return SCENARIO_FIELDS.flatMap((field) => {
    const value = scenario[field.field];
    return value === undefined ? [] : [[field.param, encodeValue(field, value, date)] as const];
  });
}

/** Scenario of parameters and texts, each named once; what cannot be read becomes a fault and is left out. */
export function readFields(
  texts: Iterable<readonly [param: string, text: string]>,
  date: IsoDate,
): { readonly scenario: ExposureScenario; readonly faults: readonly LinkFault[] } {
  const faults: LinkFault[] = [];
  const scenario: Record<string, number | string> = {};
  for (const [param, raw] of texts) {
    const field = SCENARIO_FIELDS.find((candidate) => candidate.param === param);
    const read = field === undefined ? UNKNOWN : decodeValue(field, raw, date);
    if (typeof read === 'object') faults.push({ param, raw, message: read.message });
    else if (field !== undefined) scenario[field.field] = read;
  }
  return { scenario, faults };
}

/** Refusals of the engine in the words of the link: parameter and value as given, the engine's reason. */
export function describeRefusals(
  scenario: ExposureScenario,
  refused: readonly InputFault[],
): readonly LinkFault[] {
  return refused.map(({ pointer, message }) => {
    const field = findFieldByPointer(pointer);
    if (field === null) return { param: pointer.slice(1), raw: '', message };
    const words = message.startsWith(`${field.field} `) ? message.replace(field.field, field.label) : message;
    return { param: field.param, raw: String(scenario[field.field] ?? ''), message: words };
  });
}

const UNKNOWN = { message: 'is not a parameter of this page; remove it' };

function decodeAsOf(raw: string | undefined, faults: LinkFault[]): IsoDate | null {
  if (raw === undefined) return null;
  if (isRealDate(raw)) return raw;
  faults.push({ param: 'asOf', raw, message: 'must be a calendar date such as 2026-11-23' });
  return null;
}

function decodePin(raw: string | undefined, faults: LinkFault[]): LinkPin | null {
  if (raw === undefined) return null;
  const read = readPin(raw);
  if ('value' in read) return read.value;
  faults.push({ param: PIN_PARAM, raw, message: read.message });
  return null;
}

function encodeValue(field: ScenarioField, value: number | string, asOf: IsoDate): string {
  if (field.kind === 'horizon') return quarterLabel(quarterIndexOfDate(asOf) + Number(value) - 1);
  return String(value);
}

function decodeValue(
  field: ScenarioField,
  raw: string,
  asOf: IsoDate,
): number | string | { readonly message: string } {
  if (field.kind === 'date') {
    return isRealDate(raw) ? raw : { message: 'must be a calendar date such as 2028-12-31' };
  }
  if (field.kind === 'horizon') {
    const match = QUARTER.exec(raw);
    if (match === null) return { message: 'must be a quarter such as 2029Q4' };
    const quarters = Number(match[1]) * 4 + Number(match[2]) - 1 - quarterIndexOfDate(asOf) + 1;
    return quarters >= 1
      ? quarters
      : { message: `must not lie before ${quarterLabel(quarterIndexOfDate(asOf))}` };
  }
  if (field.kind === 'path') {
    return raw === 'fleet' ? raw : { message: 'must be fleet, or left out for one long-run saving' };
  }
  const value = Number(raw);
  if (!NUMBER.test(raw) || !Number.isFinite(value)) return { message: 'must be a plain number such as 0.3' };
  return value;
}

/** Quarters since year 0: 2026Q4 is 2026 * 4 + 3. */
function quarterIndexOfDate(date: IsoDate): number {
  return Number(date.slice(0, 4)) * 4 + Math.ceil(Number(date.slice(5, 7)) / 3) - 1;
}

function quarterLabel(index: number): string {
  return `${String(Math.floor(index / 4))}Q${String((index % 4) + 1)}`;
}

function isRealDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === text;
}
