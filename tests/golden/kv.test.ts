import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computeKvCache } from '#lib/core/efficiency/kv-cache.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';

interface KvGolden {
  readonly id: string;
  readonly kind: string;
  readonly input: { readonly model: string; readonly contextTokens: number; readonly kvDtype: string };
  readonly output: {
    readonly bytesPerToken: number;
    readonly storedBytes: number;
    readonly readBytesPerDecodedToken: number;
    readonly stateUnknown: boolean;
  };
  readonly tolerance: { readonly relative: number };
}

const file = new URL('./goldens.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: KvGolden[] };
const kvCases = cases.filter((golden) => golden.kind === 'kv');
const models = readModelArchitectures();

const BYTE_FIELDS = ['bytesPerToken', 'storedBytes', 'readBytesPerDecodedToken'] as const;

describe('attention memory reproduces the reference program', () => {
  it('has all 90 cases of kind kv to compare with', () => {
    expect(kvCases).toHaveLength(90);
  });

  it.each(kvCases)('$id', ({ input, output, tolerance }) => {
    const model = models.get(input.model);
    if (model === undefined) throw new Error(`no architecture ${input.model}`);
    const answer = computeKvCache(model, input.contextTokens, input.kvDtype);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    expect(answer.value.stateUnknown).toBe(output.stateUnknown);
    for (const field of BYTE_FIELDS) {
      if (Number.isInteger(output[field])) expect(answer.value[field], field).toBe(output[field]);
      else expect(Math.abs(answer.value[field] / output[field] - 1), field).toBeLessThan(tolerance.relative);
    }
  });
});
