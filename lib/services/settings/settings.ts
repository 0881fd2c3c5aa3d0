import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import {
  DEFAULT_SETTINGS,
  settingsChangeSchema,
  settingsSchema,
  type Settings,
} from '#lib/contracts/accounts/settings.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findSavedScenario } from '#lib/db/saved-scenarios.ts';
import { findSettings, writeSettings } from '#lib/db/settings.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { today } from '#lib/platform/clock.ts';

import { toPageLink } from '../saved-scenarios/saved-content.ts';

/** The member's own settings; the usual ones until they change any. */
export async function getSettings(member: Pick<Member, 'userId'>): Promise<Settings> {
  const stored = await findSettings(member.userId);

  return stored === null ? DEFAULT_SETTINGS : settingsSchema.parse(stored);
}

/** Changes what is given. Preferences are no data of the desk: the audit does not keep them. */
export async function changeSettings(
  member: Member,
  input: unknown,
): Promise<Result<Settings, RequestFault>> {
  const parsed = parseInput(settingsChangeSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const change = parsed.value;
  const start = change.startScenarioId ?? null;
  if (start !== null && (await findScenario(member, start)) === null) {
    return err(invalidField('startScenarioId', 'is not one of your scenarios'));
  }
  await writeSettings(member.userId, withoutUndefined(change), DEFAULT_SETTINGS);

  return ok(await getSettings(member));
}

/** Query of the scenario that the navigation opens pages with; empty for the base, also when it was deleted. */
export async function getStartQuery(
  member: Pick<Member, 'userId'>,
  { startScenarioId }: Settings,
): Promise<string> {
  const scenario = startScenarioId === null ? null : await findScenario(member, startScenarioId);

  return scenario === null ? '' : toPageLink(scenario.head, today());
}

function findScenario(member: Pick<Member, 'userId'>, id: string) {
  return inTransaction((tx) => findSavedScenario(tx, member.userId, id));
}

function withoutUndefined(change: object): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
