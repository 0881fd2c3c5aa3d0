import { describe, expect, it } from 'vitest';
import { formatBytes, formatKilobytesBoth, formatPrinted, formatTokens } from '#lib/charts/byte-words.ts';
import { ATTENTION_FAMILIES, ATTENTION_WORDS } from '#lib/charts/models/attention-words.ts';
import { median, prepareKvHistory } from '#lib/charts/models/kv-history.ts';
import { prepareKvCurve } from '#lib/charts/models/model-detail.ts';
import { computeModelFigures } from '#lib/charts/models/model-figures.ts';
import { prepareModelPage } from '#lib/charts/models/model-page.ts';
import { prepareModelTable } from '#lib/charts/models/model-table.ts';
import { prepareModelsHeadline } from '#lib/charts/models/models-headline.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import { MODEL_SORT_KEYS } from '#lib/core/catalogue/models-link.ts';
import { ATTENTION_KINDS, type ModelArchitecture } from '#lib/core/efficiency/architecture.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';

const models = readModelArchitectures();
const choice = { contextTokens: 131_072, kvDtype: 'bf16' } as const;
const all = [...models.values()].map((model) => computeModelFigures(model, choice));

function modelOf(id: string): ModelArchitecture {
  const model = models.get(id);
  if (model === undefined) throw new Error(`${id} is not in the catalogue`);
  return model;
}

const headlineAt = (rows: typeof all, asOf = '2026-11-26') =>
  prepareModelsHeadline({ all: rows, asOf, fromId: 'llama-3.1-405b', toId: 'deepseek-v4-pro' });
const plainText = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('bytes in words', () => {
  it('say which kilobyte they mean, with DeepSeek-V3 and Llama 3.1 8B as printed', () => {
    expect(plainText(formatKilobytesBoth(70_272))).toBe('70.3 KB (68.6 KiB)');
    expect(plainText(formatKilobytesBoth(131_072))).toBe('131 KB (128 KiB)');
    expect(plainText(formatBytes(2_252_800_000))).toBe('2.25 GB');
  });

  it('keep 128K for 131,072 and never for 128,000', () => {
    expect(formatTokens(131_072)).toBe('128K');
    expect(formatTokens(1_048_576)).toBe('1M');
    expect(formatTokens(128_000)).toBe('128,000');
    expect(formatTokens(2_250)).toBe('2,250');
  });

  it('write printed figures without zeros that nobody printed', () => {
    expect(formatPrinted(9.62)).toBe('9.62');
    expect(formatPrinted(10)).toBe('10');
    expect(formatPrinted(131_072)).toBe('131,072');
  });
});

describe('catalogue of models', () => {
  it('has words and one family for every attention kind', () => {
    for (const kind of ATTENTION_KINDS) {
      expect(ATTENTION_WORDS[kind].length).toBeGreaterThan(5);
      expect(ATTENTION_FAMILIES.filter(({ kinds }) => kinds.includes(kind))).toHaveLength(1);
    }
  });

  it('prints the anchors of the model: 70,272, 327,680 and 516,096 bytes per token', () => {
    const bytes = (id: string) => computeModelFigures(modelOf(id), choice).bytesPerToken;
    expect(bytes('deepseek-v3')).toBe(70_272);
    expect(bytes('qwen2.5-72b')).toBe(327_680);
    expect(bytes('llama-3.1-405b')).toBe(516_096);
  });

  it('compares two models by the ratio of their published shapes', () => {
    // CSA: 30 layers, one 512-wide vector per 4 tokens; HCA: 31 layers, one per 128; indexer: 30 x 128 per 4; BF16.
    const v4 = 2 * ((30 * 512) / 4 + (31 * 512) / 128 + (30 * 128) / 4);
    expect(computeModelFigures(modelOf('deepseek-v4-pro'), choice).bytesPerToken).toBeCloseTo(v4, 6);
    const text = plainText(sentenceText(headlineAt(all).parts));
    expect(text).toContain(`fell ${(516_096 / v4).toFixed(1)} times`);
    expect(text).toContain('from 516 KB to 9.85 KB');
  });

  it('speaks of the extremes where a compared model was not released yet, and of none where nothing was', () => {
    const early = all.filter(({ model }) => model.releasedOn < '2023-08-01');
    const text = plainText(sentenceText(headlineAt(early, '2023-08-01').parts));
    expect(text).toContain('307 KB (GPT-2 XL)');
    expect(text).toContain('4.72 MB (OPT-175B)');
    expect(sentenceText(headlineAt([]).parts)).toContain('No model');
  });

  it('opens the evidence of every figure that it marks', () => {
    for (const rows of [all, all.slice(0, 3), []]) {
      const { parts, figures, evidence, defaultEvidence } = headlineAt(rows);
      const keys = [...parts.flatMap(({ evidence: key }) => key ?? []), ...figures.map(({ key }) => key)];
      for (const key of [...keys, defaultEvidence]) expect(evidence[key]).toBeDefined();
    }
  });

  it('has a row for each model, a column for each order, and words where a figure is missing', () => {
    const table = prepareModelTable(all, choice, (id) => `/models/${id}`);
    expect(table.rows).toHaveLength(models.size);
    const keys = table.columns.map(({ key }) => key);
    for (const key of MODEL_SORT_KEYS) expect(keys).toContain(key);
    for (const row of table.rows) {
      expect(row.cells).toHaveLength(table.columns.length);
      for (const { text } of row.cells) expect(text).not.toMatch(/^$|NaN|undefined|Infinity/);
    }
    const cell = (id: string, key: string) =>
      table.rows.find((row) => row.key === id)?.cells[keys.indexOf(key)];
    expect(cell('kimi-k3', 'active')).toMatchObject({ value: null, text: 'not published' });
    expect(cell('jamba-1.5-large', 'state')).toMatchObject({ value: null, text: 'not published' });
    expect(cell('jamba-1.5-large', 'stored')?.note).toBe('without its state');
    expect(cell('llama-3.1-8b', 'state')?.text).toBe('none');
    expect(cell('gpt2-xl', 'context')?.note).toBe('shorter than chosen');
  });

  it('draws every model once over its date, with a card for each', () => {
    const plot = prepareKvHistory(all);
    const points = plot?.series.flatMap((series) => series.points) ?? [];
    expect(points).toHaveLength(models.size);
    expect(plot?.cards).toHaveLength(models.size);
    expect(new Set(points.map(({ cardIndex }) => cardIndex)).size).toBe(models.size);
    expect(prepareKvHistory([])).toBeNull();
  });

  it('takes the middle of two as their mean and of nothing as nothing', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNull();
  });
});

describe('page of one model', () => {
  it('sums the groups to the total, for every model', () => {
    for (const { model, storedBytes } of all) {
      const page = prepareModelPage(model, [], choice);
      const sum = (page.groups?.rows ?? []).reduce((total, row) => total + Number(row[2]?.value ?? 0), 0);
      expect(sum).toBeCloseTo(storedBytes ?? 0, 3);
      expect(Number(page.groups?.totals?.[2]?.value)).toBeCloseTo(storedBytes ?? 0, 3);
      expect(page.oracles).toBeNull();
    }
  });

  it('never falls with the context, and halves from BF16 to FP8 where nothing is constant', () => {
    for (const model of models.values()) {
      const [bf16, fp8] = prepareKvCurve(model)?.series ?? [];
      const values = bf16?.points.map(({ y }) => y ?? 0) ?? [];
      for (const [index, value] of values.entries()) {
        expect(value).toBeGreaterThanOrEqual(values[index - 1] ?? 0);
      }
      if (model.linearLayers === 0 && model.linearStateBytesPerSeq === null && model.attention !== 'msa') {
        expect((fp8?.points[3]?.y ?? 0) * 2).toBeCloseTo(values[3] ?? 0, 3);
      }
    }
  });

  it('warns of contexts beyond the maker’s and of shapes not read from a config', () => {
    expect(prepareModelPage(modelOf('gpt2-xl'), [], choice).cautions[0]).toContain('nobody serves this');
    const inferred = prepareModelPage(modelOf('deepseek-ablation-large-mha'), [], choice);
    expect(inferred.cautions.join(' ')).toContain('estimates');
    expect(prepareModelPage(modelOf('llama-3.1-405b'), [], choice).cautions).toEqual([]);
  });
});
