/** What a new version of a list changes, in a form that an audit can keep. */
import { watchKey, type WatchColumn, type WatchRef } from './types.ts';

interface ListContent {
  readonly name: string;
  readonly columns: readonly WatchColumn[];
  readonly items: readonly (WatchRef & { readonly note: string | null })[];
}

/** Fields that differ, as they were or as they are. */
export interface ChangedFields {
  readonly name?: string;
  readonly columns?: string[];
  /** Only when its things or their order differ. */
  readonly items?: string[];
  /** Things whose note differs; the words themselves are the member's own. */
  readonly notesOf?: string[];
}

/** Both sides of a change; null when nothing differs. */
export function describeListChange(
  before: ListContent,
  after: ListContent,
): { readonly before: ChangedFields; readonly after: ChangedFields } | null {
  const notes = new Map(before.items.map((item) => [watchKey(item), item.note]));
  const noted = after.items
    .filter((item) => notes.has(watchKey(item)) && notes.get(watchKey(item)) !== item.note)
    .map(watchKey);
  const differs = {
    name: before.name !== after.name,
    columns: !isSameList(before.columns, after.columns),
    items: !isSameList(before.items.map(watchKey), after.items.map(watchKey)),
    notes: noted.length > 0,
  };
  if (!Object.values(differs).includes(true)) return null;
  const sideOf = ({ name, columns, items }: ListContent): ChangedFields => ({
    ...(differs.name && { name }),
    ...(differs.columns && { columns: [...columns] }),
    ...(differs.items && { items: items.map(watchKey) }),
    ...(differs.notes && { notesOf: noted }),
  });

  return { before: sideOf(before), after: sideOf(after) };
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
