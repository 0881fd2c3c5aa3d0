import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';

import { testAcross } from '#lib/core/event-study/across.ts';
import { DEFAULT_STUDY_OPTIONS, RETURN_MODELS, type DayWindow } from '#lib/core/event-study/options.ts';
import { samplePlacebo } from '#lib/core/event-study/placebo.ts';
import {
  cumulate,
  listAbnormalReturns,
  studyAt,
  studyListing,
  type StudySeries,
} from '#lib/core/event-study/study.ts';
import { madeSeries, plantedReturns } from '#tests/support/event-series.ts';

/**
 * All events on seven listings by three models with all tests, and 2,000 placebo dates on seven listings; each beside
 * the plain way, which passes over the estimation window anew for every date. One core, made series:
 * `node --conditions=react-server tests/bench/event-study.ts`.
 */

const LISTINGS = 7;
const RANGE: DayWindow = { from: -1, to: 3 };
const AIMS_MS = { events: 300, placebo: 1000 };

const events = parse<Readonly<Record<string, string>>>(
  readFileSync(new URL('../../prisma/seed/data/events.csv', import.meta.url), 'utf8'),
  { columns: true, bom: true },
);

/** Best of some runs: what the code costs, not what else the machine does. */
function bestOf(runs: number, work: () => number): { readonly ms: number; readonly check: number } {
  let best = Infinity;
  let check = 0;
  for (let i = 0; i < runs; i += 1) {
    const start = performance.now();
    check = work();
    best = Math.min(best, performance.now() - start);
  }
  return { ms: best, check };
}

function makeAll(count: number, model: (typeof RETURN_MODELS)[number]): StudySeries[] {
  return Array.from({ length: LISTINGS }, (_, k) =>
    madeSeries(plantedReturns(count, { seed: 100 + k }), { model }, `S${String(k)}`),
  );
}

/** One model on one date by passing over the window: means, slope, residuals, error. */
function plainCar({ returns }: StudySeries, place: number): number {
  const [from, to] = [
    place + DEFAULT_STUDY_OPTIONS.estimation.from,
    place + DEFAULT_STUDY_OPTIONS.estimation.to,
  ];
  const x: number[] = [];
  const y: number[] = [];
  for (let i = Math.max(1, from); i <= to; i += 1) {
    x.push(returns.market[i] ?? NaN);
    y.push(returns.own[i] ?? NaN);
  }
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const sxx = x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
  const beta = x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? NaN) - my), 0) / sxx;
  const alpha = my - beta * mx;
  const squares = y.reduce((sum, value, i) => sum + (value - alpha - beta * (x[i] ?? NaN)) ** 2, 0);
  let [car, market] = [0, 0];
  for (let i = place + RANGE.from; i <= place + RANGE.to; i += 1) {
    car += (returns.own[i] ?? NaN) - alpha - beta * (returns.market[i] ?? NaN);
    market += returns.market[i] ?? NaN;
  }
  const units = 5 + 25 / x.length + (market - 5 * mx) ** 2 / sxx;
  return car / Math.sqrt((squares / (x.length - 2)) * units);
}

/** 681 sessions, as the desk's own file has them; events spread over those that have an estimation window. */
function benchEvents(): void {
  const places = events.map((_, i) => 255 + Math.floor((i * 420) / events.length));
  const prepared = RETURN_MODELS.map((model) => makeAll(681, model));
  const run = (): number => {
    let sum = 0;
    for (const series of prepared) {
      for (const place of places) {
        const studies = series.flatMap((each) => {
          const study = studyListing(each, each.returns.sessions[place] ?? '');
          return study.ok ? [study.value] : [];
        });
        for (const study of studies) {
          const car = cumulate(study, RANGE);
          sum += (car.ok ? car.value.t : 0) + listAbnormalReturns(study, RANGE).length;
        }
        sum += testAcross(studies, RANGE).corradoZ ?? 0;
      }
    }
    return sum;
  };
  const { ms } = bestOf(5, run);
  const count = events.length * LISTINGS * RETURN_MODELS.length;
  report(
    `${String(events.length)} events x ${String(LISTINGS)} listings x 3 models, nine tests`,
    ms,
    AIMS_MS.events,
  );
  console.log(`  ${((ms / count) * 1000).toFixed(1)} us a study`);
}

function benchPlacebo(): void {
  const all = makeAll(2300, 'market');
  const ours = bestOf(5, () =>
    all.reduce((sum, series) => {
      const { t } = samplePlacebo(series, RANGE, { eventDays: new Set(), sample: { count: 2000, seed: 7 } });
      return sum + t.length;
    }, 0),
  );
  report(`2,000 placebo dates x ${String(LISTINGS)} listings`, ours.ms, AIMS_MS.placebo);
  const dates = Array.from({ length: 2000 }, (_, i) => 255 + i);
  const quick = bestOf(5, () =>
    all.reduce(
      (sum, series) =>
        sum +
        dates.reduce((own, place) => {
          const study = studyAt(series, place);
          const car = study.ok ? cumulate(study.value, RANGE) : study;
          return own + (car.ok ? car.value.t : 0);
        }, 0),
      0,
    ),
  );
  const plain = bestOf(3, () =>
    all.reduce((sum, series) => sum + dates.reduce((own, place) => own + plainCar(series, place), 0), 0),
  );
  if (Math.abs(quick.check - plain.check) > 1e-6) throw new Error('the two ways disagree');
  console.log(
    `  same dates: ${quick.ms.toFixed(1)} ms by running sums, ${plain.ms.toFixed(1)} ms the plain way, ${(plain.ms / quick.ms).toFixed(1)}x`,
  );
}

function report(what: string, ms: number, aimMs: number): void {
  console.log(`${what}: ${ms.toFixed(1)} ms (aim ${String(aimMs)} ms: ${ms <= aimMs ? 'met' : 'MISSED'})`);
}

benchEvents();
benchPlacebo();
