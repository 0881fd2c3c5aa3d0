/**
 * By how much a new capex guide moved what the model says: the world of the day before, evaluated without and with that
 * one guide. Nothing else differs, so the change is the guide's own.
 */
import type { CapexAnnouncement, IsoDate } from '../facts/types.ts';
import type { InputFault } from '../input-fault.ts';
import { ok, type Result } from '../result.ts';
import { evaluateExposure } from './evaluate.ts';
import type { ExposureAnswer, ExposureFacts } from './types.ts';
import { buildWorld } from './world.ts';

/** A sum over the horizon, USD bn; `change` is `after` less `before`. */
export interface Moved {
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

/** What a guide moved in the base scenario, summed over its horizon. */
export interface GuideEffect {
  /** The day whose knowledge both worlds share. */
  readonly asOf: IsoDate;
  /** First and last quarter of the horizon, such as `2026Q3`. */
  readonly firstQuarter: string;
  readonly lastQuarter: string;
  readonly quarterCount: number;
  /** HBM revenue that capex leads to, without a memory saving. */
  readonly baselineHbmUsdBn: Moved;
  /** HBM revenue with the saving of the base scenario. */
  readonly hbmUsdBn: Moved;
  /** What the saving moves: HBM revenue with it less without; below zero is revenue at risk. */
  readonly exposureUsdBn: Moved;
  /**
   * Scale of the chain, ratio. It moves with a guide of the year whose published market the chain is scaled to: more
   * capex then explains the same market, which lowers all later years.
   */
  readonly calibration: Moved;
}

/** Effect of `guide` on what `facts` (of a day before it became known) lead to. Faults as of {@link buildWorld}. */
export function measureGuideEffect(
  facts: ExposureFacts,
  guide: CapexAnnouncement,
): Result<GuideEffect, InputFault[]> {
  const others = facts.capexAnnouncements.filter(({ id }) => id !== guide.id);
  const before = evaluateBase({ ...facts, capexAnnouncements: others });
  if (!before.ok) return before;
  // Known a day early, and only that: a world ignores what became visible later.
  const early = { ...guide, visibleFrom: facts.asOf };
  const after = evaluateBase({ ...facts, capexAnnouncements: [...others, early] });
  if (!after.ok) return after;
  const { quarters } = before.value;
  const move = (read: (evaluated: Evaluated) => number): Moved => {
    const ends = { before: read(before.value), after: read(after.value) };
    return { ...ends, change: ends.after - ends.before };
  };

  return ok({
    asOf: facts.asOf,
    firstQuarter: quarters[0]?.quarter ?? '',
    lastQuarter: quarters.at(-1)?.quarter ?? '',
    quarterCount: quarters.length,
    baselineHbmUsdBn: move(({ total }) => total.baselineHbmUsdBn),
    hbmUsdBn: move(({ total }) => total.hbmUsdBn),
    exposureUsdBn: move(({ total }) => total.hbmUsdBn - total.baselineHbmUsdBn),
    calibration: move(({ calibration }) => calibration),
  });
}

interface Evaluated extends Pick<ExposureAnswer, 'total' | 'quarters'> {
  readonly calibration: number;
}

function evaluateBase(facts: ExposureFacts): Result<Evaluated, InputFault[]> {
  const world = buildWorld(facts);
  if (!world.ok) return world;
  const answer = evaluateExposure(world.value, {});

  return answer.ok ? ok({ ...answer.value, calibration: world.value.calibration }) : answer;
}
