/**
 * Implied saving of 7 listings x 250 sessions: curves once and roots refined on them, beside solving every session anew
 * with the exposure engine, in the same run. `node --conditions=react-server tests/bench/implied-saving.ts`.
 */
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import { createModelSide, studyImplied } from '#lib/core/implied-saving/evaluate.ts';
import type { MarketSide } from '#lib/core/implied-saving/market-side.ts';
import { findRoots } from '#lib/core/implied-saving/solve.ts';
import { createValueCurves } from '#lib/core/implied-saving/value-curve.ts';
import { TIER_VENDORS } from '#lib/core/market/tier-shift.ts';
import type { Result } from '#lib/core/result.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';

const SESSIONS = 250;
const ROUNDS = 5;
/** Sessions that the naive way is timed on; it takes as long for each. */
const NAIVE_SESSIONS = 2;
const AIM_MS = 1000;

const world = curatedWorld();
const scenario = { tierShiftShare: 0.2 };
const tickers = TIER_VENDORS.map(({ ticker }) => ticker).filter((ticker) => ticker !== 'other');
const days = Array.from({ length: SESSIONS }, (_, i) => `2026-${String(i).padStart(4, '0')}`);
const market: MarketSide = {
  sinceOn: '2026-01-01',
  eventId: null,
  eventTitle: null,
  source: 'prices',
  frozenOn: null,
  listings: tickers.map((ticker, v) => ({
    ticker,
    name: ticker,
    marketCapUsdBn: world.vendors.find((vendor) => vendor.ticker === ticker)?.marketCapUsdBn ?? 100,
    marketCapAsOn: '2026-01-01',
    basis: null,
    absence: null,
    path: {
      ticker,
      d0On: '2026-01-01',
      sessions: days,
      changePct: days.map((_, i) => -2.5 + 2.5 * Math.sin(i / 7 + v)),
      stdErrorPct: days.map((_, i) => 0.2 * Math.sqrt(i + 1)),
    },
  })),
};

function unwrap<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function fastest(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return Math.min(...times);
}

/** Changes of every listing and session, USD bn. */
const changes = market.listings.map(({ ticker, marketCapUsdBn, path }) => ({
  ticker,
  usdBn: (path?.changePct ?? []).map((pct) => (pct / 100) * (marketCapUsdBn ?? NaN)),
}));

function solvePoints(): number {
  const curves = unwrap(createValueCurves(world, scenario, tickers));
  let roots = 0;
  curves.forEach((curve, v) => {
    for (const change of changes[v]?.usdBn ?? []) roots += findRoots(curve, change).length;
  });
  return roots;
}

function solveAll(): void {
  const side = unwrap(createModelSide(world, { scenario }, tickers));
  studyImplied(market, side, 0.28, tickers);
}

/** Each session and listing by itself: a grid of a hundred answers, then bisection between those that differ in sign. */
function solveNaively(sessions: number): number {
  let roots = 0;
  for (const { ticker, usdBn } of changes) {
    const valueAt = (memorySaving: number): number => {
      const answer = unwrap(evaluateExposure(world, { ...scenario, memorySaving }));
      return answer.vendors.find((vendor) => vendor.ticker === ticker)?.valueChangeUsdBn ?? NaN;
    };
    for (const change of usdBn.slice(0, sessions)) {
      let [last, lastSaving] = [valueAt(0) - change, 0];
      for (let i = 1; i <= 99; i += 1) {
        const value = valueAt(i / 100) - change;
        if (value * last < 0) {
          let [low, high, atLow] = [lastSaving, i / 100, last];
          while (high - low > 2e-13) {
            const middle = (low + high) / 2;
            const atMiddle = valueAt(middle) - change;
            if (atMiddle * atLow > 0) [low, atLow] = [middle, atMiddle];
            else high = middle;
          }
          roots += 1;
        }
        [last, lastSaving] = [value, i / 100];
      }
    }
  }
  return roots;
}

const roots = solvePoints();
const pointsMs = fastest(() => {
  solvePoints();
});
const allMs = fastest(solveAll);
const started = performance.now();
solveNaively(NAIVE_SESSIONS);
const naiveMs = ((performance.now() - started) / NAIVE_SESSIONS) * SESSIONS;
const count = tickers.length * SESSIONS;
const show = (ms: number): string => `${ms.toFixed(0)} ms`;

console.log(`${String(count)} listing-sessions, ${String(roots)} roots to 1e-13 of the saving`);
console.log(`points, curves included    ${show(pointsMs).padStart(9)}`);
console.log(`with ranges of 256 draws   ${show(allMs).padStart(9)}   aim ${show(AIM_MS)}`);
console.log(
  `naive, session by session  ${show(naiveMs).padStart(9)}   from ${String(NAIVE_SESSIONS)} sessions; ${(naiveMs / pointsMs).toFixed(0)} times the points`,
);
