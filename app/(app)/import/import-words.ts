import type {
  BatchItem,
  ChangeCountsItem,
  Imported,
  ImportTable,
  Preview,
  PreviewChange,
  Undone,
} from '#lib/contracts/imports/imports.ts';

/** A batch of the desk is of one table; the one that the product came with is of all. */
const MAX_NAMED_TABLES = 4;

/** A table that a file may be brought for, and what its file looks like. */
export interface TableChoice {
  readonly table: ImportTable;
  /** Header of the file, in order. */
  readonly columns: readonly string[];
}

/** A whole number with its thousands apart. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 row`, `2 rows`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Size of a file, in the units that file managers show. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return countOf(bytes, 'byte');
  const kib = bytes / 1024;

  return kib < 1024 ? `${kib.toFixed(1)} KiB` : `${(kib / 1024).toFixed(1)} MiB`;
}

/** A table's name as people read it. */
export function nameTable(table: string): string {
  return table.replaceAll('_', ' ');
}

/** What an import did or would do, in numbers. */
export function describeCounts({
  rows,
  new: added,
  revised,
  unchanged,
  withdrawn,
}: ChangeCountsItem): string {
  const parts = [`${formatCount(added)} new`, `${formatCount(revised)} revised`];
  const rest = [`${formatCount(unchanged)} unchanged`, `${formatCount(withdrawn)} withdrawn`];

  return `${countOf(rows, 'row')}: ${[...parts, ...rest].join(', ')}`;
}

/** How many facts an import would touch. */
export function differencesOf(counts: ChangeCountsItem | null): number {
  return counts === null ? 0 : counts.new + counts.revised + counts.withdrawn;
}

/** Whether a preview can be committed, and with what effect, in a sentence. */
export function describeOutcome({ accepted, counts, faultCount }: Preview): string {
  if (!accepted) {
    return `Refused: ${countOf(faultCount, 'fault')}. Nothing is imported while there is one.`;
  }
  if (differencesOf(counts) === 0) return 'The file says what stands already: importing it changes nothing.';

  return 'Accepted: it can be committed as it is.';
}

type ChangedValue = PreviewChange['fields'][number]['before'];

/** A value as the file would hold it; null where the cell is blank. */
export function writeValue(value: ChangedValue): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);

  return value.length === 0 ? null : value.join(' | ');
}

/** What became of a commit, in a sentence. */
export function describeImported({ status, batchId, counts, dataVersion }: Imported): string {
  if (status === 'unchanged' || batchId === null) {
    return `Unchanged: the file says what stands already, so no batch was made. Data version ${formatCount(dataVersion)}.`;
  }

  return `Committed as batch ${String(batchId)}, ${describeCounts(counts)}.`;
}

/** What an undo did, in a sentence. */
export function describeUndone(batchId: number, { batchIds, restored, withdrawn }: Undone): string {
  const by = `${batchIds.length === 1 ? 'batch' : 'batches'} ${batchIds.join(', ')}`;

  return `Batch ${String(batchId)} is undone by ${by}: ${countOf(restored, 'fact')} restored, ${formatCount(withdrawn)} withdrawn.`;
}

/** What a batch did in a table: only what it did at all. */
export function describeTables(tables: BatchItem['tables']): string {
  const described = tables.map(({ table, rows, new: added, revised, withdrawn }) => {
    const parts = [
      countOf(rows, 'row'),
      ...(added === 0 ? [] : [`${formatCount(added)} new`]),
      ...(revised === 0 ? [] : [`${formatCount(revised)} revised`]),
      ...(withdrawn === 0 ? [] : [`${formatCount(withdrawn)} withdrawn`]),
    ];
    return `${nameTable(table)}: ${parts.join(', ')}`;
  });
  const rest = described.length - MAX_NAMED_TABLES;

  return rest <= 0
    ? described.join('; ')
    : `${described.slice(0, MAX_NAMED_TABLES).join('; ')}; and ${countOf(rest, 'more table')}`;
}
