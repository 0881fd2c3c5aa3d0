/** A table of a page that readers sort and filter: every cell has a value to sort by and a text to read. */
export interface PageTableCell {
  /** Null sorts last, whichever way. */
  readonly value: number | string | null;
  readonly text: string;
  readonly href?: string | null;
}

export interface PageTableRow {
  readonly key: string;
  /** What the filter of the table picks rows by. */
  readonly filter: string;
  readonly cells: readonly PageTableCell[];
}

export interface PageTable {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[];
  readonly rows: readonly PageTableRow[];
}

/** A cell of words; `text` when they are read otherwise than sorted. */
export function textRow(value: string, text = value): PageTableCell {
  return { value, text };
}

/** A cell of a number, or of the words for its absence. */
export function numberRow(
  value: number | null,
  format: (value: number) => string,
  reasonIfMissing = '',
): PageTableCell {
  return { value, text: value === null ? reasonIfMissing : format(value) };
}

/** Rows in order of one column; absences last. Rows that tie keep their order. */
export function sortTableRows(
  rows: readonly PageTableRow[],
  column: number,
  direction: 'ascending' | 'descending',
): PageTableRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const left = a.cells[column]?.value ?? null;
    const right = b.cells[column]?.value ?? null;
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (left === right) return 0;
    return (left < right ? -1 : 1) * sign;
  });
}
