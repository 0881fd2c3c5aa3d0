import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { Prisma } from '#prisma/generated/client.ts';

/** Above every batch id: stands for "the newest" where a query needs a number. */
export const MAX_BATCH = 2_147_483_647;

/** Name of a fact table for SQL. Only names of the closed list `FACT_TABLES` reach this, never input. */
export function factTable(table: FactTable): Prisma.Sql {
  return Prisma.raw(`"${table}"`);
}

/** List of column names for SQL; they come from the contracts in code, never from input. */
export function columnList(columns: readonly string[]): Prisma.Sql {
  return Prisma.raw(columns.map((column) => `"${column}"`).join(', '));
}
