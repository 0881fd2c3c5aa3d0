import type { FactValue } from '#lib/contracts/facts/summary.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { ImportFault } from './import-fault.ts';
import type { PreparedFile, PreparedRow } from './prepare-file.ts';

/** What the checks across rows need of a file. */
export type CheckedFile = Pick<PreparedFile, 'table' | 'fileName' | 'headerOf'> & {
  readonly rows: readonly CheckedRow[];
};

type CheckedRow = Pick<PreparedRow, 'line' | 'key' | 'content'>;

/** A column whose words must be keys of another table (or of its own). */
export interface Reference {
  readonly from: FactTable;
  readonly field: string;
  readonly to: FactTable;
  /** Words that name something else than a row. */
  readonly isExempt?: (word: string) => boolean;
}

export const REFERENCES: readonly Reference[] = [
  { from: 'capex_announcement', field: 'supersedesId', to: 'capex_announcement' },
  { from: 'capex_comparability', field: 'announcementId', to: 'capex_announcement' },
  {
    from: 'kv_oracle',
    field: 'modelId',
    to: 'model_architecture',
    isExempt: (id) => id.startsWith('technique:'),
  },
  { from: 'listing', field: 'vendor', to: 'vendor_profile' },
  { from: 'vendor_metric', field: 'vendor', to: 'vendor_profile' },
  { from: 'vendor_metric', field: 'ticker', to: 'listing' },
  { from: 'event', field: 'techniques', to: 'technique' },
];

/** Values of one column by fact key, of the import where it has the table, else of the database. */
export type ValuesOf = (
  table: FactTable,
  field: string,
) => Promise<readonly { key: string; value: FactValue }[]>;

/**
 * Checks that every reference of the tables in the import meets a fact that will stand after it, from both sides:
 * an imported row may not point to nothing, and an imported file may not drop what a stored row points to.
 */
export async function findBrokenReferences(
  files: readonly PreparedFile[],
  valuesOf: ValuesOf,
): Promise<ImportFault[]> {
  const imported = new Map(files.map((file) => [file.table, file]));
  const faults: ImportFault[] = [];
  for (const reference of REFERENCES) {
    const origin = imported.get(reference.from);
    const target = imported.get(reference.to);
    if (origin === undefined && target === undefined) continue;
    const keys = new Set((await valuesOf(reference.to, 'key')).map(({ key }) => key));
    if (origin !== undefined) {
      faults.push(...origin.rows.flatMap((row) => findBrokenInRow(origin, row, reference, keys)));
    } else if (target !== undefined) {
      faults.push(...findDropped(target, await valuesOf(reference.from, reference.field), reference, keys));
    }
  }
  return faults;
}

/** Faults of a table as a whole. */
export function findFaultsAcrossRows(file: CheckedFile): ImportFault[] {
  if (file.table === 'capex_announcement') return findUnsettledChains(file);
  return file.table === 'listing' ? findUnclearPrimaryListings(file) : [];
}

/** Chains of `supersedes_id` must settle: no guide replaced twice, none replaced by an earlier one, no circle. */
function findUnsettledChains(announcements: CheckedFile): ImportFault[] {
  const byId = new Map(announcements.rows.map((row) => [row.key, row]));
  const replacedBy = new Map<string, CheckedRow>();
  return announcements.rows.flatMap((row) => {
    const id = row.content['supersedesId'];
    if (typeof id !== 'string') return [];
    const reason = describeUnsettled(row, byId, replacedBy.get(id));
    replacedBy.set(id, row);
    return reason === null ? [] : [faultOf(announcements, row.line, 'supersedesId', id, reason)];
  });
}

/** Each vendor with listings has exactly one primary listing among those in the file. */
function findUnclearPrimaryListings(listings: CheckedFile): ImportFault[] {
  return listings.rows.flatMap((row) => {
    const ofVendor = listings.rows.filter((other) => other.content['vendor'] === row.content['vendor']);
    const primary = ofVendor.filter((other) => other.content['isPrimary'] === true);
    if (primary.length === 1 || ofVendor[0] !== row) return [];
    const reason = `has ${String(primary.length)} primary listings; mark exactly one`;
    return [faultOf(listings, row.line, 'vendor', String(row.content['vendor']), reason)];
  });
}

function findBrokenInRow(
  file: PreparedFile,
  row: PreparedRow,
  reference: Reference,
  keys: ReadonlySet<string>,
): ImportFault[] {
  return wordsOf(row.content[reference.field] ?? null)
    .filter((word) => reference.isExempt?.(word) !== true && !keys.has(word))
    .map((word) =>
      faultOf(file, row.line, reference.field, word, `is not a row of ${reference.to.replaceAll('_', ' ')}`),
    );
}

function findDropped(
  target: PreparedFile,
  stored: readonly { key: string; value: FactValue }[],
  reference: Reference,
  keys: ReadonlySet<string>,
): ImportFault[] {
  const origin = reference.from.replaceAll('_', ' ');
  return stored.flatMap(({ key, value }) =>
    wordsOf(value)
      .filter((word) => reference.isExempt?.(word) !== true && !keys.has(word))
      .map((word) => ({
        file: target.fileName,
        line: 1,
        column: null,
        value: word,
        reason: `is missing, but the stored ${origin} "${key}" refers to it; keep it or import both files`,
      })),
  );
}

function describeUnsettled(
  row: CheckedRow,
  byId: ReadonlyMap<string, CheckedRow>,
  rival: CheckedRow | undefined,
): string | null {
  if (rival !== undefined) return `is already replaced by ${rival.key}; a guide is replaced once`;
  if (isCircular(row, byId)) return 'leads back to this row; a chain must end';
  const replaced = byId.get(String(row.content['supersedesId']));
  if (
    replaced !== undefined &&
    String(replaced.content['announcedOn']) > String(row.content['announcedOn'])
  ) {
    return 'was announced later than this row; a guide replaces an earlier one';
  }
  return null;
}

function isCircular(start: CheckedRow, byId: ReadonlyMap<string, CheckedRow>): boolean {
  const seen = new Set<string>();
  let current: CheckedRow | undefined = start;
  while (current !== undefined && !seen.has(current.key)) {
    seen.add(current.key);
    current = byId.get(String(current.content['supersedesId']));
  }
  return current !== undefined;
}

function wordsOf(value: FactValue): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(String) : [];
}

function faultOf(file: CheckedFile, line: number, field: string, value: string, reason: string): ImportFault {
  return { file: file.fileName, line, column: file.headerOf(field), value, reason };
}
