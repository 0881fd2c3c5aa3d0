import type { Member } from '#lib/auth/viewer.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import {
  restoreScenarioSchema,
  scenarioChangeSchema,
  type SavedScenarioItem,
  type ScenarioChange,
} from '#lib/contracts/scenarios/saved-scenarios.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { listSavedChanges, type SavedContent } from '#lib/core/scenario/saved-changes.ts';
import { recordAudit } from '#lib/db/audit.ts';
import {
  appendScenarioVersion,
  findSavedScenario,
  isScenarioNameTaken,
  lockScenariosOf,
  markScenarioDeleted,
  type StoredScenario,
} from '#lib/db/saved-scenarios.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { today } from '#lib/platform/clock.ts';

import { toActor } from '../accounts/actor.ts';
import { noScenario } from './no-scenario.ts';
import { nameTaken, toNewVersion, withoutUndefined } from './save-scenario.ts';
import { readStored } from './saved-content.ts';
import { toItem } from './to-item.ts';

/**
 * Makes the next version of a scenario. Whoever edited an older one is told and loses nothing: both what stands and
 * what they sent are still there. A change that says what stands already makes no version.
 */
export async function reviseScenario(
  member: Member,
  id: string,
  input: unknown,
): Promise<Result<SavedScenarioItem, RequestFault>> {
  const seen = await inTransaction((tx) => findSavedScenario(tx, member.userId, id));
  if (seen === null) return err(noScenario());
  const parsed = parseInput(scenarioChangeSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const change = parsed.value;
  if (seen.head.version !== change.version) return err(overtaken(seen, change.version));
  const before = readStored(seen.head, today()).content;
  const after = applyChange(before, change);
  const changes = listSavedChanges(before, after);
  if (changes.length === 0) return ok(await toItem(seen));
  const version = await toNewVersion(member, after);
  if (!version.ok) return version;

  const stored = await inTransaction(async (tx) => {
    await lockScenariosOf(tx, member.userId);
    // The numbers were worked out outside the transaction, so what they rest on is looked at again.
    const standing = await findSavedScenario(tx, member.userId, id);
    if (standing === null) return err(noScenario());
    if (standing.head.version !== change.version) return err(overtaken(standing, change.version));
    if (await isScenarioNameTaken(tx, member.userId, after.name, id)) return err(nameTaken(after.name));
    const made = await appendScenarioVersion(tx, standing, version.value);
    await recordAudit(tx, {
      ...toActor(member),
      action: 'scenario.revised',
      entityType: 'scenario',
      entityId: id,
      before: { version: standing.head.version, ...sideOf(changes, 'before') },
      after: { version: made.head.version, ...sideOf(changes, 'after') },
    });

    return ok(made);
  });

  return stored.ok ? ok(await toItem(stored.value)) : stored;
}

/** Deletes one of the member's scenarios; nothing is lost, see {@link restoreScenario}. */
export async function deleteScenario(
  member: Member,
  id: string,
): Promise<Result<{ readonly done: true }, RequestFault>> {
  return inTransaction(async (tx) => {
    await lockScenariosOf(tx, member.userId);
    const found = await findSavedScenario(tx, member.userId, id);
    if (found === null) return err(noScenario());
    await markScenarioDeleted(tx, id, true);
    await recordAudit(tx, {
      ...toActor(member),
      action: 'scenario.deleted',
      entityType: 'scenario',
      entityId: id,
      before: { name: found.head.name, version: found.head.version },
    });

    return ok({ done: true });
  });
}

/** Takes a deletion back, unless another scenario has the name by now. */
export async function restoreScenario(
  member: Member,
  input: unknown,
): Promise<Result<SavedScenarioItem, RequestFault>> {
  const parsed = parseInput(restoreScenarioSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { id } = parsed.value;
  const restored = await inTransaction(async (tx) => {
    await lockScenariosOf(tx, member.userId);
    const found = await findSavedScenario(tx, member.userId, id, { isDeleted: true });
    if (found === null) return err(noScenario());
    if (await isScenarioNameTaken(tx, member.userId, found.head.name)) return err(nameTaken(found.head.name));
    await markScenarioDeleted(tx, id, false);
    await recordAudit(tx, {
      ...toActor(member),
      action: 'scenario.restored',
      entityType: 'scenario',
      entityId: id,
      after: { name: found.head.name, version: found.head.version },
    });

    return ok(found);
  });

  return restored.ok ? ok(await toItem(restored.value)) : restored;
}

function applyChange(
  before: SavedContent,
  { version: _version, scenario, ...change }: ScenarioChange,
): SavedContent {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

  return { ...before, ...given, ...(scenario !== undefined && { scenario: withoutUndefined(scenario) }) };
}

function sideOf(
  changes: ReturnType<typeof listSavedChanges>,
  side: 'before' | 'after',
): Record<string, number | string | null> {
  return Object.fromEntries(changes.map((change) => [change.field, change[side]]));
}

function overtaken({ head }: StoredScenario, version: number): RequestFault {
  return {
    kind: 'conflict',
    detail:
      `You changed version ${String(version)}, but version ${String(head.version)} was saved by ${head.author} at ` +
      `${head.recordedAt}. Yours was not saved. Look at the newer one, then send your change with its version, or ` +
      'save yours under another name.',
  };
}
