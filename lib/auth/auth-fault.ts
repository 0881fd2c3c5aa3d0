import { AsyncLocalStorage } from 'node:async_hooks';

interface Kept {
  fault: unknown;
  isFaulty: boolean;
}

const current = new AsyncLocalStorage<Kept>();

/** Keeps what went wrong inside the auth library, which would answer a bare 500 and forget it. */
export function keepFault(fault: unknown): void {
  const kept = current.getStore();
  if (kept === undefined || kept.isFaulty) return;
  kept.fault = fault;
  kept.isFaulty = true;
}

/**
 * Runs a request of the auth library.
 *
 * @throws what went wrong inside it, so that it is explained, logged and answered as everywhere else
 */
export async function throwingFaults(run: () => Promise<Response>): Promise<Response> {
  const kept: Kept = { fault: null, isFaulty: false };
  const response = await current.run(kept, run);
  if (kept.isFaulty) throw kept.fault;

  return response;
}
