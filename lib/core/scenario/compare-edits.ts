/** What a reader can do to the compared scenarios; each gives another link, which is all that changes. */
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { readFields } from './codec.ts';
import {
  LONGEST_NAME,
  MOST_COMPARED,
  SLOTS,
  inSlot,
  type ComparedScenario,
  type CompareEdit,
  type CompareLink,
} from './compare-link.ts';
import { findDefault, setScenarioField } from './defaults.ts';
import { SCENARIO_FIELDS } from './fields.ts';

/** Field of an edit that renames a column. */
export const NAME_FIELD = 'name';

/** A copy at the end; null when there is no room for one more. */
export function duplicateScenario(link: CompareLink, column: number): CompareLink | null {
  const copied = link.scenarios[column];
  return copied === undefined ? null : addScenario(link, copied);
}

/** One more scenario at the end; null when there is no room. */
export function addScenario(link: CompareLink, added: ComparedScenario): CompareLink | null {
  if (link.scenarios.length >= MOST_COMPARED) return null;
  return { ...link, scenarios: [...link.scenarios, added] };
}

/** Without one column; null when it is the only one. The pair that is compared stays where it still exists. */
export function removeScenario(link: CompareLink, column: number): CompareLink | null {
  if (link.scenarios.length <= 1) return null;
  const scenarios = link.scenarios.filter((_, i) => i !== column);
  const moved = column <= link.against ? link.against - 1 : link.against;
  return { ...link, scenarios, against: Math.max(1, Math.min(moved, scenarios.length - 1)) };
}

/** One column with every input back at its default; null when nothing is set. */
export function resetScenario(link: CompareLink, column: number): CompareLink | null {
  const isSet = Object.keys(link.scenarios[column]?.scenario ?? {}).length > 0;
  return isSet ? withScenario(link, column, { name: null, scenario: {} }) : null;
}

/** The link after an edit; a fault names what cannot be read. Ranges are the engine's to refuse. */
export function applyEdit(
  world: ExposureWorld,
  link: CompareLink,
  { column, field: param, text }: CompareEdit,
): Result<CompareLink, readonly LinkFault[]> {
  const edited = link.scenarios[column];
  if (edited === undefined) return ok(link);
  if (param === NAME_FIELD) {
    if (text.length > LONGEST_NAME) {
      return err([
        { param: 'to', raw: text, message: `must be a name of at most ${String(LONGEST_NAME)} characters` },
      ]);
    }
    return ok(withScenario(link, column, { ...edited, name: text === '' ? null : text }));
  }
  const field = SCENARIO_FIELDS.find((candidate) => candidate.param === param);
  if (field === undefined) return err([{ param: 'f', raw: param, message: 'is not an input of a scenario' }]);
  const read = readFields(text === '' ? [] : [[param, text]], world.asOf);
  const slot = SLOTS[column];
  if (read.faults.length > 0) {
    return err(slot === undefined ? read.faults : read.faults.map((fault) => inSlot(slot, fault)));
  }
  const value = read.scenario[field.field] ?? null;
  const scenario: ExposureScenario = setScenarioField(
    edited.scenario,
    field.field,
    value,
    findDefault(world, field.field),
  );
  return ok(withScenario(link, column, { ...edited, scenario }));
}

function withScenario(link: CompareLink, column: number, scenario: ComparedScenario): CompareLink {
  return { ...link, scenarios: link.scenarios.map((other, i) => (i === column ? scenario : other)) };
}
