/** The compare table as data. */
import type { ChartTableModel } from '../chart-model.ts';

export interface CompareCell {
  /** Exact, in the page's unit, for files. */
  readonly value: number | string | null;
  readonly text: string;
  /** A second, quieter line. */
  readonly note: string | null;
  readonly evidence: string | null;
  /** Reads otherwise than in the first scenario; marked by a sign, not by colour alone. */
  readonly isDifferent: boolean;
}

export interface CompareRow {
  readonly key: string;
  readonly label: string;
  /** Unit of the exact values, for files. */
  readonly unit: string | null;
  /** What the page says below the label; null where its values carry their unit. */
  readonly unitNote: string | null;
  readonly cells: readonly CompareCell[];
  /** Default with its range, of inputs. */
  readonly fallback: {
    readonly text: string;
    readonly isNumber: boolean;
    readonly range: string | null;
  } | null;
  /** Where the default comes from; null for figures, which are computed. */
  readonly source: { readonly title: string; readonly url: string | null } | null;
}

export interface CompareTable {
  readonly names: readonly string[];
  readonly inputs: readonly CompareRow[];
  readonly outputs: readonly CompareRow[];
  /** The same for files. */
  readonly file: ChartTableModel;
  readonly title: string;
  readonly summary: string;
  readonly fileName: string;
}
