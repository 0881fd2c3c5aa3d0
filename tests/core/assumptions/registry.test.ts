import { describe, expect, it } from 'vitest';
import {
  createRegistry,
  findMissingInputs,
  indexOfInput,
  pointValues,
} from '#lib/core/assumptions/registry.ts';
import { valueAt } from '#lib/core/assumptions/value-at.ts';
import {
  createYearFamily,
  fillChainedNodes,
  fillYearNodes,
  requiredFamilyIds,
} from '#lib/core/assumptions/year-family.ts';
import { createInputLayout, exposureInputIds, LEVER_IDS } from '#lib/core/exposure/input-layout.ts';
import type { Assumption } from '#lib/core/facts/types.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

const { assumptions } = readExposureFacts();

function registryOf(rows: readonly Assumption[]) {
  const created = createRegistry(rows);
  if (!created.ok) throw new Error(JSON.stringify(created.error));
  return created.value;
}

function assumption(id: string, point: number): Assumption {
  const [template] = assumptions;
  if (template === undefined) throw new Error('the registry is empty');
  return { ...template, id, low: point, point, high: point };
}

describe('the registry', () => {
  it('gives every input one index and its point there', () => {
    const registry = registryOf(assumptions);
    const values = pointValues(registry);
    expect(valueAt(values, indexOfInput(registry, 'usage_elasticity'))).toBe(1);
    expect(() => indexOfInput(registry, 'no_such_input')).toThrow(RangeError);
  });

  it('names an input that is there twice, not finite, or out of order', () => {
    const [first] = assumptions;
    if (first === undefined) throw new Error('the registry is empty');
    const bad = createRegistry([
      first,
      first,
      { ...assumption('a', 1), point: NaN },
      { ...assumption('b', 1), high: Infinity },
      { ...assumption('c', 1), low: 2 },
    ]);
    expect(bad.ok ? [] : bad.error.map((fault) => fault.pointer)).toEqual([
      `/assumptions/${first.id}`,
      '/assumptions/a',
      '/assumptions/b',
      '/assumptions/c',
    ]);
  });

  it('refuses to invent a value outside an array', () => {
    expect(() => valueAt(Float64Array.of(1), 1)).toThrow(RangeError);
    expect(() => valueAt(Float64Array.of(1), -1)).toThrow(RangeError);
  });
});

describe('completeness', () => {
  const needed = exposureInputIds(registryOf(assumptions));
  /** A lever at 0 is no lever, and the only row of the tier DRAM that is its own takes the tier with it. */
  const optional = new Set<string>([...LEVER_IDS, 'tier_bytes_per_hbm_byte_dram']);
  const required = needed.filter((id) => !optional.has(id));

  it('holds for the curated registry', () => {
    expect(findMissingInputs(registryOf(assumptions), needed)).toEqual([]);
    expect(needed.length).toBeGreaterThan(80);
  });

  it.each(required)('%s missing is a fault that names it', (id) => {
    const layout = createInputLayout(assumptions.filter((one) => one.id !== id));
    expect(layout.ok ? [] : layout.error.map((fault) => fault.pointer)).toEqual([`/assumptions/${id}`]);
  });

  it('is not asked of the levers nor of a tier without any row: earlier data versions lack them', () => {
    const without = assumptions.filter(({ id }) => !optional.has(id) && !id.startsWith('tier_'));
    const layout = createInputLayout(without);
    expect(layout.ok && layout.value.tiers).toBeNull();
  });
});

describe('inputs by year', () => {
  const registry = registryOf([assumption('x_2026', 2), assumption('x_2028', 4), assumption('x_other', 9)]);

  it('need every year between the first and the last', () => {
    expect(requiredFamilyIds(registry, 'x_', [])).toEqual(['x_2026', 'x_2027', 'x_2028']);
    expect(requiredFamilyIds(registry, 'x_', [2029], 2025)).toEqual(['x_2026', 'x_2027', 'x_2028', 'x_2029']);
  });

  it('fill from the registry, the anchor year from its definition', () => {
    const whole = registryOf([assumption('x_2024', 5), assumption('x_2026', 2), assumption('x_2027', 3)]);
    const family = createYearFamily(whole, 'x_', { year: 2025, value: 1 });
    const nodes = new Float64Array(4);
    fillYearNodes(family, pointValues(whole), nodes);
    expect([...nodes]).toEqual([5, 1, 2, 3]);
    fillChainedNodes(family, pointValues(whole), { year: 2025, value: 10 }, nodes);
    expect([...nodes]).toEqual([50, 10, 20, 60]);
  });
});
