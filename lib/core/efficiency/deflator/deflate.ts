/**
 * From a headline to what the fleet saves: "6x smaller" times what was measured, times the share of the footprint it acts
 * on, times where it applies, times adoption by a date, times conversion, times the inference share of HBM (model.md 2).
 */
import type { IsoDate } from '../../facts/types.ts';
import { adoptionAt } from '../fleet/adoption-curve.ts';
import { decimalYear, fleetAdoption } from '../fleet/fleet-saving.ts';
import { fillFleet, type FleetChoice } from '../fleet/fleet.ts';
import { combineRatios, rangeOneAtATime, type Level, type RangedValue } from '../one-at-a-time.ts';
import { areInConflict } from '../technique.ts';
import type {
  DeflatedTechnique,
  DeflationInputs,
  DeflationRowName,
  EfficiencyEvent,
} from './deflation-inputs.ts';
import { EVENT_CLAIMS, FLEET_ALIASES } from './event-claims.ts';
import { actedPart, type ActedPart } from './acted-part.ts';

export type DeflationStepId =
  'claim' | 'measured' | 'footprint' | 'applicability' | 'adoption' | 'conversion' | 'inference';

/** One factor on the way down, with its own range, and the product up to it. */
export interface DeflationStep extends RangedValue {
  readonly id: DeflationStepId;
  /** Product of the points of this and all earlier factors. */
  readonly left: number;
  readonly note: string;
  /** Registry ids that set the factor; empty for what a source prints. */
  readonly assumptionIds: readonly string[];
}

export interface Deflation {
  readonly event: EfficiencyEvent;
  readonly technique: string;
  readonly techniqueName: string;
  readonly part: ActedPart;
  /** False where the event printed no number and the technique's published point stands in. */
  readonly hasClaim: boolean;
  readonly claimWords: string;
  readonly by: IsoDate;
  readonly steps: readonly DeflationStep[];
  /** Share of all HBM that the fleet needs less by the date than without the technique. */
  readonly effective: RangedValue;
  /** Techniques that the event names and this does not add, with the reason. */
  readonly notAdded: readonly { readonly technique: string; readonly reason: string }[];
}

/** Why an event cannot be deflated; a named absence. */
export interface NoDeflation {
  readonly event: EfficiencyEvent;
  readonly reason: string;
}

type InputName = DeflationRowName | 'saving' | 'ceilings' | 'midpoints' | 'durations' | 'rivals';
type LevelOf = (input: InputName) => Level;

interface Case {
  readonly inputs: DeflationInputs;
  readonly technique: DeflatedTechnique;
  readonly part: ActedPart;
  readonly claim: number;
  readonly year: number;
}

const MATURITY_ROW: Readonly<Record<DeflatedTechnique['maturity'], DeflationRowName>> = {
  production: 'ceilingProduction',
  'open-weights': 'ceilingOpenWeights',
  paper: 'ceilingPaper',
};

const at = (inputs: DeflationInputs, name: DeflationRowName, levelOf: LevelOf): number =>
  inputs.rows[name][levelOf(name)];

function measuredRatio({ technique, claim }: Case, levelOf: LevelOf): number {
  const { savingLow, savingPoint, savingHigh } = technique;
  const saving = { low: savingLow, point: savingPoint, high: savingHigh }[levelOf('saving')];
  return (saving ?? savingPoint ?? 0) / claim;
}

function footprintShare({ inputs, part }: Case, levelOf: LevelOf): number {
  const kv = at(inputs, 'kvShare', levelOf);
  const realised = at(inputs, 'timeRealisation', levelOf);
  const prefill = at(inputs, 'prefillShareOfTime', levelOf);
  switch (part) {
    case 'kv':
      return kv;
    case 'weights':
      return (1 - kv) * at(inputs, 'weightShare', levelOf);
    case 'prefill time':
      return prefill * realised;
    case 'decode time':
      return (1 - prefill) * realised;
    case 'cache reads':
      // A step reads all resident bytes once, so the cache's part of the reads is its part of the footprint.
      return (1 - prefill) * realised * kv;
  }
}

/** The fleet with ceilings, midpoints and durations at the wanted level; rivals' ceilings apart. */
function fleetChoice(levelOf: LevelOf, ceilings: 'ceilings' | 'rivals'): FleetChoice {
  return {
    saving: (rows) => rows.fact.savingPoint,
    assumption: (row) => {
      if (row.id.startsWith('adoption_ceiling__')) return row[levelOf(ceilings)];
      if (row.id.startsWith('adoption_midpoint__')) return row[levelOf('midpoints')];
      if (row.id.startsWith('adoption_duration__')) return row[levelOf('durations')];
      return row.point;
    },
  };
}

function fleetIdOf({ inputs, technique }: Case): string | null {
  const wanted = FLEET_ALIASES[technique.id] ?? technique.id;
  return inputs.fleet.techniques.some(({ fact }) => fact.id === wanted) ? wanted : null;
}

/** Share of the fleet that no excluding technique holds; 1 where the fleet itself partitions them. */
function applicability(of: Case, levelOf: LevelOf): number {
  if (fleetIdOf(of) !== null) return 1;
  const adoption = fleetAdoption(fillFleet(of.inputs.fleet, fleetChoice(levelOf, 'rivals')), of.year);
  let taken = 0;
  for (const [id, share] of adoption) {
    const rival = of.inputs.techniques.get(id);
    if (rival !== undefined && areInConflict(of.technique, rival)) taken += share;
  }
  return Math.max(0, 1 - taken);
}

/** Adoption by the date: the fleet's where it has the technique, else by maturity and age. */
function adoption(of: Case, levelOf: LevelOf): number {
  const id = fleetIdOf(of);
  if (id !== null) {
    const fleet = fillFleet(of.inputs.fleet, fleetChoice(levelOf, 'ceilings'));
    return fleetAdoption(fleet, of.year).get(id) ?? 0;
  }
  const published = of.technique.firstPublishedOn;
  if (published === null) return 0;
  return adoptionAt(
    {
      kind: 'logistic',
      ceiling: at(of.inputs, MATURITY_ROW[of.technique.maturity], levelOf),
      midpointYear: decimalYear(published) + at(of.inputs, 'lagYears', levelOf),
      durationYears: at(of.inputs, 'durationYears', levelOf),
    },
    of.year,
  );
}

function isOfBytes({ part }: Case): boolean {
  return part === 'kv' || part === 'weights';
}

interface StepRule {
  readonly id: Exclude<DeflationStepId, 'claim'>;
  readonly inputs: (of: Case) => readonly InputName[];
  readonly value: (of: Case, levelOf: LevelOf) => number;
  readonly note: (of: Case) => string;
}

const STEPS: readonly StepRule[] = [
  {
    id: 'measured',
    inputs: () => ['saving'],
    value: measuredRatio,
    note: ({ technique }) => `as measured against ${technique.baseline}`,
  },
  {
    id: 'footprint',
    inputs: ({ part }) => FOOTPRINT_INPUTS[part],
    value: footprintShare,
    note: ({ part }) => FOOTPRINT_WORDS[part],
  },
  {
    id: 'applicability',
    inputs: (of) => (fleetIdOf(of) === null ? ['rivals'] : []),
    value: applicability,
    note: (of) =>
      fleetIdOf(of) === null
        ? 'share of the fleet not already on a technique that excludes it'
        : 'the fleet shares itself out between excluding techniques under adoption',
  },
  {
    id: 'adoption',
    inputs: (of) =>
      fleetIdOf(of) === null
        ? [MATURITY_ROW[of.technique.maturity], 'lagYears', 'durationYears']
        : ['ceilings', 'midpoints', 'durations'],
    value: adoption,
    note: (of) => adoptionWords(of),
  },
  {
    id: 'conversion',
    inputs: (of) => (isOfBytes(of) ? ['byteConversion'] : []),
    value: (of, levelOf) => (isOfBytes(of) ? at(of.inputs, 'byteConversion', levelOf) : 1),
    note: (of) =>
      isOfBytes(of)
        ? 'part of a byte saving that becomes fewer HBM GB-hours'
        : 'time saved is accelerators saved; what load takes back is in the share of time',
  },
  {
    id: 'inference',
    inputs: () => ['trainingShare'],
    value: ({ inputs }, levelOf) => 1 - at(inputs, 'trainingShare', levelOf),
    note: () => 'share of HBM that serves instead of trains',
  },
];

const FOOTPRINT_INPUTS: Readonly<Record<ActedPart, readonly InputName[]>> = {
  kv: ['kvShare'],
  weights: ['kvShare', 'weightShare'],
  'prefill time': ['prefillShareOfTime', 'timeRealisation'],
  'decode time': ['prefillShareOfTime', 'timeRealisation'],
  'cache reads': ['prefillShareOfTime', 'timeRealisation', 'kvShare'],
};

const FOOTPRINT_WORDS: Readonly<Record<ActedPart, string>> = {
  kv: 'KV cache share of HBM in inference',
  weights: 'weight share of HBM in inference',
  'prefill time': 'prefill share of accelerator time, as far as savings are realised under load',
  'decode time': 'decode share of accelerator time, as far as savings are realised under load',
  'cache reads': 'share of accelerator time that decode spends reading the cache',
};

function adoptionWords(of: Case): string {
  const id = fleetIdOf(of);
  if (id === null) {
    return of.technique.firstPublishedOn === null
      ? 'no first publication is on file, so no spread can be dated'
      : `by maturity (${of.technique.maturity}) and age since ${of.technique.firstPublishedOn}: assumption`;
  }
  const own = id === of.technique.id ? '' : `; counted in the fleet as ${id}`;
  return `adoption rows of the fleet, weighted by segment: assumption${own}`;
}

function idsOf(of: Case, names: readonly InputName[]): string[] {
  return names.flatMap((name) => {
    if (name in of.inputs.rows) return [of.inputs.rows[name as DeflationRowName].id];
    const id = fleetIdOf(of);
    const rows = of.inputs.fleet.techniques.find(({ fact }) => fact.id === id);
    if (rows === undefined) return [];
    if (name === 'ceilings') return Object.values(rows.ceiling).map((row) => row.id);
    if (name === 'midpoints') return Object.values(rows.midpointYear).map((row) => row.id);
    return name === 'durations' ? [rows.durationYears.id] : [];
  });
}

function stepsOf(of: Case, claimWords: string): DeflationStep[] {
  const claim: DeflationStep = {
    id: 'claim',
    low: of.claim,
    point: of.claim,
    high: of.claim,
    left: of.claim,
    note: claimWords,
    assumptionIds: [],
  };
  return STEPS.reduce<DeflationStep[]>(
    (steps, rule) => {
      const names = rule.inputs(of);
      const { point, swings } = rangeOneAtATime(names, (levelOf) => rule.value(of, levelOf));
      const { low, high } = combineRatios(point, swings);
      const left = (steps.at(-1)?.left ?? 1) * point;
      return [
        ...steps,
        { id: rule.id, low, point, high, left, note: rule.note(of), assumptionIds: idsOf(of, names) },
      ];
    },
    [claim],
  );
}

/** Range of the whole product: an input that enters two factors moves both at once. */
function effectiveRange(of: Case): RangedValue {
  const names = [...new Set(STEPS.flatMap((rule) => rule.inputs(of)))];
  const { point, swings } = rangeOneAtATime(names, (levelOf) =>
    STEPS.reduce((product, rule) => product * rule.value(of, levelOf), of.claim),
  );
  return { point, ...combineRatios(point, swings) };
}

function chooseTechnique(inputs: DeflationInputs, event: EfficiencyEvent): DeflatedTechnique | null {
  const claimed = EVENT_CLAIMS[event.id]?.technique;
  const candidates = claimed === undefined ? event.techniques : [claimed, ...event.techniques];
  for (const id of candidates) {
    const technique = inputs.techniques.get(id);
    if (technique === undefined || actedPart(technique) === null) continue;
    if ((technique.savingPoint ?? 0) > 0) return technique;
  }
  return null;
}

function listNotAdded(
  inputs: DeflationInputs,
  event: EfficiencyEvent,
  chosen: DeflatedTechnique,
): Deflation['notAdded'] {
  return event.techniques
    .filter((id) => id !== chosen.id)
    .map((id) => ({ technique: id, reason: reasonNotAdded(inputs.techniques.get(id)) }));
}

function reasonNotAdded(technique: DeflatedTechnique | undefined): string {
  if (technique === undefined) return 'not in the catalogue at this date';
  if (technique.savingPoint === null) return 'nobody published a fraction';
  if (technique.savingPoint < 0) return 'it costs instead of saving';
  if (actedPart(technique) === null) return 'it saves computing or memory outside HBM, not HBM';
  return 'deflated on its own: savings of one event do not add';
}

/** Deflation of one event by a date, or why there is none. */
export function deflateEvent(
  inputs: DeflationInputs,
  event: EfficiencyEvent,
  by: IsoDate,
): Deflation | NoDeflation {
  const technique = chooseTechnique(inputs, event);
  const part = technique === null ? null : actedPart(technique);
  if (technique === null || part === null) {
    const reasons = event.techniques.map((id) => `${id}: ${reasonNotAdded(inputs.techniques.get(id))}`);
    return { event, reason: reasons.join('; ') };
  }
  const printed = EVENT_CLAIMS[event.id];
  const claim = printed?.saving ?? technique.savingPoint ?? 0;
  const claimWords =
    printed?.words ?? `no number in the headline; the published fraction of ${technique.name} stands in`;
  const of: Case = { inputs, technique, part, claim, year: decimalYear(by) };
  return {
    event,
    technique: technique.id,
    techniqueName: technique.name,
    part,
    hasClaim: printed !== undefined,
    claimWords,
    by,
    steps: stepsOf(of, claimWords),
    effective: effectiveRange(of),
    notAdded: listNotAdded(inputs, event, technique),
  };
}
