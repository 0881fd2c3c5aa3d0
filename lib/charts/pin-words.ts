/** What a pinned page says of itself: what it rests on, and what the live page says by now. */
import type { LinkPin } from '../core/link/pin.ts';
import { formatDate } from './format.ts';
import type { PageFigure } from './page-figure.ts';

/** A figure that reads otherwise on the live page. */
export interface ChangedFigure {
  readonly key: string;
  readonly label: string;
  /** As pinned. */
  readonly then: string;
  /** As the live page has it; null where it has no such figure. */
  readonly now: string | null;
}

/** What a page is pinned to, in one line that goes on after the word "pinned". */
export function pinWords(
  { asOf, dataVersion, seed }: Pick<LinkPin, 'asOf' | 'dataVersion' | 'seed'>,
  recordedOn: string,
  modelVersion: string,
): string {
  const drawn = seed === null ? '' : `, seed ${String(seed)}`;
  return `to data version ${String(dataVersion)} of ${formatDate(recordedOn)}, model ${modelVersion}${drawn}; as of ${formatDate(asOf)}`;
}

/** Figures, by their keys, of which value or range reads otherwise; in the order of the pinned page. */
export function compareFigures(
  pinned: readonly PageFigure[],
  live: readonly PageFigure[],
): readonly ChangedFigure[] {
  return pinned.flatMap(({ key, label, ...then }) => {
    const now = live.find((figure) => figure.key === key);
    if (now?.value === then.value && now.range === then.range) return [];
    return [{ key, label, then: figureWords(then), now: now === undefined ? null : figureWords(now) }];
  });
}

function figureWords({ value, range }: Pick<PageFigure, 'value' | 'range'>): string {
  return range === null ? value : `${value} (${range})`;
}
