/** What changed from one version of a saved scenario to the next, field by field. */
import type { ExposureScenario } from '../exposure/types.ts';
import type { IsoDate } from '../facts/types.ts';

/** What a member's scenario says. */
export interface SavedContent {
  readonly name: string;
  readonly scenario: ExposureScenario;
  /** Null: always the newest knowledge. */
  readonly asOf: IsoDate | null;
  readonly ranges: readonly SavedRange[];
  readonly seed: number;
  readonly note: string | null;
}

/** A range of the member's own: P10 and P90 of an input. */
export interface SavedRange {
  readonly id: string;
  readonly low: number;
  readonly high: number;
  readonly reason: string | null;
}

/** `field` is a path such as `scenario.memorySaving`; null: not set. */
export interface SavedChange {
  readonly field: string;
  readonly before: number | string | null;
  readonly after: number | string | null;
}

/** Every field in which the two differ, inputs first; none for two that say the same. */
export function listSavedChanges(before: SavedContent, after: SavedContent): readonly SavedChange[] {
  const [old, now] = [flatten(before), flatten(after)];
  const fields = [...new Set([...old.keys(), ...now.keys()])].toSorted(byPlace);
  return fields.flatMap((field) => {
    const change = { field, before: old.get(field) ?? null, after: now.get(field) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

const PLACES = ['scenario.', 'ranges.', 'asOf', 'seed', 'name', 'note'] as const;

function byPlace(a: string, b: string): number {
  const place = (field: string): number => PLACES.findIndex((start) => field.startsWith(start));
  return place(a) - place(b) || (a < b ? -1 : 1);
}

function flatten(content: SavedContent): ReadonlyMap<string, number | string> {
  const { name, scenario, asOf, ranges, seed, note } = content;
  const inputs = Object.entries(scenario).flatMap(([field, value]) =>
    typeof value === 'number' || typeof value === 'string' ? [[`scenario.${field}`, value] as const] : [],
  );
  return new Map<string, number | string>([
    ...inputs,
    ...ranges.map((range) => [`ranges.${range.id}`, writeRange(range)] as const),
    ...(asOf === null ? [] : [['asOf', asOf] as const]),
    ['seed', seed],
    ['name', name],
    ...(note === null ? [] : [['note', note] as const]),
  ]);
}

function writeRange({ low, high, reason }: SavedRange): string {
  return `${String(low)} to ${String(high)}${reason === null ? '' : `: ${reason}`}`;
}
