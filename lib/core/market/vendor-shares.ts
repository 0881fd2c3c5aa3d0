/** HBM revenue shares by vendor and quarter from anchors in the registry (model 7). */
import { indexOfInput, type Registry } from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
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

/**
 * Fills `shares[vendor * count + k]` for quarters firstQuarter + k: linear in quarters between anchors, flat
 * outside, then divided by the sum over vendors. Fractions; they sum to 1 in every quarter.
 */
export function fillVendorShares(
  layout: ShareLayout,
  values: Float64Array,
  firstQuarter: number,
  count: number,
  shares: Float64Array,
): void {
  for (let k = 0; k < count; k += 1) {
    let sum = 0;
    for (let vendor = 0; vendor < layout.anchorIndices.length; vendor += 1) {
      const raw = rawShare(layout, values, vendor, firstQuarter + k);
      shares[vendor * count + k] = raw;
      sum += raw;
    }
    for (let vendor = 0; vendor < layout.anchorIndices.length; vendor += 1) {
      shares[vendor * count + k] = valueAt(shares, vendor * count + k) / sum;
    }
  }
}

function rawShare(layout: ShareLayout, values: Float64Array, vendor: number, quarter: number): number {
  const indices = layout.anchorIndices[vendor];
  if (indices === undefined) throw new RangeError(`vendor ${String(vendor)} has no anchors`);
  const { anchorQuarters: anchors } = layout;
  let after = anchors.findIndex((anchor) => anchor > quarter);
  if (after === 0) return valueAt(values, valueAt(indices, 0));
  if (after < 0) after = anchors.length;
  const low = valueAt(values, valueAt(indices, after - 1));
  const from = anchors[after - 1];
  const to = anchors[after];
  if (from === undefined || to === undefined) return low;
  return low + ((valueAt(values, valueAt(indices, after)) - low) * (quarter - from)) / (to - from);
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
