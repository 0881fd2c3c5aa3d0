/** Tables of the page of past knowledge: figures open their evidence, words may lead to their source. */
import type { ChartTableCell, ChartTableModel } from '../chart-model.ts';

/** A cell with the key of its evidence, or the address of its source, and a second, quieter line. */
export interface NotedCell extends ChartTableCell {
  readonly evidence?: string;
  readonly href?: string | null;
  readonly note?: string;
}

export interface NotedTable extends ChartTableModel {
  readonly rows: readonly (readonly NotedCell[])[];
  /** Without extension. */
  readonly fileName: string;
}
