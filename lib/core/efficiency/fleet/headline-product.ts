/** What the headlines of a fleet's techniques say when they are multiplied as if nothing overlapped. */
import type { FleetRows } from './fleet-rows.ts';

/** Share left of the whole, 0..1: the reading that the fleet's own arithmetic replaces. */
export interface HeadlineProduct {
  /** Every technique, though those of one group exclude each other. */
  readonly leftByAll: number;
  /** Only the largest saving of each group. */
  readonly leftByGroups: number;
}

/** Products of 1 - saving at the points. */
export function multiplyHeadlines({ techniques }: Pick<FleetRows, 'techniques'>): HeadlineProduct {
  const best = new Map<string, number>();
  let leftByAll = 1;
  for (const { fact, part, group } of techniques) {
    const key = `${part} ${group}`;
    leftByAll *= 1 - fact.savingPoint;
    best.set(key, Math.max(best.get(key) ?? 0, fact.savingPoint));
  }
  const leftByGroups = [...best.values()].reduce((left, saving) => left * (1 - saving), 1);
  return { leftByAll, leftByGroups };
}
