/** A figure as the evidence drawer heads it. */
export interface DescribedFigure {
  readonly title: string;
  readonly value: string;
  readonly range: string | null;
}
