/** One of a page's key figures; `key` names its evidence. */
export interface PageFigure {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly range: string | null;
  readonly note: string;
}
