import { describe, expect, it } from 'vitest';
import {
  prepareOverlapMatrix,
  preparePairTable,
  prepareStackBars,
} from '#lib/charts/techniques/overlap-model.ts';
import { computeOverlap } from '#lib/charts/techniques/overlap.ts';
import { prepareSavingScatter, prepareSavingTimeline } from '#lib/charts/techniques/saving-plots.ts';
import { prepareTechniquePage } from '#lib/charts/techniques/technique-page.ts';
import { prepareTechniqueTable } from '#lib/charts/techniques/technique-table.ts';
import { FAMILY_FACET_WORDS } from '#lib/charts/techniques/technique-words.ts';
import { prepareTechniquesHeadline } from '#lib/charts/techniques/techniques-headline.ts';
import { formatFraction } from '#lib/charts/format.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import { DEFAULT_STACK, TECHNIQUE_SORT_KEYS } from '#lib/core/catalogue/techniques-link.ts';
import { evaluateStack } from '#lib/core/efficiency/stack.ts';
import { areInConflict } from '#lib/core/efficiency/technique.ts';
import { readCataloguedTechniques } from '#tests/support/efficiency-facts.ts';
import { LLAMA_ON_H100, planOf } from '#tests/support/serving.ts';

const techniques = readCataloguedTechniques();
const plan = planOf(LLAMA_ON_H100);
const pick = (...ids: readonly string[]) =>
  ids.flatMap((id) => techniques.filter((technique) => technique.id === id));

describe('catalogue of techniques', () => {
  const table = prepareTechniqueTable(techniques, (id) => `/techniques/${id}`);
  const keys = table.columns.map(({ key }) => key);
  const cell = (id: string, key: string) =>
    table.rows.find((row) => row.key === id)?.cells[keys.indexOf(key)];

  it('has a row for each technique, a column for each order and words for every family', () => {
    expect(table.rows).toHaveLength(77);
    for (const key of TECHNIQUE_SORT_KEYS) expect(keys).toContain(key);
    for (const { family } of techniques) expect(FAMILY_FACET_WORDS[family]).toBeDefined();
    for (const row of table.rows) {
      for (const { text } of row.cells) expect(text).not.toMatch(/^$|NaN|undefined|null/);
    }
  });

  it('keeps capacity and bandwidth apart, and tells an absence from a cost', () => {
    expect(cell('kv-fp8', 'capacity')).toMatchObject({ value: 0.5 });
    expect(cell('kv-fp8', 'bandwidth')).toMatchObject({ value: 0.5 });
    expect(cell('dsa-bandwidth', 'capacity')).toMatchObject({ value: null, text: 'not touched' });
    expect(cell('dsa-capacity', 'capacity')?.text).toContain('more');
    expect(cell('kv-offload-dram', 'capacity')).toMatchObject({ value: null, text: 'none published' });
    expect(cell('moba', 'other')).toMatchObject({ value: null, note: 'at most 95.3\u00a0%' });
  });

  it('draws each technique with a fraction of memory once, and none of what has no fraction', () => {
    const scatter = prepareSavingScatter(techniques);
    const drawn = scatter?.series.reduce((sum, { points }) => sum + points.length, 0);
    const memory = ['kv_capacity', 'kv_bandwidth', 'weight_capacity', 'weight_bandwidth'];
    const expected = techniques.filter(
      ({ savingPoint, actsOn }) => savingPoint !== null && actsOn.some((part) => memory.includes(part)),
    );
    expect(drawn).toBe(expected.length);
    expect(scatter?.cards).toHaveLength(expected.length);
    expect(prepareSavingScatter([])).toBeNull();
    expect(prepareSavingTimeline([])).toBeNull();
  });

  it('says costs in words on a technique’s own page, and no fraction where there is none', () => {
    const [cost] = pick('dsa-capacity');
    const [none] = pick('kv-offload-ssd');
    if (cost === undefined || none === undefined) throw new Error('the catalogue lacks a technique');
    expect(sentenceText(prepareTechniquePage(cost, techniques).parts)).toContain('costs 20.1\u00a0%');
    expect(sentenceText(prepareTechniquePage(none, techniques).parts)).toContain(
      'nobody published a fraction',
    );
  });
});

describe('overlap of a set', () => {
  it('multiplies headlines as one would by hand: half of half is a quarter left', () => {
    const overlap = computeOverlap(plan, pick('kv-fp8', 'fp8-weights'));
    expect(overlap.headlineProduct).toBeCloseTo(0.75, 12);
  });

  it('excludes exactly the pairs that the catalogue excludes', () => {
    const chosen = pick('kv-fp8', 'nvfp4-kv', 'fp8-weights', 'nvfp4-weights', 'mtp', 'eagle-3');
    const overlap = computeOverlap(plan, chosen);
    expect(overlap.pairs).toHaveLength(15);
    for (const { first, second, isExcluded, together } of overlap.pairs) {
      const [a] = pick(first);
      const [b] = pick(second);
      if (a === undefined || b === undefined) throw new Error('a pair names no technique');
      expect(isExcluded).toBe(areInConflict(a, b));
      if (isExcluded) expect(together).toBeNull();
    }
    expect(overlap.compatible.map(({ id }) => id)).toEqual(['kv-fp8', 'fp8-weights', 'mtp']);
    expect(overlap.leftOut.map(({ technique }) => technique.id)).toEqual([
      'nvfp4-kv',
      'nvfp4-weights',
      'eagle-3',
    ]);
  });

  it('agrees with the stack of the engine, pair by pair and as a whole', () => {
    const chosen = pick('kv-fp8', 'fp8-weights', 'prompt-cache-api');
    const overlap = computeOverlap(plan, chosen);
    for (const { first, second, together } of overlap.pairs) {
      const answer = evaluateStack(plan, pick(first, second));
      expect(answer.ok && answer.value.memorySaving).toBe(together);
    }
    const shares = overlap.answer?.shapley.reduce((sum, { share }) => sum + (share ?? NaN), 0);
    expect(shares).toBeCloseTo(overlap.answer?.memorySaving ?? NaN, 12);
  });

  it('says why: same part, exclusion, or another limit that binds', () => {
    const reasons = (...ids: string[]) =>
      computeOverlap(plan, pick(...ids)).pairs.map(({ reason }) => reason);
    expect(reasons('kv-fp8', 'nvfp4-kv')[0]).toContain('exclude each other');
    expect(reasons('kv-fp8', 'snapkv')[0]).toContain('act on the same part');
    expect(reasons('kv-fp8', 'fp8-weights')[0]).toContain('latency binds instead of bandwidth');
  });

  it('draws the lower half of a matrix, and bars whose parts sum to the third', () => {
    const overlap = computeOverlap(plan, pick('kv-fp8', 'nvfp4-kv', 'mtp'));
    const matrix = prepareOverlapMatrix(overlap);
    expect(matrix.rows.map((row) => row.map(({ kind }) => kind))).toEqual([
      ['alone', 'empty', 'empty'],
      ['excluded', 'alone', 'empty'],
      ['pair', 'pair', 'alone'],
    ]);
    expect(preparePairTable(overlap).rows).toHaveLength(3);
    const bars = prepareStackBars(overlap, 'a deployment');
    const values = bars?.table.rows.map((row) => Number(row[1]?.value)) ?? [];
    const [, , saved, ...shares] = values;
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(saved ?? NaN, 12);
  });

  it('has nothing to say of an empty set, and says so', () => {
    const overlap = computeOverlap(plan, []);
    expect(overlap.answer).toBeNull();
    expect(prepareStackBars(overlap, 'a deployment')).toBeNull();
  });
});

describe('headline of the techniques', () => {
  const headlineOf = (overlap: Parameters<typeof prepareTechniquesHeadline>[0]['overlap']) =>
    prepareTechniquesHeadline({ techniques, asOf: '2026-11-26', overlap, deployment: '8 H100' });

  it('counts the catalogue and prints the product of headlines beside what is saved', () => {
    const overlap = computeOverlap(plan, pick(...DEFAULT_STACK));
    const text = sentenceText(headlineOf(overlap).parts);
    expect(text).toContain('77 techniques, 66 with a fraction');
    // 1 - 0.57 x 0.556 x 0.217 of techniques.csv.
    expect(overlap.headlineProduct).toBeCloseTo(1 - 0.57 * 0.556 * 0.217, 12);
    expect(text).toContain(`multiply to ${formatFraction(overlap.headlineProduct)}`);
    expect(text).toContain(`save ${formatFraction(overlap.answer?.memorySaving ?? NaN)} of HBM hours`);
  });

  it('opens the evidence of every figure that it marks, with and without a deployment', () => {
    for (const overlap of [computeOverlap(plan, pick('kv-fp8')), computeOverlap(plan, []), null]) {
      const { parts, figures, evidence } = headlineOf(overlap);
      const keys = parts.flatMap(({ evidence: key }) => key ?? []);
      for (const key of keys) expect(evidence[key]).toBeDefined();
      for (const { key } of figures) {
        if (key !== 'conversion' || overlap !== null) expect(evidence[key]).toBeDefined();
      }
    }
  });

  it('warns of what is left out and of savings against another base', () => {
    const { cautions } = headlineOf(computeOverlap(plan, pick('kv-fp8', 'nvfp4-kv', 'mla')));
    expect(cautions.join(' ')).toContain('left out of the sum');
    expect(cautions.join(' ')).toContain('replaces the attention of a model');
  });
});
