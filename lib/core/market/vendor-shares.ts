/** HBM revenue shares by vendor and quarter from anchors in the registry (model 7). */
import { indexOfInput, type Registry } from '../assumptions/registry.ts';
import { indexAt, valueAt } from '../assumptions/value-at.ts';
import { parseQuarterLabel, quarterLabel } from '../calendar/quarter.ts';
import { MODELLED_VENDORS } from './modelled-vendors.ts';

/** Anchor quarters in order and, by vendor, the registry index of each. */
export interface ShareLayout {
  readonly anchorQuarters: readonly number[];
  readonly anchorIndices: readonly Int32Array[];
}

const PREFIX = 'hbm_share_';
/** hbm_share_of_accelerator_spend starts alike but ends in no quarter. */
const ANCHOR_ID = /^hbm_share_.+_(\d{4}q[1-4])$/;

/** Ids needed: at every quarter for which any vendor has an anchor, one for each vendor; at least one quarter. */
export function shareInputIds(registry: Registry): string[] {
  const quarters = anchorQuarters(registry);
  const suffixes = quarters.length > 0 ? quarters.map(anchorSuffix) : ['2026q2'];
  return suffixes.flatMap((suffix) => MODELLED_VENDORS.map((vendor) => `${PREFIX}${vendor.key}_${suffix}`));
}

/** Layout over a registry that holds all {@link shareInputIds}. */
export function createShareLayout(registry: Registry): ShareLayout {
  const quarters = anchorQuarters(registry);
  return {
    anchorQuarters: quarters,
    anchorIndices: MODELLED_VENDORS.map((vendor) =>
      Int32Array.from(quarters, (quarter) =>
        indexOfInput(registry, `${PREFIX}${vendor.key}_${anchorSuffix(quarter)}`),
      ),
    ),
  };
}

/** Where the shares of each quarter lie between anchors: fixed by the calendar, so settled once. */
export interface SharePlan {
  readonly count: number;
  /** By vendor * count + k: registry index of the anchor before and after. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** By k: how far from the one to the other, 0 to 1. */
  readonly weight: Float64Array;
}

/** Plan for quarters firstQuarter + k: linear in quarters between anchors, flat outside. */
export function createSharePlan(layout: ShareLayout, firstQuarter: number, count: number): SharePlan {
  const { anchorQuarters: anchors, anchorIndices } = layout;
  const plan = {
    count,
    before: new Int32Array(anchorIndices.length * count),
    after: new Int32Array(anchorIndices.length * count),
    weight: new Float64Array(count),
  };
  for (let k = 0; k < count; k += 1) {
    const quarter = firstQuarter + k;
    const next = anchors.findIndex((anchor) => anchor > quarter);
    const to = next < 0 ? anchors.length - 1 : next;
    const from = next <= 0 ? to : next - 1;
    const start = anchors[from] ?? quarter;
    const end = anchors[to] ?? quarter;
    plan.weight[k] = from === to ? 0 : (quarter - start) / (end - start);
    for (const [vendor, indices] of anchorIndices.entries()) {
      plan.before[vendor * count + k] = indexAt(indices, from);
      plan.after[vendor * count + k] = indexAt(indices, to);
    }
  }
  return plan;
}

/** Fills `shares[vendor * count + k]` and divides by the sum over vendors. Fractions; they sum to 1 in every quarter. */
export function fillVendorShares(plan: SharePlan, values: Float64Array, shares: Float64Array): void {
  const { count, before, after, weight } = plan;
  for (let k = 0; k < count; k += 1) {
    let sum = 0;
    for (let i = k; i < before.length; i += count) {
      const low = valueAt(values, indexAt(before, i));
      const raw = low + (valueAt(values, indexAt(after, i)) - low) * valueAt(weight, k);
      shares[i] = raw;
      sum += raw;
    }
    for (let i = k; i < before.length; i += count) shares[i] = valueAt(shares, i) / sum;
  }
}

function anchorQuarters(registry: Registry): number[] {
  const quarters = new Set<number>();
  for (const id of registry.indexById.keys()) {
    const quarter = parseQuarterLabel(ANCHOR_ID.exec(id)?.[1] ?? '');
    if (quarter !== null) quarters.add(quarter);
  }
  return [...quarters].sort((a, b) => a - b);
}

function anchorSuffix(quarter: number): string {
  return quarterLabel(quarter).toLowerCase();
}
