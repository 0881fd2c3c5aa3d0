import { toDayNumber, toIsoDate, weekdayOf } from '#lib/core/calendar/day-number.ts';
import { DEFAULT_STUDY_OPTIONS, type StudyOptions } from '#lib/core/event-study/options.ts';
import { joinReturns, type CloseSeries, type JoinedReturns } from '#lib/core/event-study/returns.ts';
import { prepareSeries, studyAt, type ListingStudy, type StudySeries } from '#lib/core/event-study/study.ts';
import { mixBits } from '#lib/core/stats/mix-bits.ts';

/** Made series of closes for tests of event studies: weekdays as sessions, returns as given or from a seed. */

/** Weekdays from a date on. */
export function weekdays(count: number, from = '2024-01-01'): string[] {
  const days: string[] = [];
  for (let day = toDayNumber(from); days.length < count; day += 1) {
    if (weekdayOf(day) < 5) days.push(toIsoDate(day));
  }
  return days;
}

/** Closes that have these simple returns, one more than there are returns. */
export function closesOf(
  symbol: string,
  returns: readonly number[],
  days: readonly string[],
  currency = 'USD',
): CloseSeries {
  const closes = [100];
  for (const each of returns) closes.push((closes.at(-1) ?? NaN) * (1 + each));
  return { symbol, currency, days: days.slice(0, closes.length), closes };
}

/** Noise between −1 and 1 that a seed decides, triangular about 0. */
export function noise(seed: number, i: number): number {
  const word = (stream: number): number => (mixBits(mixBits(seed * 2 + stream) ^ (i + 1)) >>> 0) / 2 ** 32;
  return word(0) + word(1) - 1;
}

/** What is planted; `planted` by the place of the close on which the effect ends. */
interface PlantedChoices {
  readonly alpha?: number;
  readonly beta?: number;
  readonly sigma?: number;
  readonly seed?: number;
  readonly planted?: Readonly<Record<number, number>>;
}

/** Returns of market and share: r = alpha + beta m + e, with effects planted on days. */
export function plantedReturns(
  count: number,
  { alpha = 0.001, beta = 1.5, sigma = 0.02, seed = 1, planted = {} }: PlantedChoices = {},
): { readonly market: number[]; readonly own: number[] } {
  const market = Array.from({ length: count }, (_, i) => 0.015 * noise(seed, i));
  const own = market.map((m, i) => alpha + beta * m + sigma * noise(seed + 77, i) + (planted[i + 1] ?? 0));
  return { market, own };
}

/** Joined returns, or the test fails. */
export function joined(
  own: CloseSeries,
  market: CloseSeries | null,
  sessions: readonly string[],
  kind: StudyOptions['returns'] = 'simple',
): JoinedReturns {
  const made = joinReturns(own, market, sessions, { kind });
  if (!made.ok) throw new Error(`no returns: ${made.error.kind}`);
  return made.value;
}

/** A series of made returns, ready for studies. */
export function madeSeries(
  { market, own }: { readonly market: readonly number[]; readonly own: readonly number[] },
  options: Partial<StudyOptions> = {},
  symbol = 'MU',
): StudySeries {
  const days = weekdays(own.length + 1);
  const all = { ...DEFAULT_STUDY_OPTIONS, ...options };
  const benchmark = all.model === 'constant-mean' ? null : closesOf('SPY', market, days);
  return prepareSeries(joined(closesOf(symbol, own, days), benchmark, days, all.returns), all);
}

/** The study at a place, or the test fails. */
export function studied(series: StudySeries, place: number): ListingStudy {
  const study = studyAt(series, place);
  if (!study.ok) throw new Error(`no study: ${study.error.kind}`);
  return study.value;
}
