/** Inputs that come one per year, such as contract_share_2026 .. contract_share_2029. */
import { indexOfInput, type Registry } from './registry.ts';
import { indexAt, valueAt } from './value-at.ts';

/** `indices[i]` is the registry index for year `firstYear + i`, or -1 where the value is `anchor.value`. */
export interface YearFamily {
  readonly firstYear: number;
  readonly indices: Int32Array;
  /** The year whose value is fixed by definition (an index is 1 in its base year), null when there is none. */
  readonly anchor: { readonly year: number; readonly value: number } | null;
}

/**
 * Years of a family that the registry must have: from the first to the last of `requiredYears` and of the rows
 * found, without gaps, the anchor's year excepted.
 */
export function requiredFamilyIds(
  registry: Registry,
  prefix: string,
  requiredYears: readonly number[],
  anchorYear: number | null = null,
): string[] {
  const years = [...requiredYears, ...foundYears(registry, prefix)];
  if (anchorYear !== null) years.push(anchorYear);
  const first = Math.min(...years);
  const last = Math.max(...years);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .filter((year) => year !== anchorYear)
    .map((year) => `${prefix}${String(year)}`);
}

/** Family of ids `prefix<year>`; call after its {@link requiredFamilyIds} were found present. */
export function createYearFamily(
  registry: Registry,
  prefix: string,
  anchor: YearFamily['anchor'] = null,
): YearFamily {
  const years = foundYears(registry, prefix);
  if (anchor !== null) years.push(anchor.year);
  const firstYear = Math.min(...years);
  const count = Math.max(...years) - firstYear + 1;
  const indices = Int32Array.from({ length: count }, (_, i) =>
    firstYear + i === anchor?.year ? -1 : indexOfInput(registry, `${prefix}${String(firstYear + i)}`),
  );
  return { firstYear, indices, anchor };
}

/** Writes the family's values into `nodes` (same length as `indices`), for the readers in calendar/year-path. */
export function fillYearNodes(family: YearFamily, values: Float64Array, nodes: Float64Array): void {
  for (let i = 0; i < nodes.length; i += 1) {
    nodes[i] = valueOfYear(family, values, i);
  }
}

/**
 * Writes levels that grow from `base` in `baseYear` by one factor a year: nodes after the base are multiplied on,
 * nodes before it (a factor relative to the following year's level) likewise backwards.
 */
export function fillChainedNodes(
  family: YearFamily,
  values: Float64Array,
  base: { readonly year: number; readonly value: number },
  nodes: Float64Array,
): void {
  const start = base.year - family.firstYear;
  nodes[start] = base.value;
  for (let i = start + 1; i < nodes.length; i += 1)
    nodes[i] = valueAt(nodes, i - 1) * valueOfYear(family, values, i);
  for (let i = start - 1; i >= 0; i -= 1) nodes[i] = valueAt(nodes, i + 1) * valueOfYear(family, values, i);
}

function valueOfYear(family: YearFamily, values: Float64Array, position: number): number {
  const index = indexAt(family.indices, position);
  if (index >= 0) return valueAt(values, index);
  if (family.anchor === null) throw new RangeError('a year without a registry row needs the anchor value');
  return family.anchor.value;
}

function foundYears(registry: Registry, prefix: string): number[] {
  const years: number[] = [];
  for (const id of registry.indexById.keys()) {
    const year = id.startsWith(prefix) ? id.slice(prefix.length) : '';
    if (/^\d{4}$/.test(year)) years.push(Number(year));
  }
  return years;
}
