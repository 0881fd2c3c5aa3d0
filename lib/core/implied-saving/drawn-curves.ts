/** Curves of the value change over draws of every input that the scenario leaves open (model 8). */
import type { OwnRange } from '../exposure/own-ranges.ts';
import { withMemorySaving } from '../exposure/path-parameters.ts';
import { runPath } from '../exposure/run-path.ts';
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import type { InputFault } from '../input-fault.ts';
import { ok, type Result } from '../result.ts';
import { deriveSeed, mixBits } from '../stats/mix-bits.ts';
import { normalQuantile } from '../stats/normal-quantile.ts';
import { loadDraw } from '../uncertainty/chain.ts';
import { drawInputs } from '../uncertainty/draw-block.ts';
import { vendorValueUsdBn } from '../uncertainty/outputs.ts';
import { prepareRun } from '../uncertainty/prepare-run.ts';
import { DEFAULT_SEED } from '../uncertainty/types.ts';

/** Draws behind a range unless more are asked for. */
export const IMPLIED_DRAWS = 256;
export const MOST_IMPLIED_DRAWS = 4096;
/** Grid of a drawn curve, 0 to 0.99; between its nodes it is straight. */
const STEPS = 33;
const STEP_HUNDREDTHS = 3;
/** Streams of the seed that shuffle the expected returns: apart from those of the inputs. */
const RETURN_STREAM = 1000;

/** One listing's curves. */
export interface DrawnListing {
  readonly ticker: string;
  /** USD bn, by draw * savings.length + node. */
  readonly usdBn: Float64Array;
  /** Standard normal deviate of the expected return, by draw: equal parts of the distribution in shuffled order. */
  readonly deviates: Float64Array;
}

export interface DrawnCurves {
  readonly draws: number;
  readonly seed: number;
  readonly savings: Float64Array;
  readonly listings: readonly DrawnListing[];
}

export interface DrawnCurvesRequest {
  readonly scenario: ExposureScenario;
  readonly ranges?: readonly OwnRange[];
  readonly draws?: number;
  readonly seed?: number;
}

/**
 * Curves of `tickers`, the same draws as any run of that seed: each input keeps its dimension of the sequence. The
 * scenario's own saving is left aside. `Err` names what the engine refuses.
 */
export function drawValueCurves(
  world: ExposureWorld,
  request: DrawnCurvesRequest,
  tickers: readonly string[],
): Result<DrawnCurves, InputFault[]> {
  const { draws = IMPLIED_DRAWS, seed = DEFAULT_SEED, ranges = [] } = request;
  // The saving is what is solved for, so it must not be drawn; the fleet's path is scaled whole.
  const scenario =
    request.scenario.savingPath === 'fleet'
      ? request.scenario
      : { ...request.scenario, memorySaving: request.scenario.memorySaving ?? 0 };
  const run = prepareRun(world, { scenario, ranges, draws, seed, sobolDraws: 0 });
  if (!run.ok) return run;
  const { chain } = run.value;
  const savings = Float64Array.from({ length: STEPS + 1 }, (_, i) => (STEP_HUNDREDTHS * i) / 100);
  const listings = tickers.map((ticker, v) => ({
    ticker,
    usdBn: new Float64Array(draws * savings.length),
    deviates: shuffledDeviates(draws, deriveSeed(seed, RETURN_STREAM + v)),
  }));
  drawInputs(run.value, draws, (row) => {
    const resolved = loadDraw(chain);
    savings.forEach((saving, i) => {
      runPath(chain.kernel, withMemorySaving(resolved, saving));
      for (const { ticker, usdBn } of listings) {
        usdBn[row * savings.length + i] = vendorValueUsdBn(chain.kernel, ticker);
      }
    });
  });
  return ok({ draws, seed, savings, listings });
}

/** The `count` middles of equal parts of the standard normal distribution, in an order that the seed sets. */
function shuffledDeviates(count: number, seed: number): Float64Array {
  const salt = mixBits((seed % 2 ** 32) | 0);
  const order = Array.from({ length: count }, (_, i) => i).toSorted(
    (a, b) => mixBits(a ^ salt) - mixBits(b ^ salt),
  );
  return Float64Array.from(order, (rank) => normalQuantile((rank + 0.5) / count));
}
