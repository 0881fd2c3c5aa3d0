import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { StoredAlert } from '#lib/db/alert-rules.ts';

/** Said alike of a rule that is not there, deleted or somebody else's. */
export function noAlert(): RequestFault {
  return { kind: 'not-found', detail: 'You have no alert with this id.' };
}

/** Said when a name is taken; a conflict, since it depends on what else there is. */
export function alertNameTaken(name: string): RequestFault {
  return { kind: 'conflict', detail: `You have an alert named “${name}” already. Choose another name.` };
}

/** Said to who changed an older version than the newest. */
export function alertOvertaken(
  { version, changedBy, changedAt }: StoredAlert,
  changed: number,
): RequestFault {
  return {
    kind: 'conflict',
    detail:
      `You changed version ${String(changed)}, but version ${String(version)} was saved by ${changedBy} at ` +
      `${changedAt}. Yours was not saved. Look at the newer one, then send your change with its version.`,
  };
}
