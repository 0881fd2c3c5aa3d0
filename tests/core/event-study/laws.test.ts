import { describe, expect, it } from 'vitest';

import { testAcross } from '#lib/core/event-study/across.ts';
import { DEFAULT_STUDY_OPTIONS, findWindowFault } from '#lib/core/event-study/options.ts';
import { placeboBand, placeboPaths, samplePlacebo } from '#lib/core/event-study/placebo.ts';
import { findRecovery } from '#lib/core/event-study/recovery.ts';
import { closeToClose, joinReturns, placeOf } from '#lib/core/event-study/returns.ts';
import {
  cumulate,
  listAbnormalReturns,
  prepareSeries,
  studyAt,
  studyListing,
} from '#lib/core/event-study/study.ts';
import {
  closesOf,
  joined,
  madeSeries,
  noise,
  plantedReturns,
  studied,
  weekdays,
} from '#tests/support/event-series.ts';

const ZERO = 300;
const NONE: ReadonlySet<string> = new Set();

function carOf(series: Parameters<typeof studied>[0], from: number, to: number, place = ZERO) {
  const sum = cumulate(studied(series, place), { from, to });
  if (!sum.ok) throw new Error(sum.error.kind);
  return sum.value;
}

describe('laws of abnormal returns', () => {
  const series = madeSeries(plantedReturns(420));

  it('a CAR is the sum of its days and of adjoining windows', () => {
    const days = listAbnormalReturns(studied(series, ZERO), { from: -1, to: 5 });
    const summed = days.reduce((sum, { value }) => sum + (value ?? NaN), 0);
    expect(carOf(series, -1, 5).car).toBeCloseTo(summed, 14);
    expect(carOf(series, -1, 5).car).toBeCloseTo(carOf(series, -1, 2).car + carOf(series, 3, 5).car, 14);
  });

  it('residuals of the estimation sum to 0 and do not go with the benchmark', () => {
    const { fit, series: own } = studied(series, ZERO);
    let [sum, product] = [0, 0];
    for (let place = fit.fromPlace; place <= fit.toPlace; place += 1) {
      const residual =
        (own.returns.own[place] ?? NaN) - fit.alpha - fit.beta * (own.returns.market[place] ?? NaN);
      sum += residual;
      product += residual * (own.returns.market[place] ?? NaN);
    }
    expect(Math.abs(sum)).toBeLessThan(1e-13);
    expect(Math.abs(product)).toBeLessThan(1e-14);
  });

  it('a constant and a multiple of the benchmark added to a share change no abnormal return', () => {
    const made = plantedReturns(420);
    const other = { ...made, own: made.own.map((value, i) => value + 0.002 + 0.7 * (made.market[i] ?? 0)) };
    const [first, second] = [series, madeSeries(other)].map((each) => carOf(each, -1, 3));
    expect(second?.car).toBeCloseTo(first?.car ?? NaN, 12);
    expect(second?.stdError).toBeCloseTo(first?.stdError ?? NaN, 12);
  });

  it('another currency or a split before the file changes nothing: only ratios of closes count', () => {
    const { market, own } = plantedReturns(420);
    const days = weekdays(421);
    const plain = closesOf('MU', own, days);
    const scaled = { ...plain, closes: plain.closes.map((close) => close * 1350.5) };
    const [a, b] = [plain, scaled].map((each) =>
      carOf(prepareSeries(joined(each, closesOf('SPY', market, days), days), DEFAULT_STUDY_OPTIONS), -1, 3),
    );
    expect(b?.car).toBeCloseTo(a?.car ?? NaN, 12);
  });

  it('nothing after the window enters it', () => {
    const made = plantedReturns(420);
    const later = { ...made, own: made.own.map((value, i) => (i > ZERO + 3 ? value - 0.3 : value)) };
    expect(carOf(madeSeries(later), -1, 3)).toEqual(carOf(series, -1, 3));
  });
});

describe('a planted event', () => {
  it('is found to the digit where there is no noise but in the estimation', () => {
    const market = Array.from({ length: 420 }, (_, i) => (i % 2 === 0 ? 0.01 : -0.008));
    // Noise that cancels against constant and benchmark: pairs of days of one return, once up and once down.
    const own = market.map(
      (m, i) =>
        0.001 +
        1.5 * m +
        (i < 280 ? (Math.floor(i / 2) % 2 === 0 ? 0.004 : -0.004) : 0) +
        (i + 1 === ZERO ? -0.07 : 0),
    );
    const series = madeSeries({ market, own }, { estimation: { from: -240, to: -25 } });
    const study = studied(series, ZERO);
    expect(study.fit.alpha).toBeCloseTo(0.001, 12);
    expect(study.fit.beta).toBeCloseTo(1.5, 12);
    expect(study.fit.residualVariance).toBeCloseTo((216 * 0.004 ** 2) / 214, 14);
    expect(carOf(series, 0, 0).car).toBeCloseTo(-0.07, 12);
    expect(carOf(series, 1, 3).car).toBeCloseTo(0, 12);
  });

  it('stands out of the placebo band, and the band holds what has no event', () => {
    const series = madeSeries(plantedReturns(1500, { planted: { 900: -0.09 } }));
    const zeroOn = series.returns.sessions[900] ?? '';
    const band = placeboBand(series, { from: 0, to: 1 }, { eventDays: new Set([zeroOn]) });
    const car = carOf(series, 0, 1, 900).car;
    expect(car).toBeLessThan((band?.car[0] ?? NaN) - 0.03);
    expect(band?.car[0]).toBeLessThan(0);
    expect(band?.car[4]).toBeGreaterThan(0);
  });
});

describe('the size of the tests', () => {
  const series = madeSeries(plantedReturns(2600, { seed: 5 }));

  it('t beyond 1.96 comes in about 5 % of dates without an event', () => {
    const { t } = samplePlacebo(series, { from: 0, to: 0 }, { eventDays: NONE });
    const share = t.filter((value) => Math.abs(value) > 1.96).length / t.length;
    expect(t.length).toBeGreaterThan(2200);
    // Triangular noise has thinner tails than the normal: P(|e| > 1.96 s) is 0.040.
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.06);
  });

  it('a sampled placebo is the same under a seed, another under another', () => {
    const sample = (seed: number) =>
      [
        ...samplePlacebo(series, { from: 0, to: 1 }, { eventDays: NONE, sample: { count: 200, seed } }).car,
      ].slice(0, 5);
    expect(sample(3)).toEqual(sample(3));
    expect(sample(3)).not.toEqual(sample(4));
  });

  it('paths and windows agree date by date', () => {
    const [column] = placeboPaths(series, { from: -1, to: 3 }, { eventDays: NONE }).columns.slice(-1);
    const { car } = samplePlacebo(series, { from: -1, to: 3 }, { eventDays: NONE });
    expect(column?.values.length).toBe(car.length);
    column?.values.forEach((value, i) => {
      expect(value).toBeCloseTo(car[i] ?? NaN, 12);
    });
  });

  it('correlation allowed for brings the BMP test down where shares move together', () => {
    const { market, own } = plantedReturns(420, { seed: 9, planted: { 300: -0.02, 301: -0.02 } });
    const shared = [1, 2, 3, 4].map((k) =>
      own.map((value, i) => value + 0.006 * noise(50 + k, i) - (i >= 299 && i <= 300 ? 0.003 * k : 0)),
    );
    const studies = shared.map((each, k) =>
      studied(madeSeries({ market, own: each }, {}, `S${String(k)}`), ZERO),
    );
    const tests = testAcross(studies, { from: 0, to: 1 });
    const r = tests.residualCorrelation ?? NaN;
    expect(r).toBeGreaterThan(0.8);
    expect(tests.adjustedBmpZ).toBeCloseTo((tests.bmpZ ?? NaN) * Math.sqrt((1 - r) / (1 + 3 * r)), 12);
  });
});

describe('days without a price', () => {
  const days = weekdays(421);
  const { market, own } = plantedReturns(420);
  const whole = closesOf('MU', own, days);
  const without = (places: readonly number[]) => ({
    ...whole,
    days: whole.days.filter((_, i) => !places.includes(i)),
    closes: whole.closes.filter((_, i) => !places.includes(i)),
  });
  const spy = closesOf('SPY', market, days);
  const seriesOf = (places: readonly number[]) =>
    prepareSeries(joined(without(places), spy, days), DEFAULT_STUDY_OPTIONS);

  it('stay out of the estimation: two days are lost for one hole', () => {
    expect(studied(seriesOf([]), ZERO).fit.n).toBe(221);
    expect(studied(seriesOf([150]), ZERO).fit.n).toBe(219);
  });

  it('inside the window: the spanning return counts once, beside the benchmark over the same span', () => {
    const study = studied(seriesOf([ZERO + 1]), ZERO);
    const [, hole, spanned] = listAbnormalReturns(study, { from: 0, to: 2 });
    expect(hole).toMatchObject({ day: 1, value: null, span: 0 });
    expect(spanned?.span).toBe(2);
    const two = (closes: readonly number[]) => (closes[ZERO + 2] ?? NaN) / (closes[ZERO] ?? NaN) - 1;
    const { alpha, beta } = study.fit;
    expect(spanned?.value).toBeCloseTo(two(whole.closes) - 2 * alpha - beta * two(spy.closes), 12);
    expect(cumulate(study, { from: 0, to: 2 }).ok).toBe(true);
  });

  it('at the edge of the window are named: the return that began before it cannot be cut', () => {
    const study = studied(seriesOf([ZERO - 1]), ZERO);
    expect(cumulate(study, { from: 0, to: 1 })).toMatchObject({
      ok: false,
      error: { kind: 'missing-day', day: 0 },
    });
    expect(closeToClose(study.series.returns, ZERO, { from: 0, to: 1 }, 'simple')).toBeNull();
  });
});

describe('bad input is named', () => {
  const days = weekdays(421);
  const { market, own } = plantedReturns(420);
  const spy = closesOf('SPY', market, days);
  const mu = closesOf('MU', own, days);

  it('too few days, with how many there are', () => {
    expect(studyAt(madeSeries({ market, own }), 100)).toEqual({
      ok: false,
      error: { kind: 'few-days', symbol: 'MU', usable: 70, wanted: 120 },
    });
  });

  it('zero variance, of the share beyond its benchmark and of the benchmark', () => {
    const flat = market.map(() => 0);
    expect(studyAt(madeSeries({ market, own: market.map((m) => 0.001 + 2 * m) }), ZERO)).toMatchObject({
      ok: false,
      error: { kind: 'zero-variance', what: 'residual' },
    });
    expect(studyAt(madeSeries({ market: flat, own }), ZERO)).toMatchObject({
      ok: false,
      error: { kind: 'zero-variance', what: 'benchmark', symbol: 'SPY' },
    });
  });

  it('no price at all, closes that are none, a day before the first and after the last', () => {
    const none = { symbol: 'X', currency: 'USD', days: [], closes: [] };
    expect(joinReturns(none, spy, days, { kind: 'simple' })).toEqual({
      ok: false,
      error: { kind: 'no-prices', symbol: 'X' },
    });
    expect(joinReturns(mu, none, days, { kind: 'simple' })).toEqual({
      ok: false,
      error: { kind: 'no-prices', symbol: 'X' },
    });
    const zero = { ...mu, closes: mu.closes.map(() => 0) };
    expect(joinReturns(zero, spy, days, { kind: 'simple' })).toMatchObject({
      ok: false,
      error: { kind: 'no-prices' },
    });
    const series = joined(mu, spy, days);
    expect(placeOf(series, '2023-01-02')).toMatchObject({
      ok: false,
      error: { kind: 'before-listing', firstOn: days[0] },
    });
    expect(placeOf(series, '2030-01-02')).toMatchObject({
      ok: false,
      error: { kind: 'after-prices', lastOn: days[420] },
    });
  });

  it('a listing born inside the window: days before regular trading are not used', () => {
    const born = days[200] ?? '';
    const made = joinReturns(mu, spy, days, { kind: 'simple', listedFrom: born });
    expect(made.ok && made.value.sessions[0]).toBe(born);
    const study = made.ok
      ? studyListing(prepareSeries(made.value, DEFAULT_STUDY_OPTIONS), days[ZERO] ?? '')
      : made;
    expect(study).toMatchObject({ ok: false, error: { kind: 'few-days', usable: 70 } });
  });

  it('prices that end inside the window', () => {
    const short = madeSeries({ market: market.slice(0, ZERO + 1), own: own.slice(0, ZERO + 1) });
    expect(cumulate(studied(short, ZERO), { from: -1, to: 3 })).toMatchObject({
      ok: false,
      error: { kind: 'short-prices', day: 2 },
    });
  });

  it.each([
    [{ from: -250, to: -30 }, { from: 3, to: -1 }, /ends before it begins/],
    [{ from: -30, to: -250 }, { from: -1, to: 3 }, /estimation window .* ends before it begins/],
    [{ from: -250, to: -1 }, { from: -1, to: 3 }, /runs into the event window/],
    [{ from: -100, to: -30 }, { from: -1, to: 3 }, /has 71 days; 120/],
    [{ from: -250, to: -30 }, { from: -1, to: 5000 }, /whole days from −500 to \+500/],
    [{ from: -250, to: -30 }, { from: -1, to: 0.5 }, /whole days/],
  ])('windows %j and %j', (estimation, event, words) => {
    const fault = findWindowFault(estimation, event, 120);
    expect(fault?.kind === 'bad-window' && fault.detail).toMatch(words);
  });
});

describe('recovery', () => {
  const path = (cars: readonly number[]) => cars.map((car, i) => ({ day: i - 1, car }));
  const range = { from: -1, to: 1 };

  it('is the first day with half of the reaction gone, or none by the last day', () => {
    expect(findRecovery(path([0, -2, -10, -8, -5.1, -5, -9]), range)).toEqual({
      reaction: -10,
      day: 4,
      lastDay: 5,
    });
    expect(findRecovery(path([0, 2, 10, 8, 6]), range)).toEqual({ reaction: 10, day: null, lastDay: 3 });
    expect(findRecovery(path([0, 2, 10, -3]), range)).toEqual({ reaction: 10, day: 2, lastDay: 2 });
  });

  it('is not known of a path that does not reach the end of the window', () => {
    expect(findRecovery(path([0, -2]), range)).toBeNull();
    expect(findRecovery(path([0, 1, 0, 2]), range)).toBeNull();
  });
});
