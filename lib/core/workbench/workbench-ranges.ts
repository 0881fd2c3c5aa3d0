/**
 * Ranges of the Workbench's figures after the stack: every input that has a published or assumed range is moved to its
 * low and its high alone (registry rows that the reader did not set, the saving of each technique).
 */
import type { ServingDefaults } from '../efficiency/serving-defaults.ts';
import { evaluateServing, planServing, type ServingPlan, type ServingPoint } from '../efficiency/serving.ts';
import { combineRatios, combineSwings, type Level, type RangedValue } from '../efficiency/one-at-a-time.ts';
import { leversOfStack, type Technique } from '../efficiency/technique.ts';

/** Registry rows that a request takes when the reader sets none. */
export const RANGED_FIELDS = [
  'memoryUtilisation',
  'bandwidthUtilisation',
  'computeUtilisation',
  'usdPerAcceleratorHour',
] as const;
export type RangedField = (typeof RANGED_FIELDS)[number];

interface Outcome {
  readonly base: ServingPoint;
  readonly optimised: ServingPoint;
}

/** Rates and costs are products, whose swings combine as ratios; the saving is a difference. */
const METRICS = {
  decode: { combine: combineRatios, read: (at) => at.optimised.decodeTokensPerSecondPerAccelerator },
  prefill: { combine: combineRatios, read: (at) => at.optimised.prefillTokensPerSecondPerAccelerator },
  hbm: { combine: combineRatios, read: (at) => at.optimised.hbmGigabyteHoursPerMillionTokens },
  usd: { combine: combineRatios, read: (at) => at.optimised.usdPerMillionTokens },
  saving: { combine: combineSwings, read: savingOf },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly combine: typeof combineSwings;
      readonly read: (at: Outcome) => number | null;
    }
  >
>;

function savingOf({ base, optimised }: Outcome): number | null {
  const before = base.hbmGigabyteHoursPerMillionTokens;
  const after = optimised.hbmGigabyteHoursPerMillionTokens;
  return before === null || after === null ? null : 1 - after / before;
}

/** Null where some end of an input leaves nothing to serve: such a range would be open. */
export type WorkbenchRanges = Readonly<Record<keyof typeof METRICS, RangedValue | null>>;

const SAVING_AT = { low: 'savingLow', point: 'savingPoint', high: 'savingHigh' } as const;

function savingAt(technique: Technique, level: Level): number {
  return technique[SAVING_AT[level]] ?? technique.savingPoint ?? 0;
}

/** Level of an input by its name: a registry field or a technique's id. */
type Levels = Readonly<Record<string, Level>>;

/** Ranges of `plan` under `techniques`; `open` are the registry rows that the reader left at their point. */
export function rangeWorkbench(
  plan: ServingPlan,
  techniques: readonly Technique[],
  defaults: ServingDefaults,
  open: readonly RangedField[],
): WorkbenchRanges {
  const outcomeOf = (levels: Levels): Outcome => {
    const moved = open.filter((field) => levels[field] !== undefined);
    const values = Object.fromEntries(
      moved.map((field) => [field, defaults[field][levels[field] ?? 'point']]),
    );
    const at = moved.length === 0 ? plan : planWith(plan, values);
    const levers = leversOfStack(
      techniques.map((technique) => ({
        technique,
        saving: savingAt(technique, levels[technique.id] ?? 'point'),
      })),
    );
    return { base: evaluateServing(at), optimised: evaluateServing(at, levers) };
  };
  const inputs = [...open, ...techniques.map(({ id }) => id)];
  const atPoint = outcomeOf({});
  const atEnds = inputs.map((input) => ({
    low: outcomeOf({ [input]: 'low' }),
    high: outcomeOf({ [input]: 'high' }),
  }));
  const range = (metric: keyof typeof METRICS): RangedValue | null => {
    const { read, combine } = METRICS[metric];
    const point = read(atPoint);
    const swings = atEnds.map(({ low, high }) => ({ atLow: read(low), atHigh: read(high) }));
    const known = swings.filter(
      (swing): swing is { atLow: number; atHigh: number } => swing.atLow !== null && swing.atHigh !== null,
    );
    if (point === null || known.length < swings.length) return null;
    const combined = combine(point, known);
    // A limit that binds at one input's end cannot bind twice: no range reaches past the corner of all worst ends.
    const corner = (isWorse: (low: number, high: number) => boolean): number | null =>
      read(
        outcomeOf(
          Object.fromEntries(
            inputs.map((input, index) => {
              const { atLow = point, atHigh = point } = known[index] ?? {};
              return [input, isWorse(atLow, atHigh) ? 'low' : 'high'] as const;
            }),
          ),
        ),
      );
    return {
      point,
      low: Math.min(point, Math.max(combined.low, corner((low, high) => low < high) ?? combined.low)),
      high: Math.max(point, Math.min(combined.high, corner((low, high) => low > high) ?? combined.high)),
    };
  };
  return {
    decode: range('decode'),
    prefill: range('prefill'),
    hbm: range('hbm'),
    usd: range('usd'),
    saving: range('saving'),
  };
}

function planWith(plan: ServingPlan, values: Partial<Record<RangedField, number>>): ServingPlan {
  const request = { ...plan.request, ...values };
  const next = planServing(plan.model, plan.accelerator, request, plan.indexerHeads);
  // A registry row's ends lie within the bounds of a request, as its own checks hold.
  return next.ok ? next.value : plan;
}
