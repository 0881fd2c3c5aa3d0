import type { Freshness } from '../core/freshness/freshness.ts';

/** One of a page's key figures; `key` names its evidence. */
export interface PageFigure {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly range: string | null;
  readonly note: string;
  /** Age of the observation behind it; left out for what is computed from many. */
  readonly age?: Freshness | null;
}
