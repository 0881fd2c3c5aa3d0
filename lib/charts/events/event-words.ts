/** Words that the pages of events share. */
import type { StudiedTicker } from '../../contracts/event-studies.ts';
import { describeDay, type DayWindow } from '../../core/event-study/options.ts';
import { formatDate, formatFraction, formatFractionRange } from '../format.ts';

/** Name of a share where there is little room. */
export function shareName({ name }: Pick<StudiedTicker, 'name'>): string {
  return SHORT[name] ?? name;
}

const SHORT: Readonly<Record<string, string>> = {
  'Samsung Electronics': 'Samsung',
  'Western Digital': 'WD',
};

/** Title up to its colon: what the event is called in a sentence. */
export function shortTitle(title: string): string {
  return title.split(':')[0] ?? title;
}

/** A change with its sign always written. */
export function signedFraction(fraction: number): string {
  const text = formatFraction(fraction);
  return fraction > 0 && !text.startsWith('0.0') ? `+${text}` : text;
}

/** "−15.0 to +16.8 %". */
export function signedRange(low: number, high: number): string {
  return high > 0 && low < 0
    ? `${signedFraction(low).slice(0, -2)} to ${signedFraction(high)}`
    : formatFractionRange(low, high);
}

/** A statistic at two decimals: "−2.44". */
export function formatStatistic(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** "half recovered by day +10", or what happened instead. */
export function recoveryWords(recovery: StudiedTicker['recovery']): string {
  if (recovery === null) return 'recovery not known';
  return recovery.day === null
    ? `not half recovered by day ${describeDay(recovery.lastDay)}`
    : `half recovered by day ${describeDay(recovery.day)}`;
}

/** Whether a CAR lies outside the placebo's middle 95 %. */
export function isOutside({ car, placebo }: Pick<StudiedTicker, 'car' | 'placebo'>): boolean | null {
  if (car === null || placebo === null) return null;
  return car < placebo.low || car > placebo.high;
}

/** "sessions −250 to −30". */
export function daysWords({ from, to }: DayWindow): string {
  return `sessions ${describeDay(from)} to ${describeDay(to)}`;
}

/** A sentence of the API, whose dates are ISO 8601, as pages write dates. */
export function withWrittenDates(text: string): string {
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, formatDate);
}
