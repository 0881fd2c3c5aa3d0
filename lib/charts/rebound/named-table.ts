import type { ChartTableModel, ChartTexts } from '../chart-model.ts';

/** A table that stands without a chart: title, sentence, rows, and the name of its file. */
export type NamedTable = Pick<ChartTexts, 'title' | 'summary' | 'notes' | 'fileName'> & {
  readonly table: ChartTableModel;
};
