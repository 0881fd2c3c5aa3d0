/** Rows that a quarantined value becomes once somebody has accepted it. */
import type { HeldRow, HeldRowOf, HeldTable } from '#lib/contracts/held-row.ts';

import type { RevisedRow, RevisedTable } from './revised-rows.ts';

/** A value that somebody has accepted, and what it stores. */
export interface AcceptedValue {
  readonly id: bigint;
  readonly held: HeldRow;
  /** "accepted by editor ana@firm.example on 2026-11-27 because ...". */
  readonly provenance: string;
}

/** A row of an accepted value; columns that it does not name stay as they are. */
interface AcceptedRow {
  readonly row: RevisedRow;
  readonly value: AcceptedValue;
}

/** The rows of one table among accepted values. */
export function acceptedInto<Table extends HeldTable>(
  accepted: readonly AcceptedValue[],
  table: Table,
  toRow: (row: HeldRowOf<Table>) => RevisedRow,
): readonly AcceptedRow[] {
  return accepted.flatMap((value) =>
    value.held.table === table ? [{ row: toRow(value.held.row as HeldRowOf<Table>), value }] : [],
  );
}

/**
 * Puts accepted rows beside those that came as they are. Of the same key a whole row takes the other's place, the last
 * one wins; a row of some columns changes these only.
 */
export function withAccepted(
  { key, content }: RevisedTable,
  rows: readonly RevisedRow[],
  accepted: readonly AcceptedRow[],
): readonly RevisedRow[] {
  if (accepted.length === 0) return rows;
  const keyOf = (row: RevisedRow): string => JSON.stringify(key.map((column) => row[column]));
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  for (const { row, value } of accepted) {
    const isWhole = content.every((column) => column in row);
    const under = isWhole ? undefined : byKey.get(keyOf(row));
    byKey.set(keyOf(row), {
      ...under,
      ...row,
      accepted_value_ids: [...new Set([...idsOf(under), String(value.id)])],
      provenance: joinProvenance(under?.['provenance'], value.provenance),
    });
  }

  return [...byKey.values()];
}

function idsOf(row: RevisedRow | undefined): readonly string[] {
  const ids = row?.['accepted_value_ids'];

  return Array.isArray(ids) ? ids.map(String) : [];
}

/** Both sentences; a reason may hold a semicolon, so they are told apart as wholes. */
function joinProvenance(before: RevisedRow[string] | undefined, added: string): string {
  if (typeof before !== 'string') return added;

  return before.includes(added) ? before : `${before}; ${added}`;
}
