/**
 * Tests across listings or events. Written for firms whose abnormal returns are independent; where they share their
 * days, as memory stocks do, only the Kolari-Pynnönen figure allows for it.
 *
 * Patell, Journal of Accounting Research 14 (1976); Boehmer, Musumeci and Poulsen, Journal of Financial Economics 30
 * (1991); Kolari and Pynnönen, Review of Financial Studies 23 (2010); Corrado, Journal of Financial Economics 23 (1989)
 * with the scaled ranks of Corrado and Zivney (1992); Cowan, Review of Quantitative Finance and Accounting 2 (1992).
 */
import { abnormalAt, forecastTerm, isUsable } from './fit.ts';
import type { DayWindow } from './options.ts';
import { cumulate, type ListingStudy } from './study.ts';

/** Test statistics; null where they cannot be formed, such as from one listing alone. */
export interface AcrossTests {
  /** Listings that cover the window. */
  readonly count: number;
  readonly meanCar: number | null;
  /** Mean CAR over the standard error that the CARs' own spread gives. */
  readonly crossSectionT: number | null;
  readonly patellZ: number | null;
  readonly bmpZ: number | null;
  /** Mean correlation of the residuals of pairs on days that both have. */
  readonly residualCorrelation: number | null;
  /** BMP with that correlation allowed for. */
  readonly adjustedBmpZ: number | null;
  readonly corradoZ: number | null;
  readonly generalisedSignZ: number | null;
}

/**
 * All tests over one window.
 *
 * @param studies listings of one event, or listings and events pooled; those that do not cover the window are left out
 */
export function testAcross(studies: readonly ListingStudy[], range: DayWindow): AcrossTests {
  const covered = studies.flatMap((study) => {
    const sum = cumulate(study, range);
    return sum.ok ? [{ study, ...sum.value }] : [];
  });
  const residualCorrelation = meanCorrelation(covered.map(({ study }) => study));
  const cars = covered.map(({ car }) => car);
  const bmpZ = tOfMean(covered.map(({ t }) => t));
  const count = covered.length;

  return {
    count,
    meanCar: meanOf(cars),
    crossSectionT: tOfMean(cars),
    patellZ: patellZ(
      covered.map(({ study }) => study),
      range,
    ),
    bmpZ,
    residualCorrelation,
    adjustedBmpZ: adjust(bmpZ, count, residualCorrelation),
    corradoZ: corradoZ(
      covered.map(({ study }) => study),
      range,
    ),
    generalisedSignZ: signZ(covered),
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean over its standard error from the spread of the values; null for one value or for no spread. */
export function tOfMean(values: readonly number[]): number | null {
  const mean = meanOf(values);
  if (mean === null || values.length < 2) return null;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const error = Math.sqrt(squares / (values.length - 1) / values.length);
  return error > 1e-15 * Math.abs(mean) ? mean / error : null;
}

/**
 * Sum over listings of the sum over days of AR over its forecast error, over the root of what its variance would be. A
 * standardised AR is Student's t with n−2 degrees of freedom, so its variance is (n−2)/(n−4).
 */
function patellZ(studies: readonly ListingStudy[], range: DayWindow): number | null {
  let [sum, variance] = [0, 0];
  for (const { series, fit, zeroPlace } of studies) {
    for (let place = zeroPlace + range.from; place <= zeroPlace + range.to; place += 1) {
      const span = series.returns.spans[place] ?? 0;
      if (span === 0) continue;
      const units = span + forecastTerm(fit, span, series.returns.market[place] ?? 0);
      sum += abnormalAt(series.returns, place, fit) / Math.sqrt(fit.residualVariance * units);
      variance += (fit.n - 2) / (fit.n - 4);
    }
  }
  return variance > 0 ? sum / Math.sqrt(variance) : null;
}

/** z * sqrt((1 − r) / (1 + (N − 1) r)). */
function adjust(z: number | null, count: number, r: number | null): number | null {
  if (z === null || r === null) return null;
  const inflation = 1 + (count - 1) * r;
  return inflation > 0 && r < 1 ? z * Math.sqrt((1 - r) / inflation) : null;
}

/** Mean correlation of estimation residuals over pairs of listings, by date. */
function meanCorrelation(studies: readonly ListingStudy[]): number | null {
  const placeOfDay = new Map<string, number>();
  for (const study of studies) {
    for (let place = study.fit.fromPlace; place <= study.fit.toPlace; place += 1) {
      const day = study.series.returns.sessions[place] ?? '';
      if (!placeOfDay.has(day)) placeOfDay.set(day, placeOfDay.size);
    }
  }
  const residuals = studies.map((study) => residualsByDay(study, placeOfDay));
  let [sum, pairs] = [0, 0];
  residuals.forEach((first, i) => {
    for (const second of residuals.slice(i + 1)) {
      const r = correlate(first, second);
      if (r === null) continue;
      sum += r;
      pairs += 1;
    }
  });
  return pairs === 0 ? null : sum / pairs;
}

/** NaN on days without a usable return. */
function residualsByDay(
  { series, fit }: ListingStudy,
  placeOfDay: ReadonlyMap<string, number>,
): Float64Array {
  const residuals = new Float64Array(placeOfDay.size).fill(NaN);
  for (let place = fit.fromPlace; place <= fit.toPlace; place += 1) {
    if (!isUsable(series.returns, place, series.options.excludedDays)) continue;
    const day = placeOfDay.get(series.returns.sessions[place] ?? '');
    if (day !== undefined) residuals[day] = abnormalAt(series.returns, place, fit);
  }
  return residuals;
}

/** Fewer common days than these say nothing of a correlation. */
const FEWEST_COMMON_DAYS = 30;

function correlate(first: Float64Array, second: Float64Array): number | null {
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let day = 0; day < first.length; day += 1) {
    const [a, b] = [first[day] ?? NaN, second[day] ?? NaN];
    if (Number.isNaN(a + b)) continue;
    n += 1;
    x += a;
    y += b;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  const spread = (xx - (x * x) / n) * (yy - (y * y) / n);
  return n >= FEWEST_COMMON_DAYS && spread > 0 ? (xy - (x * y) / n) / Math.sqrt(spread) : null;
}

/**
 * Ranks of the window's days among all days of estimation and window, scaled to the middle 0, averaged over listings day
 * by day, over their spread: z = sqrt(L) * mean of the window / s.
 */
function corradoZ(studies: readonly ListingStudy[], range: DayWindow): number | null {
  const length = range.to - range.from + 1;
  if (studies.length === 0) return null;
  const ranked = studies.map((study) => scaledRanks(study, range));
  const first = Math.min(...ranked.map(({ firstDay }) => firstDay));
  const sums = new Float64Array(range.to - first + 1);
  const counts = new Float64Array(sums.length);
  for (const { firstDay, ranks } of ranked) {
    ranks.forEach((rank, i) => {
      const at = firstDay + i - first;
      if (Number.isNaN(rank)) return;
      sums[at] = (sums[at] ?? 0) + rank;
      counts[at] = (counts[at] ?? 0) + 1;
    });
  }
  return rankStatistic(sums, counts, { listings: studies.length, length });
}

function rankStatistic(
  sums: Float64Array,
  counts: Float64Array,
  { listings, length }: { readonly listings: number; readonly length: number },
): number | null {
  let [squares, days, event, eventDays] = [0, 0, 0, 0];
  for (let i = 0; i < sums.length; i += 1) {
    const count = counts[i] ?? 0;
    if (count === 0) continue;
    const mean = (sums[i] ?? 0) / count;
    days += 1;
    squares += (count / listings) * mean * mean;
    if (i < sums.length - length) continue;
    event += mean;
    eventDays += 1;
  }
  if (squares <= 0 || eventDays === 0) return null;
  return (Math.sqrt(eventDays) * (event / eventDays)) / Math.sqrt(squares / days);
}

/** Rank / (M + 1) − 1/2 by day from the first of the estimation window on; NaN where no single-session return ends. */
function scaledRanks(
  { series, fit, zeroPlace }: ListingStudy,
  range: DayWindow,
): { readonly firstDay: number; readonly ranks: Float64Array } {
  const { returns, options } = series;
  const lastPlace = zeroPlace + range.to;
  const ranks = new Float64Array(lastPlace - fit.fromPlace + 1).fill(NaN);
  const values: number[] = [];
  const places: number[] = [];
  for (let place = fit.fromPlace; place <= lastPlace; place += 1) {
    const isInWindow = place >= zeroPlace + range.from;
    if (!isInWindow && place > fit.toPlace) continue;
    if (isInWindow ? (returns.spans[place] ?? 0) === 0 : !isUsable(returns, place, options.excludedDays))
      continue;
    values.push(abnormalAt(returns, place, fit));
    places.push(place);
  }
  midRanks(values).forEach((rank, i) => {
    ranks[(places[i] ?? 0) - fit.fromPlace] = rank / (values.length + 1) - 0.5;
  });
  return { firstDay: fit.fromPlace - zeroPlace, ranks };
}

/** Ranks from 1, ties sharing their mean. */
function midRanks(values: readonly number[]): Float64Array {
  const sorted = Float64Array.from(values).sort();
  const ranks = new Float64Array(values.length);
  values.forEach((value, i) => {
    const below = countBelow(sorted, value);
    let equal = 1;
    while (sorted[below + equal] === value) equal += 1;
    ranks[i] = below + (equal + 1) / 2;
  });
  return ranks;
}

function countBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Positive CARs against what the estimation windows lead to expect. */
function signZ(covered: readonly { readonly study: ListingStudy; readonly car: number }[]): number | null {
  const count = covered.length;
  if (count === 0) return null;
  const share = covered.reduce((sum, { study }) => sum + positiveShare(study), 0) / count;
  const positive = covered.filter(({ car }) => car > 0).length;
  const variance = count * share * (1 - share);
  return variance > 0 ? (positive - count * share) / Math.sqrt(variance) : null;
}

function positiveShare({ series, fit }: ListingStudy): number {
  let positive = 0;
  for (let place = fit.fromPlace; place <= fit.toPlace; place += 1) {
    if (!isUsable(series.returns, place, series.options.excludedDays)) continue;
    if (abnormalAt(series.returns, place, fit) > 0) positive += 1;
  }
  return positive / fit.n;
}
