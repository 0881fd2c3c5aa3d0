/**
 * How much of the gap between two scenarios each differing input makes: Shapley shares over the inputs, the mean of an
 * input's effect over all orders in which one scenario can be turned into the other. They add up to the gap.
 */
import { evaluateExposure } from '../exposure/evaluate.ts';
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import { err, ok, type Result } from '../result.ts';
import { shapleyShares } from '../stats/shapley.ts';
import { listDifferences } from './differences.ts';
import type { ScenarioFieldName } from './fields.ts';

/** Above it 2^n evaluations take too long for a page. */
export const MOST_GAP_PARTS = 8;

export interface GapPart {
  /** Inputs that change together: one, or several that exclude each other. */
  readonly fields: readonly ScenarioFieldName[];
  /** USD bn. */
  readonly shareUsdBn: number;
}

/** Change of HBM revenue over the horizon in two scenarios, USD bn. */
export interface ScenarioGap {
  readonly firstUsdBn: number;
  readonly secondUsdBn: number;
  /** Second less first. */
  readonly gapUsdBn: number;
  /** Sum to the gap; largest first, by size. Empty when no input differs. */
  readonly parts: readonly GapPart[];
}

type Family = readonly ScenarioFieldName[];

/** The engine refuses some of these together, so they change as one where the first of them differs. */
const EXCLUSIVE: readonly Family[] = [
  ['usageMultiple', 'usageElasticity'],
  ['savingPath', 'memorySaving', 'costSaving', 'savingReachedBy', 'tierShiftShare'],
];

/** Families that a rule joins: merged only when a mixture breaks the rule. By the field that the refusal names. */
const JOINT: Readonly<Record<string, Family>> = {
  costSaving: ['passThrough', 'costSaving', 'memoryShareOfCost', 'memorySaving', 'savingPath'],
  supplyElasticity: ['supplyElasticity', 'demandElasticity'],
};

/**
 * Gap from `first` to `second` and what makes it. `Err` says in words why there is none: a scenario that the engine
 * refuses, or more than {@link MOST_GAP_PARTS} inputs that differ.
 */
export function attributeGap(
  world: ExposureWorld,
  first: ExposureScenario,
  second: ExposureScenario,
): Result<ScenarioGap, string> {
  const differing = listDifferences(world, [first, second]).map(({ field }) => field.field);
  let groups = groupExclusive(differing);
  for (;;) {
    if (groups.length > MOST_GAP_PARTS) {
      return err(
        `${String(groups.length)} inputs differ; a gap is attributed exactly for at most ${String(MOST_GAP_PARTS)}`,
      );
    }
    const found = attributeTo(world, first, second, groups);
    if ('refused' in found) {
      const joint = JOINT[found.refused] ?? [];
      const merged = mergeGroups(groups, joint);
      if (merged.length === groups.length) return err(found.message);
      groups = merged;
    } else return ok(found);
  }
}

function attributeTo(
  world: ExposureWorld,
  first: ExposureScenario,
  second: ExposureScenario,
  groups: readonly Family[],
): ScenarioGap | { readonly refused: string; readonly message: string } {
  const changes = new Map<number, number>();
  for (let set = 0; set < 2 ** groups.length; set += 1) {
    const taken = groups.filter((_, i) => (set & (1 << i)) !== 0).flat();
    const answer = evaluateExposure(world, takeFields(first, second, taken));
    if (!answer.ok) {
      const [fault] = answer.error;
      return { refused: fault?.pointer.slice(1) ?? '', message: fault?.message ?? 'refused' };
    }
    const { total } = answer.value;
    changes.set(set, total.hbmUsdBn - total.baselineHbmUsdBn);
  }
  const shares = shapleyShares(groups.length, (has) => {
    const set = groups.reduce((bits, _, i) => (has(i) ? bits | (1 << i) : bits), 0);
    return changes.get(set) ?? NaN;
  });
  const firstUsdBn = changes.get(0) ?? NaN;
  const secondUsdBn = changes.get(2 ** groups.length - 1) ?? NaN;
  return {
    firstUsdBn,
    secondUsdBn,
    gapUsdBn: secondUsdBn - firstUsdBn,
    parts: groups
      .map((fields, i) => ({ fields, shareUsdBn: shares[i] ?? NaN }))
      .toSorted((a, b) => Math.abs(b.shareUsdBn) - Math.abs(a.shareUsdBn)),
  };
}

/** `first` with the given fields as `second` has them, left out where it leaves them out. */
function takeFields(
  first: ExposureScenario,
  second: ExposureScenario,
  fields: readonly ScenarioFieldName[],
): ExposureScenario {
  const names = new Set<string>(fields.flatMap((field) => [field, ...exclusiveWith(fields, field)]));
  return Object.fromEntries([
    ...Object.entries(first).filter(([name]) => !names.has(name)),
    ...Object.entries(second).filter(([name]) => names.has(name)),
  ]);
}

/** The rest of a field's family where the family changes as one. */
function exclusiveWith(fields: readonly ScenarioFieldName[], field: ScenarioFieldName): Family {
  return EXCLUSIVE.find((family) => fields.includes(family[0] ?? field) && family.includes(field)) ?? [];
}

function groupExclusive(differing: readonly ScenarioFieldName[]): readonly Family[] {
  let groups: readonly Family[] = differing.map((field) => [field]);
  for (const family of EXCLUSIVE) {
    if (family[0] !== undefined && differing.includes(family[0])) groups = mergeGroups(groups, family);
  }
  return groups;
}

/** Groups that share a field with `family` become one, at the place of the first. */
function mergeGroups(groups: readonly Family[], family: Family): readonly Family[] {
  const isPart = (group: Family): boolean => group.some((field) => family.includes(field));
  const joined = groups.filter(isPart).flat();
  const at = groups.findIndex(isPart);
  return groups.flatMap((group, i) => (i === at ? [joined] : isPart(group) ? [] : [group]));
}
