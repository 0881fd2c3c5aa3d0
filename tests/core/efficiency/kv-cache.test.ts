import { describe, expect, it } from 'vitest';
import type { ModelArchitecture } from '#lib/core/efficiency/architecture.ts';
import { computeKvCache, type KvCacheAnswer } from '#lib/core/efficiency/kv-cache.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';

const models = readModelArchitectures();

function model(id: string): ModelArchitecture {
  const found = models.get(id);
  if (found === undefined) throw new Error(`no architecture ${id}`);
  return found;
}

function memory(id: string, contextTokens: number, kvDtype = 'bf16'): KvCacheAnswer {
  const answer = computeKvCache(model(id), contextTokens, kvDtype);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describe('bytes per token in BF16', () => {
  it.each([
    ['deepseek-v3', 70_272],
    ['qwen2.5-72b', 327_680],
    ['llama-3.1-405b', 516_096],
  ])('%s needs exactly %i', (id, bytes) => {
    expect(memory(id, 4096).bytesPerToken).toBe(bytes);
  });
});

describe('attention families', () => {
  it('a latent cache does not depend on the number of heads', () => {
    const fewer = computeKvCache({ ...model('deepseek-v3'), qHeads: 8, kvHeads: 8 }, 8192, 'bf16');
    expect(fewer.ok && fewer.value.storedBytes).toBe(memory('deepseek-v3', 8192).storedBytes);
  });

  it('a window stops growing at its size and uses its own heads and widths', () => {
    const window = memory('gemma-4-31b', 200_000).byGroup.find((group) => group.group === 'window');
    expect(window?.storedBytes).toBe(50 * 16 * (256 + 256) * 2 * 1024);
    expect(memory('gemma-4-31b', 100).bytesPerToken).toBe(50 * 16 * 512 * 2 + 10 * 4 * 1024 * 2);
  });

  it('sparse attention stores more than the latent cache it selects from and reads less', () => {
    const dense = memory('deepseek-v3', 131_072);
    const sparse = memory('deepseek-v3.2', 131_072);
    expect(sparse.storedBytes).toBe(dense.storedBytes + 61 * 128 * 2 * 131_072);
    expect(sparse.readBytesPerDecodedToken).toBe(61 * 576 * 2 * 2048 + 61 * 128 * 2 * 131_072);
  });

  it('an index shared by layers is stored only where it runs', () => {
    const indexer = memory('glm-5.2', 1000).byGroup.find((group) => group.group === 'indexer');
    expect(indexer).toMatchObject({ layers: 21, storedBytes: 21 * 128 * 2 * 1000 });
  });

  it('MiniMax-M3 keeps its index keys in BF16 at every cache dtype and three layers dense', () => {
    const groups = new Map(memory('minimax-m3', 8192, 'fp8').byGroup.map((group) => [group.group, group]));
    expect(groups.get('indexer')?.storedBytes).toBe(57 * 128 * 2 * 8192);
    expect(groups.get('sparse')?.readBytesPerDecodedToken).toBe(57 * 4 * 256 * 2048);
    expect(groups.get('full')?.readBytesPerDecodedToken).toBe(3 * 4 * 256 * 8192);
  });

  it('NSA stores all and reads a sixteenth, the selected blocks and the window', () => {
    const answer = memory('nsa-27b', 65_536);
    expect(answer.readBytesPerDecodedToken / answer.bytesPerToken).toBe(65_536 / 16 + 16 * 64 + 512);
    expect(memory('nsa-27b', 1000).readBytesPerDecodedToken).toBe(memory('nsa-27b', 1000).storedBytes);
  });

  it('block selection without an indexer (MoBA) stores all and reads the selected tokens', () => {
    const moba: ModelArchitecture = { ...model('llama-3.1-8b'), attention: 'moba', sparseTopkTokens: 4096 };
    const answer = computeKvCache(moba, 100_000, 'bf16');
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    expect(answer.value.storedBytes).toBe(131_072 * 100_000);
    expect(answer.value.readBytesPerDecodedToken).toBe(131_072 * 4096);
  });

  it('compressed attention stores one entry per group of tokens, unrounded, beside its window', () => {
    const answer = memory('deepseek-v4-flash', 1001);
    const bytes = new Map(answer.byGroup.map((group) => [group.group, group.storedBytes]));
    expect(bytes.get('csa')).toBe((21 * 512 * 2 * 1001) / 4);
    expect(bytes.get('hca')).toBe((20 * 512 * 2 * 1001) / 128);
    expect(bytes.get('window')).toBe(43 * 512 * 2 * 128);
    expect(bytes.get('indexer')).toBe((21 * 128 * 2 * 1001) / 4);
  });

  it('layers that share a cache divide what is stored', () => {
    expect(memory('hunyuan-large', 1000).storedBytes).toBe((64 / 2) * 8 * 160 * 2 * 1000);
  });

  it('a recurrent state keeps its size at every cache dtype and is read and written each step', () => {
    for (const dtype of ['bf16', 'fp8', 'int2']) {
      const state = memory('kimi-linear-48b-a3b', 10, dtype).byGroup.find((group) => group.group === 'state');
      expect(state).toMatchObject({ storedBytes: 43_417_600, readBytesPerDecodedToken: 2 * 43_417_600 });
    }
  });

  it('an unpublished recurrent state is a named absence, not 0', () => {
    const answer = memory('jamba-1.5-large', 1000);
    expect(answer.stateUnknown).toBe(true);
    expect(answer.byGroup.find((group) => group.group === 'state')).toEqual({
      group: 'state',
      layers: 63,
      storedBytes: null,
      readBytesPerDecodedToken: null,
    });
  });
});

describe('bad input', () => {
  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e308, 1e9 + 1])(
    'a context of %d tokens is refused by name',
    (contextTokens) => {
      const answer = computeKvCache(model('llama-3.1-8b'), contextTokens, 'bf16');
      expect(answer).toMatchObject({ ok: false, error: [{ pointer: '/contextTokens' }] });
    },
  );

  it.each(['bf8', '', 'BF16', 'toString', '__proto__'])(
    'dtype "%s" is refused and the known ones are named',
    (dtype) => {
      const answer = computeKvCache(model('llama-3.1-8b'), 1, dtype);
      if (answer.ok) throw new Error('accepted');
      expect(answer.error).toHaveLength(1);
      expect(answer.error[0]).toMatchObject({ pointer: '/kvDtype' });
      expect(answer.error[0]?.message).toContain('nvfp4');
    },
  );

  it('every fault of a request is named at once', () => {
    const answer = computeKvCache(model('llama-3.1-8b'), 0, 'fp7');
    expect(answer.ok ? [] : answer.error.map((fault) => fault.pointer)).toEqual([
      '/contextTokens',
      '/kvDtype',
    ]);
  });

  it('a contradictory architecture is refused with its field', () => {
    const answer = computeKvCache({ ...model('llama-3.1-8b'), kvHeads: 7 }, 1, 'bf16');
    expect(answer).toMatchObject({ ok: false, error: [{ pointer: '/model/kvHeads' }] });
  });

  it('a context beyond the maximum of the model is answered and flagged', () => {
    expect(memory('llama-3.1-8b', 131_072).beyondMaxContext).toBe(false);
    expect(memory('llama-3.1-8b', 131_073).beyondMaxContext).toBe(true);
    expect(memory('deepseek-ablation-small-mha', 1e9).beyondMaxContext).toBe(false);
  });
});
