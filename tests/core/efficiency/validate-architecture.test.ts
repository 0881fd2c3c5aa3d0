import { describe, expect, it } from 'vitest';
import type { ModelArchitecture } from '#lib/core/efficiency/architecture.ts';
import { validateArchitecture } from '#lib/core/efficiency/validate-architecture.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';

const models = readModelArchitectures();

function model(id: string): ModelArchitecture {
  const found = models.get(id);
  if (found === undefined) throw new Error(`no architecture ${id}`);
  return found;
}

describe('every curated architecture', () => {
  it('is there', () => {
    expect(models.size).toBeGreaterThan(80);
  });

  it.each([...models.values()])('$id does not contradict itself', (architecture) => {
    expect(validateArchitecture(architecture)).toEqual([]);
  });
});

describe('a contradiction names its field', () => {
  const contradictions: [string, string, Partial<ModelArchitecture>][] = [
    ['llama-3.1-8b', '/kvHeads', { kvHeads: 5 }],
    ['opt-13b', '/kvHeads', { kvHeads: 8 }],
    ['step-3', '/kvHeads', { kvHeads: 2 }],
    ['llama-3.1-8b', '/layers', { layers: Number.NaN }],
    ['llama-3.1-8b', '/headDim', { headDim: 0 }],
    ['llama-3.1-8b', '/vHeadDim', { vHeadDim: -128 }],
    ['llama-3.1-8b', '/totalParamsB', { totalParamsB: Number.POSITIVE_INFINITY }],
    ['llama-3.1-8b', '/fullAttentionLayers', { fullAttentionLayers: 33 }],
    ['llama-3.1-8b', '/fullAttentionLayers', { fullAttentionLayers: 0 }],
    ['llama-3.1-8b', '/windowLayers', { windowLayers: 4 }],
    ['llama-3.1-8b', '/linearLayers', { linearLayers: 4 }],
    ['llama-3.1-8b', '/sharedKvFactor', { sharedKvFactor: 0.5 }],
    ['llama-3.1-8b', '/kvVectorsPerToken', { kvVectorsPerToken: 3 }],
    ['llama-3.1-8b', '/activeParamsB', { activeParamsB: 9 }],
    ['mixtral-8x7b', '/expertsActive', { expertsActive: 9 }],
    ['deepseek-v3', '/kvLoraRank', { kvLoraRank: null }],
    ['deepseek-v3', '/qkRopeHeadDim', { qkRopeHeadDim: null }],
    ['deepseek-v3', '/kvVectorsPerToken', { kvVectorsPerToken: 2 }],
    ['deepseek-v3.2', '/indexerLayers', { indexerLayers: 62 }],
    ['deepseek-v3.2', '/sparseTopkTokens', { sparseTopkTokens: null }],
    ['gemma-3-27b', '/windowSize', { windowSize: null }],
    ['qwen3-next-80b-a3b', '/linearLayers', { linearLayers: 0 }],
    ['deepseek-v4-pro', '/csaRatio', { csaRatio: null }],
    ['deepseek-v4-pro', '/hcaRatio', { hcaRatio: 0 }],
  ];

  it.each(contradictions)('%s: %s', (id, pointer, change) => {
    const faults = validateArchitecture({ ...model(id), ...change });
    expect(faults.map((fault) => fault.pointer)).toContain(pointer);
    expect(faults.every((fault) => fault.message.length > 10)).toBe(true);
  });
});
