/** Change of value of each listing as a function of the saving, other inputs held at the scenario (model 7). */
import { resolvePath } from '../exposure/resolved-path.ts';
import { withMemorySaving } from '../exposure/path-parameters.ts';
import { runPath } from '../exposure/run-path.ts';
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import type { InputFault } from '../input-fault.ts';
import { ok, type Result } from '../result.ts';
import { vendorValueUsdBn } from '../uncertainty/outputs.ts';
import type { Reach } from './types.ts';

/** Steps of the grid on which turning points and roots are looked for; whole hundredths, so that it ends at 0.99. */
const STEPS = 99;
/** Golden-section steps that put a turning point to 1e-9. */
const TURNING_STEPS = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** One listing's curve: a grid that also holds every turning point, and the function itself. */
export interface ValueCurve {
  readonly ticker: string;
  /** Ascending, 0 to {@link LARGEST_SAVING}. */
  readonly savings: Float64Array;
  /** Value change there, USD bn. */
  readonly usdBn: Float64Array;
  readonly reach: Reach;
  /** Value change at any saving, USD bn: the exposure engine's own digits. */
  readonly at: (saving: number) => number;
}

/** Value change of `tickers` at one saving, in their order, USD bn. */
export type ValueAt = (saving: number) => Float64Array;

/** Curves of `tickers` in `world` under `scenario`, whose own saving is left aside; `Err` names what the engine refuses. */
export function createValueCurves(
  world: ExposureWorld,
  scenario: ExposureScenario,
  tickers: readonly string[],
): Result<readonly ValueCurve[], InputFault[]> {
  const path = resolvePath(world, scenario);
  if (!path.ok) return path;
  const { kernel, resolved } = path.value;
  const valueAt: ValueAt = (saving) => {
    runPath(kernel, withMemorySaving(resolved, saving));
    return Float64Array.from(tickers, (ticker) => vendorValueUsdBn(kernel, ticker));
  };
  return ok(traceCurves(valueAt, tickers));
}

/** Curves of any function of the saving; each value is computed once for all listings. */
export function traceCurves(valueAt: ValueAt, tickers: readonly string[]): ValueCurve[] {
  const savings = Float64Array.from({ length: STEPS + 1 }, (_, i) => i / 100);
  const values = Array.from(savings, valueAt);
  return tickers.map((ticker, v) => {
    const at = (saving: number): number => valueAt(saving)[v] ?? NaN;
    return withTurningPoints({
      ticker,
      at,
      savings,
      usdBn: Float64Array.from(values, (row) => row[v] ?? NaN),
    });
  });
}

/** Grid with the turning points between its nodes put in, so that no pair of roots hides inside a step. */
function withTurningPoints(curve: Omit<ValueCurve, 'reach'>): ValueCurve {
  const nodes = Array.from(curve.savings, (saving, i): [number, number] => [saving, curve.usdBn[i] ?? NaN]);
  const turns = nodes.flatMap(([, value], i): [number, number][] => {
    const [before, after] = [nodes[i - 1], nodes[i + 1]];
    if (before === undefined || after === undefined) return [];
    const isTop = value > before[1] && value >= after[1];
    const isBottom = value < before[1] && value <= after[1];
    if (!isTop && !isBottom) return [];
    const turn = findTurn(curve.at, before[0], after[0], isTop ? 1 : -1);
    return [[turn, curve.at(turn)]];
  });
  const all = [...nodes, ...turns].toSorted((a, b) => a[0] - b[0]);
  const usdBn = Float64Array.from(all, ([, value]) => value);
  return {
    ...curve,
    savings: Float64Array.from(all, ([saving]) => saving),
    usdBn,
    reach: { low: Math.min(...usdBn), high: Math.max(...usdBn) },
  };
}

/** Where `f * sign` is largest between two points with one turning point between them: golden section. */
export function findTurn(f: (x: number) => number, from: number, to: number, sign: 1 | -1): number {
  let [low, high] = [from, to];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [sign * f(left), sign * f(right)];
  for (let i = 0; i < TURNING_STEPS; i += 1) {
    if (atLeft < atRight) {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = sign * f(right);
    } else {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = sign * f(left);
    }
  }
  return (low + high) / 2;
}
