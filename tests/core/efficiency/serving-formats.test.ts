import { describe, expect, it } from 'vitest';
import { plainFormat, uniformBytes } from '#lib/core/efficiency/cache-format.ts';
import { BITS_PER_ELEMENT, bytesPerElement } from '#lib/core/efficiency/kv-dtype.ts';
import { attentionEntryElements } from '#lib/core/efficiency/layer-groups.ts';
import { parseElementBytes } from '#lib/core/efficiency/oracle-memory.ts';
import { deepseekV4MixedFormat, fp8LatentFormat } from '#lib/core/efficiency/serving-formats.ts';
import type { ModelArchitecture } from '#lib/core/efficiency/architecture.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';

const models = readModelArchitectures();

function model(id: string): ModelArchitecture {
  const found = models.get(id);
  if (found === undefined) throw new Error(`no architecture ${id}`);
  return found;
}

describe('cache formats of serving stacks', () => {
  it('DeepSeek FP8 latent entries take 656 B and index keys 132 B', () => {
    const format = fp8LatentFormat(model('deepseek-v3.2'));
    expect(format.attentionEntryBytes(attentionEntryElements(model('deepseek-v3.2')))).toBe(656);
    expect(format.indexerEntryBytes(128)).toBe(132);
  });

  it('the FP8 index keys of all layers are the bytes per token that the facts give', () => {
    for (const id of ['deepseek-v3.2', 'glm-5', 'glm-5.2']) {
      const { indexerLayers, indexerHeadDim, indexerBytesPerToken } = model(id);
      const perLayer = fp8LatentFormat(model(id)).indexerEntryBytes(indexerHeadDim ?? 0);
      expect((indexerLayers ?? 0) * perLayer).toBe(indexerBytesPerToken);
    }
  });

  it('DeepSeek-V4 entries take 584 B and index keys 68 B', () => {
    const format = deepseekV4MixedFormat(model('deepseek-v4-pro'));
    expect(format.attentionEntryBytes(attentionEntryElements(model('deepseek-v4-pro')))).toBe(584);
    expect(format.indexerEntryBytes(128)).toBe(68);
  });

  it('plain BF16 latent entries take 1152 B', () => {
    const format = plainFormat(model('deepseek-v3'), uniformBytes(2));
    expect(format.attentionEntryBytes(attentionEntryElements(model('deepseek-v3')))).toBe(1152);
  });
});

describe('number formats', () => {
  it('block formats count their scales', () => {
    expect(BITS_PER_ELEMENT.nvfp4).toBe(4.5);
    expect(BITS_PER_ELEMENT.mxfp4).toBe(4.25);
    expect(bytesPerElement('int3')).toBe(0.375);
  });

  it('printed bytes per element are read with what they apply to', () => {
    expect(parseElementBytes('0.75')).toEqual({ attention: 0.75, window: 0.75, indexer: 0.75 });
    expect(parseElementBytes('2 global / 1 chunk')).toEqual({ attention: 2, window: 1, indexer: 2 });
    expect(parseElementBytes('1 kv / 0.5 indexer')).toEqual({ attention: 1, window: 1, indexer: 0.5 });
    expect(parseElementBytes('k8v4')).toEqual({ attention: 0.75, window: 0.75, indexer: 0.75 });
    expect(parseElementBytes('mixed')).toBeNull();
    expect(parseElementBytes(null)).toBeNull();
  });
});
