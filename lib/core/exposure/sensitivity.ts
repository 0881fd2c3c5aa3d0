/** d ln revenue / d ln (1 - s) by vendor: percent of revenue per percent of memory still needed (model 7). */
import { expm1, ln, log1p } from '../elementary.ts';
import type { PathKernel } from './kernel.ts';
import { withMemorySaving, type ResolvedScenario } from './path-parameters.ts';
import { runPath } from './run-path.ts';

/** Half-width of the central difference in ln (1 - s). */
const STEP = 1e-5;

export interface VendorSensitivity {
  /** Central difference at the scenario; null at a saving of 0 or when the vendor has no revenue. */
  readonly atScenario: number | null;
  /** At no saving, towards a saving: a queue that swallows the first savings whole makes it 0. */
  readonly atZero: number | null;
}

/** Sensitivities in vendor order, the cost saving following s unless it was given. Leaves the kernel at another run. */
export function computeSensitivities(kernel: PathKernel, resolved: ResolvedScenario): VendorSensitivity[] {
  const { memorySaving } = resolved.parameters;
  const lnRevenueAt = (lnLeft: number): Float64Array => {
    runPath(kernel, withMemorySaving(resolved, -expm1(lnLeft)));
    return kernel.vendors.hbmUsdBn.map(ln);
  };
  const lnLeft = log1p(-memorySaving);
  const isSaving = memorySaving > 0;
  const above = isSaving ? lnRevenueAt(lnLeft + STEP) : null;
  const below = isSaving ? lnRevenueAt(lnLeft - STEP) : null;
  const none = lnRevenueAt(0);
  const first = lnRevenueAt(-STEP);
  return Array.from(none, (lnNone, v) => ({
    atScenario: finiteOrNull(((above?.[v] ?? NaN) - (below?.[v] ?? NaN)) / (2 * STEP)),
    atZero: finiteOrNull((lnNone - (first[v] ?? NaN)) / STEP),
  }));
}

/** A vendor without revenue has no logarithm and so no sensitivity. */
function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
