/** A line of closes without axes: its path, with gaps where sessions have no price, and the same in words. */
import type { WatchRow } from '../../contracts/watchlists/watchlists.ts';
import { formatDate } from '../format.ts';
import { formatPrice } from './price-words.ts';

export const SPARK_WIDTH = 96;
export const SPARK_HEIGHT = 22;
/** Room for the width of the line. */
const INSET = 2;

export interface Sparkline {
  /** SVG path; a session alone between gaps is a point. */
  readonly path: string;
  /** For who does not see it. */
  readonly words: string;
}

/** Draws a trend; null without any price in it. */
export function prepareSparkline({ sessions, currency }: NonNullable<WatchRow['trend']>): Sparkline | null {
  const priced = sessions.flatMap(({ sessionOn, close }, index) =>
    close === null ? [] : [{ sessionOn, close, index }],
  );
  const [first, last] = [priced[0], priced.at(-1)];
  if (first === undefined || last === undefined) return null;
  const closes = priced.map(({ close }) => close);
  const [low, high] = [Math.min(...closes), Math.max(...closes)];
  const x = (index: number): number =>
    INSET + (index / Math.max(1, sessions.length - 1)) * (SPARK_WIDTH - 2 * INSET);
  // A price that never moved runs through the middle.
  const y = (close: number): number =>
    high === low ? SPARK_HEIGHT / 2 : INSET + ((high - close) / (high - low)) * (SPARK_HEIGHT - 2 * INSET);
  const path = priced
    .map(({ close, index }, i) => {
      const at = `${x(index).toFixed(1)} ${y(close).toFixed(1)}`;
      if (i > 0 && priced[i - 1]?.index === index - 1) return `L${at}`;
      // A line to itself, so that a session alone is seen too.
      return `M${at}L${at}`;
    })
    .join('');

  return { path, words: describe(sessions.length, [first, last], { low, high }, priced.length, currency) };
}

interface Priced {
  readonly sessionOn: string;
  readonly close: number;
}

function describe(
  sessions: number,
  [first, last]: readonly [Priced, Priced],
  { low, high }: { readonly low: number; readonly high: number },
  priced: number,
  currency: string,
): string {
  const price = (value: number): string => formatPrice(value, currency);
  const gaps = sessions - priced;
  const missing = gaps === 0 ? '' : `, ${String(gaps)} of ${String(sessions)} sessions without a price`;

  return `from ${price(first.close)} on ${formatDate(first.sessionOn)} to ${price(last.close)} on ${formatDate(last.sessionOn)}, lowest ${price(low)}, highest ${price(high)}${missing}`;
}
