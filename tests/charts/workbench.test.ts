import { describe, expect, it } from 'vitest';
import { sentenceText } from '#lib/charts/sentence.ts';
import { createWorkbenchEngine } from '#lib/charts/workbench/workbench-engine.ts';
import type { WorkbenchModel } from '#lib/charts/workbench/workbench-model.ts';
import {
  DEFAULT_WORKBENCH,
  readWorkbenchLink,
  writeWorkbenchLink,
  type WorkbenchConfig,
} from '#lib/core/workbench/workbench-config.ts';
import { curatedEfficiencyWorld } from '#tests/support/efficiency-world.ts';

const world = curatedEfficiencyWorld();
const engine = createWorkbenchEngine(world, null, 'test');

function modelOf(part: Partial<WorkbenchConfig> = {}): WorkbenchModel {
  const model = engine.prepare({ ...DEFAULT_WORKBENCH, ...part }, DEFAULT_WORKBENCH);
  if (model === null) throw new Error('the default cannot be computed');
  return model;
}

function pairsOf(query: string): [string, string][] {
  return [...new URLSearchParams(query)];
}

describe('the Workbench', () => {
  it('says what a request keeps and reads: 61 layers of 576 elements in BF16 at 64,500 tokens', () => {
    expect(61 * 576 * 2 * 64_500).toBe(4_532_544_000);
    const words = sentenceText(modelOf().headline).replaceAll('\u00a0', ' ');
    expect(words).toContain('keeps 4.53 GB of cache for one request');
    expect(words).toContain('of bytes: computing binds');
  });

  it('writes counts as counts', () => {
    const { figures } = modelOf();
    expect(figures.find(({ key }) => key === 'batch')?.value).toMatch(/^\d+ → \d+$/);
  });

  it('names the fewest accelerators when the weights do not fit', () => {
    const words = sentenceText(modelOf({ accelerators: 4 }).headline);
    expect(words).toContain('do not fit into 4');
    expect(words).toContain('6 accelerators are enough');
  });

  it('draws the page all the same when fields are refused, and names each', () => {
    const { faults, config } = modelOf({
      model: 'gpt-9',
      accelerators: -1,
      techniques: ['kv-fp8', 'nvfp4-kv', 'kv-offload-ssd'],
    });
    expect(config.model).toBe(DEFAULT_WORKBENCH.model);
    expect([...new Set(faults.map(({ param }) => param))].toSorted()).toEqual(['m', 'n', 'x']);
  });

  it('warns of a context beyond the maximum', () => {
    expect(modelOf({ inputTokens: 900_000 }).cautions.join()).toContain('nobody serves this');
  });

  it('reads a model of the browser’s own by its id, and survives a broken store', () => {
    const model = { ...world.models.find(({ id }) => id === 'qwen3-32b'), id: 'own:mine', name: 'Mine' };
    const entry = {
      model,
      provenance: { sourceUrl: 'pasted', retrievedOn: '2026-11-23', basis: 'pasted' },
      addedAt: '2026-11-23T00:00:00Z',
    };
    const own = createWorkbenchEngine(world, JSON.stringify([entry]), 'test');
    const config = { ...DEFAULT_WORKBENCH, model: 'own:mine', techniques: [] };
    const prepared = own.prepare(config, DEFAULT_WORKBENCH);
    expect(prepared?.faults).toEqual([]);
    expect(sentenceText(prepared?.headline ?? [])).toContain('Mine keeps');
    const broken = createWorkbenchEngine(world, '{not json', 'test').prepare(config, DEFAULT_WORKBENCH);
    expect(broken?.faults.map(({ param }) => param)).toEqual(['m']);
  });
});

describe('links of the Workbench', () => {
  it('say nothing for the default and come back as they were written', () => {
    expect(writeWorkbenchLink(DEFAULT_WORKBENCH, { asOf: null, pin: null })).toBe('');
    const config = { ...DEFAULT_WORKBENCH, model: 'qwen2.5-72b', techniques: [], usdPerAcceleratorHour: 3.5 };
    const link = writeWorkbenchLink(config, { asOf: '2026-06-30', pin: null });
    expect(link).toBe('?m=qwen2.5-72b&usd=3.5&x=none&asOf=2026-06-30&v=1');
    expect(readWorkbenchLink(pairsOf(link))).toEqual({ config, asOf: '2026-06-30', pin: null, faults: [] });
  });

  it('refuse by name what they cannot mean, and move nothing to a limit', () => {
    const { config, faults } = readWorkbenchLink(
      pairsOf('?n=1000000000&i=-5&h=2&zz=1&k=fp7&m=deepseek-v3.2'),
    );
    expect(faults.map(({ param }) => param).toSorted()).toEqual(['h', 'i', 'k', 'n', 'zz']);
    expect(config).toEqual({ ...DEFAULT_WORKBENCH, model: 'deepseek-v3.2' });
  });
});
