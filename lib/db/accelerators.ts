import type { AcceleratorFact, AcceleratorShipmentFact } from '#lib/contracts/facts/accelerators.ts';
import type { FactScope } from '#lib/contracts/facts/fact.ts';
import { db } from './client.ts';
import { knownAt, newestPerKey, standing } from './standing-facts.ts';

/** Chips with memory, dense rates and prices. */
export async function listAccelerators(scope: FactScope): Promise<AcceleratorFact[]> {
  return standing(await db().accelerator.findMany({ where: knownAt(scope), ...newestPerKey() }));
}

/** Units and revenue of chips by period; read `unit`. */
export async function listAcceleratorShipments(scope: FactScope): Promise<AcceleratorShipmentFact[]> {
  return standing(await db().acceleratorShipment.findMany({ where: knownAt(scope), ...newestPerKey() }));
}
