/** What a serving request takes from the registry when it says nothing (model.md 2). */
import type { InputFault } from '../input-fault.ts';
import type { Assumption } from '../facts/types.ts';
import { err, ok, type Result } from '../result.ts';

const IDS = {
  memoryUtilisation: 'memory_utilisation',
  bandwidthUtilisation: 'bandwidth_utilisation',
  computeUtilisation: 'compute_utilisation',
  usdPerAcceleratorHour: 'usd_per_accelerator_hour',
  indexerHeads: 'indexer_heads',
} as const;

export type ServingDefaultName = keyof typeof IDS;

/** Registry rows behind a request, each with its range and origin; the point is the default. */
export type ServingDefaults = Readonly<Record<ServingDefaultName, Assumption>>;

/** Rows of {@link ServingDefaults}; every missing one is a fault that names it. */
export function readServingDefaults(
  assumptions: readonly Assumption[],
): Result<ServingDefaults, InputFault[]> {
  const found = Object.entries(IDS).map(
    ([name, id]) => [name, assumptions.find((row) => row.id === id) ?? null] as const,
  );
  const missing = found.filter(([, row]) => row === null).map(([name]) => IDS[name as ServingDefaultName]);
  if (missing.length > 0) {
    return err(
      missing.map((id) => ({
        pointer: `/assumptions/${id}`,
        message: `assumption ${id} is missing from the registry; add the row to assumptions.csv and import it`,
      })),
    );
  }
  return ok(Object.fromEntries(found) as ServingDefaults);
}
