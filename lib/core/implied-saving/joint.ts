/** One saving for several listings at once: what the market would have to believe if it believed the same of all. */
import { exp } from '../elementary.ts';
import { LARGEST_SAVING, Z80, type MarketChange } from './types.ts';
import { findTurn, type ValueCurve } from './value-curve.ts';

/** One listing of a joint solution. */
export interface JointPart {
  readonly curve: ValueCurve;
  readonly change: MarketChange;
}

export interface JointResidual {
  readonly ticker: string;
  readonly modelUsdBn: number;
  /** Market's change less the model's at the joint saving. */
  readonly residualUsdBn: number;
  /** The same in standard errors of the expected return. */
  readonly residualStdErrors: number;
}

export interface JointSaving {
  /** Saving with the smallest weighted distance. */
  readonly saving: number;
  /** Lowest and highest saving whose distance is not beyond the 80 % limit of the smallest. */
  readonly low: number;
  readonly high: number;
  /** The smallest distance lies at an end of [0, 0.99]: no saving inside does better. */
  readonly isAtEnd: boolean;
  /** Sum of squared residuals in standard errors. */
  readonly distance: number;
  readonly degreesOfFreedom: number;
  /** Chance of a larger distance if one saving held for all and the noises were independent; null without freedom. */
  readonly disagreement: number | null;
  readonly residuals: readonly JointResidual[];
}

/**
 * The saving in [0, 0.99] that minimises the sum over listings of ((change - model(s)) / standard error)^2: squared
 * distances weighted by inverse variance. Null with fewer than two listings or without noise to weigh by.
 */
export function solveJoint(parts: readonly JointPart[]): JointSaving | null {
  if (parts.length < 2 || parts.some(({ change }) => !(change.stdErrorUsdBn > 0))) return null;
  const distanceAt = (saving: number): number =>
    parts.reduce((sum, part) => sum + stdErrors(part, part.curve.at(saving)) ** 2, 0);
  const grid = parts[0]?.curve.savings ?? new Float64Array(0);
  const onGrid = Array.from(grid, distanceAt);
  const best = onGrid.indexOf(Math.min(...onGrid));
  const from = grid[Math.max(0, best - 1)] ?? 0;
  const to = grid[Math.min(grid.length - 1, best + 1)] ?? LARGEST_SAVING;
  const candidates = [grid[best] ?? 0, findTurn(distanceAt, from, to, -1)];
  const saving = candidates.reduce((a, b) => (distanceAt(b) < distanceAt(a) ? b : a));
  const distance = distanceAt(saving);
  const isWithin = (i: number): boolean => (onGrid[i] ?? Infinity) <= distance + Z80 * Z80;
  const within = Array.from(grid).filter((_, i) => isWithin(i));
  const degreesOfFreedom = parts.length - 1;
  return {
    saving,
    low: Math.min(saving, ...within),
    high: Math.max(saving, ...within),
    isAtEnd: saving === 0 || saving === LARGEST_SAVING,
    distance,
    degreesOfFreedom,
    disagreement: chiSquareTail(distance, degreesOfFreedom),
    residuals: parts.map((part) => {
      const modelUsdBn = part.curve.at(saving);
      return {
        ticker: part.curve.ticker,
        modelUsdBn,
        residualUsdBn: part.change.usdBn - modelUsdBn,
        residualStdErrors: stdErrors(part, modelUsdBn),
      };
    }),
  };
}

function stdErrors({ change }: JointPart, modelUsdBn: number): number {
  return (change.usdBn - modelUsdBn) / change.stdErrorUsdBn;
}

/** P(chi-square >= x) in closed form for an even number of degrees of freedom; null otherwise. */
function chiSquareTail(x: number, degreesOfFreedom: number): number | null {
  if (degreesOfFreedom % 2 !== 0 || degreesOfFreedom === 0) return null;
  let term = 1;
  let sum = 1;
  for (let i = 1; i < degreesOfFreedom / 2; i += 1) {
    term *= x / 2 / i;
    sum += term;
  }
  return exp(-x / 2) * sum;
}
