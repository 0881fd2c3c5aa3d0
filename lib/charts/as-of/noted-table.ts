/** Tables of the page of past knowledge: figures open their evidence, words may lead to their source. */
import type { ChartTableCell, ChartTableColumn, ChartTableModel } from '../chart-model.ts';

/** A cell with the key of its evidence and a second, quieter line. */
export interface NotedCell extends ChartTableCell {
  readonly evidence?: string;
  readonly note?: string;
}

/**
 * `isFileOnly`: in the file, while the page has it in another column's second line. `isShort`: words that need no
 * more room than they take.
 */
export interface NotedColumn extends ChartTableColumn {
  readonly isFileOnly?: boolean;
  readonly isShort?: boolean;
}

export interface NotedTable extends ChartTableModel {
  readonly columns: readonly NotedColumn[];
  readonly rows: readonly (readonly NotedCell[])[];
  /** Without extension. */
  readonly fileName: string;
}
