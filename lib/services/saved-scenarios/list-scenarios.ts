import type { Member } from '#lib/auth/viewer.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { SavedScenarioItem, ScenarioHistory } from '#lib/contracts/scenarios/saved-scenarios.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { listSavedScenarios, listScenarioVersions } from '#lib/db/saved-scenarios.ts';

import { noScenario } from './no-scenario.ts';
import { toHistory, toItem } from './to-item.ts';

/** The member's own scenarios, last saved first. */
export async function listScenarios(member: Member): Promise<{ readonly items: SavedScenarioItem[] }> {
  const stored = await listSavedScenarios(member.userId);

  return { items: await Promise.all(stored.map(toItem)) };
}

/** Names of the member's own scenarios, last saved first, without what they come to. */
export async function listSavedNames(
  member: Pick<Member, 'userId'>,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const stored = await listSavedScenarios(member.userId);

  return stored.map(({ id, head }) => ({ id, name: head.name }));
}

/** One of the member's own scenarios with all its versions. */
export async function getScenario(
  member: Member,
  id: string,
): Promise<Result<ScenarioHistory, RequestFault>> {
  const versions = await listScenarioVersions(member.userId, id);
  const [head] = versions;
  if (head === undefined) return err(noScenario());

  return ok({ ...(await toItem({ id, head })), versions: toHistory(versions) });
}
