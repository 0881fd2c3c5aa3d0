import type { Member } from '#lib/auth/viewer.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import {
  duplicateScenarioSchema,
  newScenarioSchema,
  SAVED_SCENARIOS_MAX,
  SCENARIO_NAME_MAX,
  type NewScenario,
  type SavedScenarioItem,
} from '#lib/contracts/scenarios/saved-scenarios.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { SavedContent } from '#lib/core/scenario/saved-changes.ts';
import { DEFAULT_SEED } from '#lib/core/uncertainty/types.ts';
import { recordAudit } from '#lib/db/audit.ts';
import {
  countSavedScenarios,
  findSavedScenario,
  insertSavedScenario,
  isScenarioNameTaken,
  lockScenariosOf,
  type NewVersion,
} from '#lib/db/saved-scenarios.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import { today } from '#lib/platform/clock.ts';

import { toActor } from '../accounts/actor.ts';
import { evaluateSaved } from './evaluate-saved.ts';
import { noScenario } from './no-scenario.ts';
import { toStoredLink } from './saved-content.ts';
import { toItem } from './to-item.ts';

/** Saves a scenario that the engine accepts under a name that the member has not used. */
export async function saveScenario(
  member: Member,
  input: unknown,
): Promise<Result<SavedScenarioItem, RequestFault>> {
  const parsed = parseInput(newScenarioSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const version = await toNewVersion(member, toContent(parsed.value));
  if (!version.ok) return version;

  return insert(member, version.value);
}

/** Copies one of the member's scenarios as it stands; its history stays with the original. */
export async function duplicateScenario(
  member: Member,
  input: unknown,
): Promise<Result<SavedScenarioItem, RequestFault>> {
  const parsed = parseInput(duplicateScenarioSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { id, name } = parsed.value;
  const original = await inTransaction((tx) => findSavedScenario(tx, member.userId, id));
  if (original === null) return err(noScenario());
  const { version: _version, recordedAt: _at, ...head } = original.head;
  const copy = { ...head, author: member.email };

  return insert(member, name === undefined ? copy : { ...copy, name }, name === undefined);
}

/** The version to be stored: what it says, as a link, and what it gives. */
export async function toNewVersion(
  member: Member,
  content: SavedContent,
): Promise<Result<NewVersion, RequestFault>> {
  const evaluated = await evaluateSaved(content);
  if (!evaluated.ok) return evaluated;
  const { scenario: _scenario, ...said } = content;

  return ok({ ...said, ...evaluated.value, link: toStoredLink(content, today()), author: member.email });
}

/** Said when a name is taken; a conflict, since it depends on what else is saved. */
export function nameTaken(name: string): RequestFault {
  return { kind: 'conflict', detail: `You have a scenario named “${name}” already. Choose another name.` };
}

async function insert(
  member: Member,
  version: NewVersion,
  mayRename = false,
): Promise<Result<SavedScenarioItem, RequestFault>> {
  const stored = await inTransaction(async (tx) => {
    await lockScenariosOf(tx, member.userId);
    if ((await countSavedScenarios(tx, member.userId)) >= SAVED_SCENARIOS_MAX) {
      const most = String(SAVED_SCENARIOS_MAX);
      return err(invalidField('name', `is one too many: you keep ${most} scenarios; delete one first`));
    }
    const name = mayRename ? await freeName(tx, member.userId, version.name) : version.name;
    if (await isScenarioNameTaken(tx, member.userId, name)) return err(nameTaken(name));
    const made = await insertSavedScenario(tx, member.userId, { ...version, name });
    await recordAudit(tx, {
      ...toActor(member),
      action: 'scenario.saved',
      entityType: 'scenario',
      entityId: made.id,
      after: { name, link: version.link },
    });

    return ok(made);
  });

  return stored.ok ? ok(await toItem(stored.value)) : stored;
}

/** “Base copy”, “Base copy 2” and so on, within the length of a name. */
async function freeName(tx: DbTransaction, ownerId: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? ' copy' : ` copy ${String(number)}`;
    const candidate = `${name.slice(0, SCENARIO_NAME_MAX - ending.length).trimEnd()}${ending}`;
    if (!(await isScenarioNameTaken(tx, ownerId, candidate))) return candidate;
  }
}

function toContent({ name, scenario, asOf, ranges, seed, note }: NewScenario): SavedContent {
  return { name, scenario: withoutUndefined(scenario), asOf, ranges, seed: seed ?? DEFAULT_SEED, note };
}

/** A scenario without the fields that a request left out. */
export function withoutUndefined(scenario: NewScenario['scenario']): SavedContent['scenario'] {
  return Object.fromEntries(Object.entries(scenario).filter(([, value]) => value !== undefined));
}
