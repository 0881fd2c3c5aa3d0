import type { RequestFault } from '#lib/contracts/request-fault.ts';

/** The member has no such channel, whoever else may have one. */
export function noChannel(): RequestFault {
  return { kind: 'not-found', detail: 'You have no channel with this id.' };
}
