import type { SavedScenarioItem, ScenarioHistory } from '#lib/contracts/scenarios/saved-scenarios.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { listSavedChanges } from '#lib/core/scenario/saved-changes.ts';
import type { StoredScenario, StoredVersion } from '#lib/db/saved-scenarios.ts';
import { today } from '#lib/platform/clock.ts';

import { evaluateSaved } from './evaluate-saved.ts';
import { readStored, toPageLink } from './saved-content.ts';

type VersionItem = Omit<ScenarioHistory['versions'][number], 'changes'>;

/** A stored scenario as the API shows it: what it gave when it was saved, and what it gives now. */
export async function toItem({ id, head }: StoredScenario): Promise<SavedScenarioItem> {
  const { content, faults } = readStored(head, today());
  const { vendors: _rows, ...scenario } = content.scenario;
  const item = { id, ...toVersionItem(head), scenario: toRecord(scenario) };
  if (faults.length > 0) {
    const absence = faults.map(({ raw, message }) => `${raw} ${message}`).join('; ');
    return { ...item, now: null, nowAbsence: `${absence}.` };
  }
  const evaluated = await evaluateSaved(content);
  if (!evaluated.ok) return { ...item, now: null, nowAbsence: describe(evaluated.error) };
  const { result, ...versions } = evaluated.value;

  return { ...item, now: { ...versions, ...result }, nowAbsence: null };
}

/** Versions from the newest to the first, each with what it changed. */
export function toHistory(versions: readonly StoredVersion[]): ScenarioHistory['versions'] {
  return versions.map((version, index) => {
    const before = versions[index + 1];
    // Both are read at one day, so that a horizon in quarters is the same span in both.
    const content = (each: StoredVersion) => readStored(each, today()).content;

    return {
      ...toVersionItem(version),
      changes: before === undefined ? [] : listSavedChanges(content(before), content(version)),
    };
  });
}

function toVersionItem({ result, ...version }: StoredVersion): VersionItem {
  return { ...version, link: toPageLink({ ...version, result }, today()), then: result };
}

function toRecord(scenario: object): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(scenario).filter(
      (entry): entry is [string, number | string] =>
        typeof entry[1] === 'number' || typeof entry[1] === 'string',
    ),
  );
}

function describe(fault: RequestFault): string {
  return fault.kind === 'invalid-input'
    ? `${fault.faults.map(({ message }) => message).join('; ')}.`
    : fault.detail;
}
