import type { RequestFault } from '#lib/contracts/request-fault.ts';

/** Said alike of a scenario that is not there, deleted or somebody else's. */
export function noScenario(): RequestFault {
  return { kind: 'not-found', detail: 'You have no scenario with this id.' };
}
