/**
 * Address of the page that compares scenarios: up to four, each as `x:0.5,e:0`, an empty one for the base; only what
 * differs from the default is written. What cannot be read is refused by name and never clamped.
 */
import type { ExposureScenario } from '../exposure/types.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { dayOfLink, pinPairs, readPin, type LinkMoment, type LinkPin } from '../link/pin.ts';
import { choiceParam, readLink, writeLink, type ReadParam } from '../link/read-link.ts';
import { readFields, writeFields } from './codec.ts';
import { SCENARIO_PRESETS } from './defaults.ts';

/** Parameters of the scenarios, in the order of the columns; `na` .. `nd` are their names. */
export const SLOTS = ['a', 'b', 'c', 'd'] as const;
export type Slot = (typeof SLOTS)[number];
export const MOST_COMPARED = SLOTS.length;
export const LONGEST_NAME = 32;

/** Outputs that the dots can show, by the engine's ids. */
export const COMPARED_OUTPUTS = [
  'total.changeUsdBn',
  'total.changePct',
  'lastQuarter.revenueRatio',
  'steadyState.demandIndex',
  'offset.revenueLostUsdBn',
  'breakEvenElasticity',
  'vendors.000660.KS.valueChangePct',
  'vendors.005930.KS.valueChangePct',
  'vendors.MU.valueChangePct',
] as const;
export type ComparedOutput = (typeof COMPARED_OUTPUTS)[number];

export interface ComparedScenario {
  /** Null = named after the preset that it is, or by its letter. */
  readonly name: string | null;
  readonly scenario: ExposureScenario;
}

/** What a link carries. `asOf` null means "today". */
export interface CompareLink extends LinkMoment {
  /** One to four. */
  readonly scenarios: readonly ComparedScenario[];
  /** Position of the scenario that the first is set against; 1 or more. */
  readonly against: number;
  readonly output: ComparedOutput;
}

/** One change that a form asks for: input and its new text, an empty one for the default; `name` renames. */
export interface CompareEdit {
  readonly column: number;
  readonly field: string;
  readonly text: string;
}

export interface DecodedCompareLink {
  readonly link: CompareLink;
  readonly edit: CompareEdit | null;
  readonly faults: readonly LinkFault[];
}

export const DEFAULT_COMPARE_LINK: CompareLink = {
  asOf: null,
  pin: null,
  scenarios: SCENARIO_PRESETS.map(({ scenario }) => ({ name: null, scenario })),
  against: 1,
  output: 'total.changeUsdBn',
};

type NameParam = `n${Slot}`;
type CompareParams = Record<Slot | NameParam, string> & {
  readonly pin: LinkPin;
  readonly with: Slot;
  readonly out: ComparedOutput;
  readonly col: Slot;
  readonly f: string;
  readonly to: string;
};

const anyText = (raw: string): ReadParam<string> => ({ value: raw });

function nameParam(raw: string): ReadParam<string> {
  const name = raw.trim();
  if (name !== '' && name.length <= LONGEST_NAME && !/\p{C}/u.test(name)) return { value: name };
  return { message: `must be a name of 1 to ${String(LONGEST_NAME)} characters` };
}

/** Reads a query. `today` gives the quarter that a horizon counts from when the link has no `asOf`. */
export function readCompareLink(
  query: Iterable<readonly [string, string]>,
  today: IsoDate,
): DecodedCompareLink {
  const { values, asOf, faults } = readLink<CompareParams>(query, {
    pin: readPin,
    a: anyText,
    b: anyText,
    c: anyText,
    d: anyText,
    na: nameParam,
    nb: nameParam,
    nc: nameParam,
    nd: nameParam,
    with: choiceParam(SLOTS),
    out: choiceParam(COMPARED_OUTPUTS),
    col: choiceParam(SLOTS),
    f: anyText,
    to: anyText,
  });
  const pin = values.pin ?? null;
  const date = dayOfLink({ asOf, pin }, today);
  const given = SLOTS.filter((slot) => values[slot] !== undefined);
  const read = given.map((slot) => readScenario(slot, values[slot] ?? '', date));
  const usual = DEFAULT_COMPARE_LINK;
  const slots = given.length === 0 ? SLOTS.slice(0, usual.scenarios.length) : given;
  const scenarios = slots.map((slot, i) => ({
    name: values[`n${slot}`] ?? null,
    scenario: read[i]?.scenario ?? (given.length === 0 ? (usual.scenarios[i]?.scenario ?? {}) : {}),
  }));
  const against = values.with === undefined ? 1 : slots.indexOf(values.with);
  const hasPair = against >= 1;
  const nameless = SLOTS.filter((slot) => values[`n${slot}`] !== undefined && !slots.includes(slot));
  return {
    link: { asOf, pin, scenarios, against: hasPair ? against : 1, output: values.out ?? usual.output },
    edit: readEdit(values, slots),
    faults: [
      ...faults,
      ...read.flatMap((one) => one.faults),
      ...nameless.map((slot) => ({
        param: `n${slot}`,
        raw: values[`n${slot}`] ?? '',
        message: `names a scenario that the link does not have; give ${slot} too`,
      })),
      ...(hasPair
        ? []
        : [
            {
              param: 'with',
              raw: values.with ?? '',
              message: 'must be a scenario of the link other than the first',
            },
          ]),
    ],
  };
}

function readEdit(values: Partial<CompareParams>, slots: readonly Slot[]): CompareEdit | null {
  const { col, f, to } = values;
  if (col === undefined || f === undefined || f === '' || to === undefined) return null;
  const column = slots.indexOf(col);
  return column < 0 ? null : { column, field: f, text: to.trim() };
}

/** One scenario of `x:0.5,e:0`; its faults name slot and input. */
function readScenario(
  slot: Slot,
  raw: string,
  date: IsoDate,
): { readonly scenario: ExposureScenario; readonly faults: readonly LinkFault[] } {
  const faults: LinkFault[] = [];
  const texts = new Map<string, string>();
  for (const part of raw === '' ? [] : raw.split(',')) {
    const [param = '', text, ...more] = part.split(':');
    if (text === undefined || more.length > 0) {
      faults.push({
        param: slot,
        raw: part,
        message: 'must be inputs as name:value, joined by commas, for example x:0.5,e:0',
      });
    } else if (texts.has(param)) {
      faults.push({ param: `${slot}, ${param}`, raw: text, message: 'is given twice; keep one' });
    } else texts.set(param, text);
  }
  const read = readFields(texts, date);
  return { scenario: read.scenario, faults: [...faults, ...read.faults.map((one) => inSlot(slot, one))] };
}

/** A fault of one scenario's input, named so that a reader finds it in the address. */
export function inSlot(slot: Slot, fault: LinkFault): LinkFault {
  return { ...fault, param: `${slot}, ${fault.param}` };
}

/** What an address says, in order: only what differs from the default. */
export function comparePairs(link: CompareLink, today: IsoDate): readonly (readonly [string, string])[] {
  const usual = DEFAULT_COMPARE_LINK;
  const date = dayOfLink(link, today);
  const texts = link.scenarios.map(({ scenario }) => writeScenario(scenario, date));
  const usualTexts = usual.scenarios.map(({ scenario }) => writeScenario(scenario, date));
  const areUsual = texts.length === usualTexts.length && texts.every((text, i) => text === usualTexts[i]);
  const against = SLOTS[link.against];
  return [
    ...pinPairs(link.pin),
    ...link.scenarios.flatMap(({ name }, i): (readonly [string, string])[] => {
      const slot = SLOTS[i];
      if (slot === undefined) return [];
      return [
        ...(areUsual ? [] : [[slot, texts[i] ?? ''] as const]),
        ...(name === null ? [] : [[`n${slot}`, name] as const]),
      ];
    }),
    ...(link.against === usual.against || against === undefined ? [] : [['with', against] as const]),
    ...(link.output === usual.output ? [] : [['out', link.output] as const]),
  ];
}

/** Query text with its question mark, version last; `''` when nothing differs from the default. */
export function writeCompareLink(link: CompareLink, today: IsoDate): string {
  return writeLink(comparePairs(link, today), link.asOf);
}

function writeScenario(scenario: ExposureScenario, date: IsoDate): string {
  return writeFields(scenario, date)
    .map(([param, text]) => `${param}:${text}`)
    .join(',');
}

/** Names of the columns, no two alike: as given, else of the preset that a scenario is, else its letter. */
export function nameScenarios(scenarios: readonly ComparedScenario[]): readonly string[] {
  const plain = scenarios.map(
    ({ name, scenario }, i) => name ?? presetName(scenario) ?? `Scenario ${letterOf(i)}`,
  );
  return plain.map((name, i) =>
    plain.some((other, j) => other === name && j !== i) ? `${name} (${letterOf(i)})` : name,
  );
}

function letterOf(position: number): string {
  return (SLOTS[position] ?? '').toUpperCase();
}

function presetName(scenario: ExposureScenario): string | null {
  return SCENARIO_PRESETS.find((preset) => isSame(preset.scenario, scenario))?.name ?? null;
}

function isSame(one: ExposureScenario, other: ExposureScenario): boolean {
  const [entries, others] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))];
  return entries.length === others.size && entries.every(([name, value]) => others.get(name) === value);
}
