import type { IsoDate } from '../core/facts/types.ts';
import type { SeriesAge } from './series-age.ts';

/** Parts that every chart model shares: plain data, prepared once and drawn by sketch, canvas, table and files. */

/** Name of a CSS colour variable without its dashes; themes decide what it looks like. */
export type ColourToken =
  | 'c-ink'
  | 'c-muted'
  | 'c-rule'
  | 'c-water'
  | 'c-deep'
  | 'c-sand'
  | 'c-supply'
  | 'v-skhynix'
  | 'v-samsung'
  | 'v-micron'
  | 'v-other'
  | 'v-sandisk'
  | 'v-wd'
  | 'v-seagate'
  | 'v-kioxia'
  | 't-price'
  | 't-volume'
  | 't-wafers'
  | 't-spill'
  | 't-dram'
  | 't-nand'
  | 't-hdd'
  | 'i-msft'
  | 'i-googl'
  | 'i-amzn'
  | 'i-meta'
  | 'i-orcl'
  | 'i-crwv'
  | 'f-architecture'
  | 'f-linear'
  | 'f-sharing'
  | 'f-quantisation'
  | 'f-eviction'
  | 'f-caching'
  | 'f-offload'
  | 'f-speculation'
  | 'f-disaggregation'
  | 'f-weights'
  | 'f-moe'
  | 'f-other'
  | 'l-deepseek'
  | 'l-alibaba'
  | 'l-xiaomi'
  | 'l-zhipu'
  | 'l-moonshot'
  | 'l-minimax'
  | 'l-bytedance'
  | 'l-openai'
  | 'l-anthropic'
  | 'l-google'
  | 'l-meta'
  | 'l-xai'
  | 'l-other'
  | 'm-weights'
  | 'm-kv'
  | 'm-state'
  | 'm-overhead'
  | 'm-free'
  | 'm-closed';

/** One cell of a table twin: the exact value for files, its written form for the page. */
export interface ChartTableCell {
  readonly value: number | string | null;
  /** What the page shows; for a null value the reason of its absence. */
  readonly text: string;
  /** Address of the source that the words lead to. */
  readonly href?: string | null;
}

export interface ChartTableColumn {
  readonly label: string;
  /** Unit of the values, null for words. */
  readonly unit: string | null;
}

/** Table twin of a chart: the same figures, row by row. The first column names the row. */
export interface ChartTableModel {
  readonly caption: string;
  readonly columns: readonly ChartTableColumn[];
  readonly rows: readonly (readonly ChartTableCell[])[];
  /** Sums, where a sum means something. */
  readonly totals: readonly ChartTableCell[] | null;
}

/** One line of the card that hover and arrow keys open. */
export interface ChartCardLine {
  readonly label: string;
  readonly text: string;
  readonly colour: ColourToken | null;
}

/** The card of one point. */
export interface ChartCard {
  readonly title: string;
  readonly lines: readonly ChartCardLine[];
  /** Grade of the figures and where they come from. */
  readonly footer: string;
}

/** What every chart says beside its marks. */
export interface ChartTexts {
  readonly title: string;
  /** One computed sentence that says what the chart shows. */
  readonly summary: string;
  /** Gaps and reading aids, each a sentence. */
  readonly notes: readonly string[];
  readonly table: ChartTableModel;
  /** One card a point, in reading order. */
  readonly cards: readonly ChartCard[];
  /** Without extension. */
  readonly fileName: string;
  /** Age of each series that has one; left out where nothing on the chart can grow old. */
  readonly ages?: readonly SeriesAge[];
}

/** Lines that go with a chart into its files: which scenario, which versions, which sources. */
export interface ChartProvenance {
  readonly scenario: string;
  readonly versions: string;
  /** The day that the link in a file is pinned to. */
  readonly asOf: IsoDate;
  readonly source: string;
}

/** A cell that holds words. */
export function textCell(text: string): ChartTableCell {
  return { value: text, text };
}

/** A cell that holds a number, or says why there is none. */
export function numberCell(
  value: number | null,
  format: (value: number) => string,
  reasonIfMissing: string,
): ChartTableCell {
  return { value, text: value === null ? reasonIfMissing : format(value) };
}
