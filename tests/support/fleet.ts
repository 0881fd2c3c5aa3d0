import { readFleetRows, type FleetRows } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import { readTechniques } from './efficiency-facts.ts';
import { readExposureFacts } from './facts-from-csv.ts';

/** Rows of the fleet as shipped; throws with the faults in words when they do not make a fleet. */
export function readShippedFleetRows(): FleetRows {
  const rows = readFleetRows(readExposureFacts().assumptions, [...readTechniques().values()]);
  if (!rows.ok) throw new Error(rows.error.map(({ message }) => message).join('; '));
  return rows.value;
}
