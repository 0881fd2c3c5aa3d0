/** All savings at which a listing's value change in the model equals the market's abnormal change, and what that says. */
import { findRoot } from './find-root.ts';
import {
  Z80,
  type ImpliedAnswer,
  type ImpliedVerdict,
  type MarketChange,
  type Reach,
  type Root,
} from './types.ts';
import type { ValueCurve } from './value-curve.ts';

/** Value changes closer than this are the same, USD bn: a dollar. */
const SAME_USD_BN = 1e-9;
/** A vendor whose value no saving moves by more has no exposure, USD bn. */
const LEAST_REACH_USD_BN = 1e-6;

/** Roots at the point of every input, and the verdict on `change`. */
export function solveImplied(curve: ValueCurve, change: MarketChange): ImpliedAnswer {
  const roots = findRoots(curve, change.usdBn);
  return { roots, reach: curve.reach, verdict: judge(curve.reach, change, roots.length > 0) };
}

/** All savings in [0, 0.99] that give `targetUsdBn`, smallest first; a stretch where the model does not move is one. */
export function findRoots(curve: ValueCurve, targetUsdBn: number): Root[] {
  const { savings, usdBn, at } = curve;
  const excess = (saving: number): number => at(saving) - targetUsdBn;
  const roots: Root[] = [];
  for (let i = 0; i < savings.length; i += 1) {
    const here = (usdBn[i] ?? NaN) - targetUsdBn;
    const saving = savings[i] ?? NaN;
    if (Math.abs(here) <= SAME_USD_BN) {
      const last = roots.at(-1);
      const wasSame = i > 0 && Math.abs((usdBn[i - 1] ?? NaN) - targetUsdBn) <= SAME_USD_BN;
      if (wasSame && last !== undefined) roots[roots.length - 1] = { from: last.from, to: saving };
      else roots.push({ from: saving, to: saving });
      continue;
    }
    const next = (usdBn[i + 1] ?? NaN) - targetUsdBn;
    if (Math.abs(next) <= SAME_USD_BN || !(here * next < 0)) continue;
    const root = findRoot(excess, saving, savings[i + 1] ?? NaN);
    roots.push({ from: root, to: root });
  }
  return roots;
}

function judge(reach: Reach, { usdBn, stdErrorUsdBn }: MarketChange, hasRoot: boolean): ImpliedVerdict {
  if (reach.high - reach.low <= LEAST_REACH_USD_BN) return 'no-exposure';
  const noise = Z80 * stdErrorUsdBn;
  if (usdBn - noise <= reach.low && usdBn + noise >= reach.high) return 'not-separable';
  if (hasRoot) return 'implied';
  // The side to which the curve goes further is that of more saving; the other side no saving leads to.
  const isDownward = -reach.low >= reach.high;
  if (usdBn > reach.high) return isDownward ? 'rise' : 'none';
  return isDownward ? 'none' : 'fall';
}
