/** Low, point and high of a figure, of which any may be missing. */
export interface RangeCells {
  readonly low: number | null;
  readonly point: number | null;
  readonly high: number | null;
}

/** Said of a range whose parts are out of order. */
export const RANGE_ORDER_MESSAGE = 'breaks the order low <= point <= high';

/** True when the parts that are there are in order. */
export function isOrderedRange({ low, point, high }: RangeCells): boolean {
  const present = [low, point, high].filter((value) => value !== null);
  return present.every((value, index) => index === 0 || value >= (present[index - 1] ?? value));
}

/** Said of a period that ends before it starts. */
export const PERIOD_ORDER_MESSAGE = 'lies before the start of the period';

/** True unless both ends are known and reversed. Reduced dates compare by their common length. */
export function isOrderedPeriod(startOn: string | null, endOn: string | null): boolean {
  if (startOn === null || endOn === null) return true;
  const length = Math.min(startOn.length, endOn.length);
  return startOn.slice(0, length) <= endOn.slice(0, length);
}
