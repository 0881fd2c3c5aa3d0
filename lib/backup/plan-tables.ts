import { AppError } from '../platform/errors.ts';
import type { LeftOut } from './backup-format.ts';
import type { StoredColumn, StoredTable } from './list-tables.ts';
import { BLANKED_COLUMNS, LEFT_OUT_TABLES } from './secret-data.ts';

/** What of one table goes into a backup. */
export interface TablePlan {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns that are written as null. */
  readonly blanked: readonly string[];
}

/** What of all tables goes into a backup, and what does not. */
export interface BackupPlan {
  readonly tables: readonly TablePlan[];
  readonly leftOut: LeftOut;
}

/**
 * Decides what goes into a backup. Without secrets, columns that refer to a table left out are null too: the rows
 * that they name will not be there.
 *
 * @throws AppError `backup-secret-required` when a secret stands in a column that must not be null
 */
export function planTables(tables: readonly StoredTable[], withSecrets: boolean): BackupPlan {
  if (withSecrets) {
    return { tables: tables.map((table) => planWhole(table)), leftOut: { tables: [], columns: [] } };
  }
  const kept = tables.filter(({ name }) => !LEFT_OUT_TABLES.includes(name));
  const plans = kept.map((table) => ({ ...planWhole(table), blanked: chooseBlanked(table) }));
  return {
    tables: plans,
    leftOut: {
      tables: tables.map(({ name }) => name).filter((name) => LEFT_OUT_TABLES.includes(name)),
      columns: plans.flatMap(({ name, blanked }) => blanked.map((column) => `${name}.${column}`)),
    },
  };
}

function planWhole({ name, columns }: StoredTable): TablePlan {
  return { name, columns: columns.map((column) => column.name), blanked: [] };
}

function chooseBlanked({ name, columns }: StoredTable): string[] {
  const secret = BLANKED_COLUMNS[name] ?? [];
  const blanked = columns.filter((column) => secret.includes(column.name) || leadsToLeftOut(column));
  const required = blanked.find(({ isRequired }) => isRequired);
  if (required === undefined) return blanked.map((column) => column.name);
  throw new AppError(
    'backup-secret-required',
    `${name}.${required.name} must not be null, so it cannot be left out of a backup without secrets. ` +
      'Make a backup with them: npm run backup -- --with-secrets',
  );
}

function leadsToLeftOut({ references }: StoredColumn): boolean {
  return references.some((table) => LEFT_OUT_TABLES.includes(table));
}
