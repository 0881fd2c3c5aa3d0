import { createHash } from 'node:crypto';
import type { z } from 'zod';

import { withoutApostrophe } from '#lib/contracts/csv-text.ts';
import { toSnakeCase } from '#lib/contracts/facts/fact.ts';
import { FROZEN_FILES, frozenPlaceboRow, frozenStudyRow } from '#lib/contracts/facts/frozen-studies.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { insertFrozenPlacebos, insertFrozenStudies, type HashedRecord } from '#lib/db/frozen-studies.ts';
import { lockImports } from '#lib/db/import-batches.ts';
import { inTransaction } from '#lib/db/transaction.ts';

import { capFaults, shorten, type ImportFault } from './import-fault.ts';
import { readCsv } from './read-csv.ts';

/** How many records were new or had changed. */
export interface FrozenOutcome {
  readonly studies: { readonly rows: number; readonly kept: number };
  readonly placebos: { readonly rows: number; readonly kept: number };
}

/**
 * Keeps the shipped records of event studies; those that stand already are left, changed ones become a new version.
 *
 * @returns what was kept, or every fault with file, line, column and reason; then nothing was kept
 */
export async function importFrozenStudies(files: {
  readonly studies: Uint8Array;
  readonly placebos: Uint8Array;
}): Promise<Result<FrozenOutcome, ImportFault[]>> {
  const studies = readRecords(FROZEN_FILES.studies, files.studies, frozenStudyRow);
  const placebos = readRecords(FROZEN_FILES.placebos, files.placebos, frozenPlaceboRow);
  const faults = [...(studies.ok ? [] : studies.error), ...(placebos.ok ? [] : placebos.error)];
  if (!studies.ok || !placebos.ok) return err(capFaults(faults));

  return ok(
    await inTransaction(async (tx) => {
      // Of two starts at once the second finds what the first has kept.
      await lockImports(tx);
      return {
        studies: { rows: studies.value.length, kept: await insertFrozenStudies(tx, studies.value) },
        placebos: { rows: placebos.value.length, kept: await insertFrozenPlacebos(tx, placebos.value) },
      };
    }),
  );
}

/** Rows of a file by its contract; the columns are the contract's fields in snake case, in its order. */
export function readRecords<Row extends z.ZodObject>(
  file: string,
  bytes: Uint8Array,
  schema: Row,
): Result<HashedRecord<z.output<Row>>[], ImportFault[]> {
  const records = readCsv(bytes);
  const fault = (
    line: number,
    reason: string,
    column: string | null = null,
    value: string | null = null,
  ) => ({
    file,
    line,
    column,
    value: value === null ? null : shorten(value),
    reason,
  });
  if (!records.ok) return err([fault(records.error.line, records.error.reason)]);
  const [header, ...body] = records.value;
  const fields = Object.keys(schema.shape);
  const expected = fields.map(toSnakeCase);
  if (header?.cells.join() !== expected.join()) {
    return err([fault(1, `must have the columns ${expected.join(', ')}`)]);
  }
  const faults: ImportFault[] = [];
  const rows: HashedRecord<z.output<Row>>[] = [];
  for (const { line, cells } of body) {
    const texts = fields.map((field, i) => [field, withoutApostrophe(cells[i] ?? '')] as const);
    const parsed = schema.safeParse(Object.fromEntries(texts));
    if (cells.length !== fields.length) {
      faults.push(fault(line, `has ${String(cells.length)} cells, not ${String(fields.length)}`));
    } else if (parsed.success) {
      rows.push({ record: parsed.data, contentHash: hashOf(cells) });
    } else {
      faults.push(
        ...parsed.error.issues.map(({ path, message }) => {
          const field = String(path[0] ?? '');
          return fault(line, message, toSnakeCase(field), cells[fields.indexOf(field)] ?? null);
        }),
      );
    }
  }

  return faults.length === 0 ? ok(rows) : err(faults);
}

function hashOf(cells: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(cells)).digest('hex');
}
