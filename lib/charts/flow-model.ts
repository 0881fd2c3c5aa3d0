import type { ChartTexts, ColourToken } from './chart-model.ts';
import type { MarkForm } from './xy-plot-model.ts';

export interface FlowNode {
  readonly id: string;
  /** 0 on the left; the last column on the right. */
  readonly column: number;
  readonly label: string;
  readonly valueLabel: string;
  readonly colour: ColourToken;
}

export interface FlowBandModel {
  readonly from: string;
  readonly to: string;
  /** Above 0; the width of the band. */
  readonly value: number;
  readonly colour: ColourToken;
  /** Solid or dotted: the other forms cannot be told apart in a band. */
  readonly form: Extract<MarkForm, 'reported' | 'assumption'>;
}

/** A flow over columns; one card a band, in the same order. Nodes and bands stand from the top in the order given. */
export interface FlowModel extends ChartTexts {
  /** Headings of the columns. */
  readonly columns: readonly string[];
  readonly nodes: readonly FlowNode[];
  readonly bands: readonly FlowBandModel[];
  readonly legend: readonly {
    readonly label: string;
    readonly colour: ColourToken;
    readonly form?: MarkForm;
  }[];
}
