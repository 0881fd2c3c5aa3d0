import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CONFIG_BYTES, parseModelConfigText } from '#lib/core/efficiency/config/parse-config-text.ts';
import { parseModelConfig, type ParsedModel } from '#lib/core/efficiency/config/parse-model-config.ts';
import { computeKvCache } from '#lib/core/efficiency/kv-cache.ts';
import { validateArchitecture } from '#lib/core/efficiency/validate-architecture.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';
import { PUBLISHED_CONFIGS } from './published-configs.ts';

const ORIGIN = {
  id: 'own',
  name: 'Own model',
  sourceUrl: 'https://huggingface.co/some/model/blob/main/config.json',
  retrievedOn: '2026-11-23',
};
const LONG = 131_072;
const catalogue = readModelArchitectures();

function parse(config: unknown, given: { totalParamsB?: number; activeParamsB?: number } = {}): ParsedModel {
  const parsed = parseModelConfig(config, { ...ORIGIN, ...given });
  if (!parsed.ok) throw new Error(parsed.error.map(({ message }) => message).join('; '));
  return parsed.value;
}

function faultsOf(config: unknown): string[] {
  const parsed = parseModelConfig(config, ORIGIN);
  return parsed.ok ? [] : parsed.error.map(({ message }) => message);
}

const LLAMA = PUBLISHED_CONFIGS['llama-3.1-70b'] ?? {};

describe('configs that the catalogue does not know, by hand arithmetic', () => {
  const storedAt = (model: ParsedModel['model'], context: number): number => {
    const cache = computeKvCache(model, context, 'bf16');
    if (!cache.ok) throw new Error('no cache');
    return cache.value.storedBytes;
  };

  it('Phi-4: ten key heads in 40 layers, 14.7 B parameters', () => {
    const { model, ignored } = parse({
      model_type: 'phi3',
      hidden_size: 5120,
      intermediate_size: 17_920,
      max_position_embeddings: 16_384,
      num_attention_heads: 40,
      num_hidden_layers: 40,
      num_key_value_heads: 10,
      vocab_size: 100_352,
      torch_dtype: 'bfloat16',
      sliding_window: null,
      tie_word_embeddings: false,
    });
    expect(storedAt(model, 16_384)).toBe(16_384 * 40 * 2 * 10 * 128 * 2);
    expect(model.totalParamsB).toBeCloseTo(14.7, 1);
    // Null says that there is no window: nothing was left unread.
    expect(ignored).toEqual([]);
  });

  it('Moonlight-16B-A3B: a latent of 512 + 64 in 27 layers, 16 B parameters of which 3 B act', () => {
    const { model, ignored } = parse({
      model_type: 'deepseek_v3',
      hidden_size: 2048,
      intermediate_size: 11_264,
      moe_intermediate_size: 1408,
      num_hidden_layers: 27,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      n_routed_experts: 64,
      num_experts_per_tok: 6,
      n_shared_experts: 2,
      first_k_dense_replace: 1,
      moe_layer_freq: 1,
      kv_lora_rank: 512,
      q_lora_rank: null,
      qk_rope_head_dim: 64,
      qk_nope_head_dim: 128,
      v_head_dim: 128,
      max_position_embeddings: 8192,
      vocab_size: 163_840,
      tie_word_embeddings: false,
    });
    expect(storedAt(model, 8192)).toBe(8192 * 27 * (512 + 64) * 2);
    expect(model.totalParamsB).toBeCloseTo(16, 0);
    expect(model.activeParamsB).toBeCloseTo(3, 0);
    expect(ignored).toEqual([]);
  });

  it('Gemma 3 12B: every sixth of 48 layers sees all, the others a window of 1,024; the format stands outside', () => {
    const { model } = parse({
      model_type: 'gemma3',
      torch_dtype: 'bfloat16',
      text_config: {
        model_type: 'gemma3_text',
        hidden_size: 3840,
        intermediate_size: 15_360,
        num_hidden_layers: 48,
        num_attention_heads: 16,
        num_key_value_heads: 8,
        head_dim: 256,
        sliding_window: 1024,
        sliding_window_pattern: 6,
        vocab_size: 262_208,
        max_position_embeddings: 131_072,
      },
    });
    const layerBytes = 2 * 8 * 256 * 2;
    expect(storedAt(model, LONG)).toBe(layerBytes * (8 * LONG + 40 * 1024));
    expect(model.weightDtypeNative).toBe('bfloat16');
  });
});

describe('published configs become the models of the catalogue', () => {
  it.each(Object.entries(PUBLISHED_CONFIGS))('%s stores and reads the same bytes', (id, config) => {
    const known = catalogue.get(id);
    if (known === undefined) throw new Error(`${id} is not in the catalogue`);
    const { model } = parse(config, { totalParamsB: known.totalParamsB });
    for (const context of [4096, LONG]) {
      const own = computeKvCache(model, context, 'bf16');
      const theirs = computeKvCache(known, context, 'bf16');
      if (!own.ok || !theirs.ok) throw new Error('no cache');
      expect(own.value.bytesPerToken).toBe(theirs.value.bytesPerToken);
      expect(own.value.storedBytes).toBe(theirs.value.storedBytes);
      expect(own.value.readBytesPerDecodedToken).toBe(theirs.value.readBytesPerDecodedToken);
    }
    expect(model.attention).toBe(known.attention);
    expect(model.linearStateBytesPerSeq).toBe(known.linearStateBytesPerSeq);
    expect([model.experts, model.expertsActive]).toEqual([known.experts, known.expertsActive]);
  });

  it.each([
    ['llama-3.1-70b', 70.6, 70.6],
    ['llama-3.1-405b', 405, 405],
    ['qwen2.5-72b', 72.7, 72.7],
    ['qwen3-32b', 32.8, 32.8],
    ['qwen3-235b-a22b', 235, 22],
    ['mixtral-8x7b', 46.7, 12.9],
    ['deepseek-v3', 671, 37],
    ['kimi-k2', 1043, 32],
    ['gpt-oss-120b', 117, 5.1],
    ['minimax-m1', 456, 45.9],
    ['gpt2-xl', 1.56, 1.56],
    ['gemma-3-27b', 27, 27],
  ])('%s has about %f bn parameters, %f bn active, by its dimensions', (id, total, active) => {
    const { model, derivations } = parse(PUBLISHED_CONFIGS[id]);
    // Two to three per cent: norms, biases and small projections are left out, makers round.
    expect(Math.abs(model.totalParamsB / total - 1)).toBeLessThan(0.03);
    // Makers count embeddings of active parameters differently.
    expect(Math.abs((model.activeParamsB ?? 0) / active - 1)).toBeLessThan(0.18);
    expect(derivations.find(({ field }) => field === 'totalParamsB')?.from).toContain('computed');
  });

  it('reads the kind from fields: the same fields under any name give the same kind', () => {
    const renamed = { ...LLAMA, model_type: 'deepseek_v3', architectures: ['DeepseekV3ForCausalLM'] };
    expect(parse(renamed).model.attention).toBe('gqa');
  });

  it('leaves a window that is switched off alone, and takes one that is on', () => {
    const off = parse({ ...LLAMA, sliding_window: 4096, use_sliding_window: false }).model;
    expect([off.attention, off.windowLayers]).toEqual(['gqa', 0]);
    const on = parse({
      ...LLAMA,
      sliding_window: 4096,
      use_sliding_window: true,
      max_window_layers: 60,
    }).model;
    expect([on.fullAttentionLayers, on.windowLayers, on.windowSize]).toEqual([60, 20, 4096]);
  });

  it('says what it derived and which fields it did not understand', () => {
    const { derivations, ignored } = parse({ ...LLAMA, kv_cache_compression_ratio: 4, rope_theta: 1e6 });
    expect(derivations.map(({ field }) => field)).toContain('headDim');
    expect(ignored).toEqual(['kv_cache_compression_ratio']);
  });

  it('names an unknown state instead of taking it for nothing', () => {
    const jamba = {
      ...LLAMA,
      attn_layer_period: 8,
      attn_layer_offset: 4,
      mamba_d_state: 16,
      mamba_d_conv: 4,
    };
    const { model, warnings } = parse(jamba, { totalParamsB: 398, activeParamsB: 94 });
    expect([model.fullAttentionLayers, model.linearStateBytesPerSeq]).toEqual([10, null]);
    expect(warnings.join()).toContain('size of the recurrent state does not follow');
  });
});

describe('a config that cannot be read', () => {
  it.each([
    [
      { ...LLAMA, num_hidden_layers: '80' },
      'num_hidden_layers must be a whole number from 1 to 1000, not "80"; write it without quotes',
    ],
    [
      { ...LLAMA, num_hidden_layers: 1e9 },
      'num_hidden_layers must be a whole number from 1 to 1000, not 1000000000',
    ],
    [
      { ...LLAMA, num_attention_heads: -64 },
      'num_attention_heads must be a whole number from 1 to 4096, not -64',
    ],
    [{ ...LLAMA, num_key_value_heads: 0 }, 'num_key_value_heads must be a whole number'],
    [{ ...LLAMA, num_key_value_heads: 7 }, 'qHeads must be a multiple of kvHeads'],
    [
      { ...LLAMA, hidden_size: 8191 },
      'head_dim is missing and hidden_size / num_attention_heads is no whole number',
    ],
    [{ ...LLAMA, kv_lora_rank: 512 }, 'qk_rope_head_dim is missing beside kv_lora_rank'],
    [{ ...LLAMA, layer_types: ['full_attention'] }, 'layer_types lists 1 layers but the model has 80'],
    [
      { ...LLAMA, layer_types: new Array<string>(80).fill('psychic_attention') },
      'layers of unknown kind (psychic_attention)',
    ],
    [
      { ...LLAMA, layer_types: new Array<string>(80).fill('sliding_attention') },
      'sliding_window is missing or switched off',
    ],
    [{ ...LLAMA, num_experts: 8, num_experts_per_tok: 9 }, 'expertsActive 9 of own: cannot exceed experts'],
    [{ hidden_size: 64, num_attention_heads: 8 }, 'num_hidden_layers is missing'],
    [{}, 'num_attention_heads is missing'],
    [[], 'must be a JSON object'],
    [null, 'must be a JSON object'],
  ])('is refused by the name of the field: %#', (config, words) => {
    expect(faultsOf(config).join('; ')).toContain(words);
  });

  it('names every bad field at once', () => {
    const config = { ...LLAMA, num_key_value_heads: 'eight', max_position_embeddings: -1, vocab_size: {} };
    const parsed = parseModelConfig(config, ORIGIN);
    const pointers = new Set(parsed.ok ? [] : parsed.error.map(({ pointer }) => pointer));
    expect([...pointers].toSorted()).toEqual([
      '/max_position_embeddings',
      '/num_key_value_heads',
      '/vocab_size',
    ]);
  });

  it('asks for the parameters when the config does not give their dimensions', () => {
    const { vocab_size: _vocabulary, ...bare } = LLAMA as Record<string, unknown>;
    expect(faultsOf(bare).join()).toContain('state the parameters, totalParamsB and activeParamsB');
    expect(parse(bare, { totalParamsB: 70.6 }).model.totalParamsB).toBe(70.6);
  });

  it('does not take inherited names for fields', () => {
    const config: unknown = JSON.parse('{"__proto__": {"num_hidden_layers": 80}, "constructor": 1}');
    expect(faultsOf(config).join()).toContain('num_hidden_layers is missing');
  });

  it('never throws, and what it accepts is sound, whatever the JSON', () => {
    const names = Object.keys(PUBLISHED_CONFIGS['kimi-linear-48b-a3b'] ?? {}).concat(
      ...Object.values(PUBLISHED_CONFIGS).map((config) => Object.keys(config)),
      [
        'layers_block_type',
        'attn_layer_period',
        'attn_layer_offset',
        'global_head_dim',
        'num_kv_shared_layers',
      ],
    );
    const value = fc.oneof(
      fc.integer({ min: -2, max: 200 }),
      fc.constantFrom(null, true, false, '8', 1e9, 0.5, 'M*-'),
      fc.array(fc.constantFrom(0, 1, 4, 128, 'full_attention', 'mamba'), { maxLength: 8 }),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const broken = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 30 });
    const mutated = fc
      .tuple(fc.constantFrom(...Object.values(PUBLISHED_CONFIGS)), broken)
      .map(([config, changes]) => ({ ...config, ...changes }));
    fc.assert(
      fc.property(fc.oneof(broken, mutated, fc.jsonValue()), (json) => {
        const parsed = parseModelConfig(json, ORIGIN);
        if (!parsed.ok) {
          expect(parsed.error.length).toBeGreaterThan(0);
          return;
        }
        expect(validateArchitecture(parsed.value.model)).toEqual([]);
        const cache = computeKvCache(parsed.value.model, LONG, 'bf16');
        expect(cache.ok && Number.isFinite(cache.value.storedBytes)).toBe(true);
        expect(Number.isFinite(parsed.value.model.totalParamsB)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a config as text', () => {
  it('is read as it is pasted', () => {
    const parsed = parseModelConfigText(JSON.stringify(PUBLISHED_CONFIGS['deepseek-v3']), ORIGIN);
    expect(parsed.ok && parsed.value.model.attention).toBe('mla');
  });

  it.each([
    ['', 'is empty'],
    ['{"num_hidden_layers": 80', 'is not JSON'],
    ['<html>', 'is not JSON'],
    ['x'.repeat(MAX_CONFIG_BYTES + 1), 'larger than 1000000 bytes'],
    ['['.repeat(100_000), 'nested deeper than 32 levels'],
    [`{"a":"${'['.repeat(50)}"}`, 'num_attention_heads is missing'],
  ])('is refused with the reason: %#', (text, words) => {
    const parsed = parseModelConfigText(text, ORIGIN);
    expect(parsed.ok ? '' : parsed.error.map(({ message }) => message).join()).toContain(words);
  });

  it('of ten megabytes is refused before it is read', () => {
    const start = performance.now();
    parseModelConfigText(`{"a":"${'a'.repeat(10_000_000)}"}`, ORIGIN);
    // Only that it does not hang: reading it would take hundreds of times longer.
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
