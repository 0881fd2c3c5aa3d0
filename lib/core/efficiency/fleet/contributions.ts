/** What each technique brings to the fleet's saving: Shapley shares over all subsets of techniques (model.md 2, 3). */
import type { IsoDate } from '../../facts/types.ts';
import { shapleyShares } from '../../stats/shapley.ts';
import { computeFleetSaving } from './fleet-saving.ts';
import type { Fleet } from './fleet.ts';

export interface FleetContribution {
  readonly technique: string;
  readonly name: string;
  /** Part of the memory saving, fraction; all sum to it. Negative where a technique displaces a better one. */
  readonly share: number;
}

/**
 * Contributions to the memory saving of one quarter, largest first. A technique that is left out is adopted by nobody,
 * neither on the as-of date nor later, so its share counts only what it adds between the two.
 */
export function computeContributions(fleet: Fleet, asOf: IsoDate, quarter: string): FleetContribution[] {
  const shares = shapleyShares(fleet.techniques.length, (members) => {
    const techniques = fleet.techniques.filter((_, index) => members(index));
    return computeFleetSaving({ ...fleet, techniques }, asOf, [quarter])[0]?.memorySaving ?? 0;
  });
  return fleet.techniques
    .map(({ id, name }, index) => ({ technique: id, name, share: shares[index] ?? 0 }))
    .toSorted((a, b) => b.share - a.share);
}
