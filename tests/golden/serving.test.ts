import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluateStack } from '#lib/core/efficiency/stack.ts';
import { evaluateServing } from '#lib/core/efficiency/serving.ts';
import { readTechniques } from '#tests/support/efficiency-facts.ts';
import { planOf, type Deployment } from '#tests/support/serving.ts';

interface ServingCase {
  readonly id: string;
  readonly kind: 'serving';
  readonly input: Deployment;
  readonly output: Readonly<Record<string, number | string | boolean | null>>;
  readonly tolerance: { readonly relative: number };
}

interface StackCase {
  readonly id: string;
  readonly kind: 'stack';
  readonly input: { readonly base: Deployment; readonly techniques: readonly string[] };
  readonly output: {
    readonly memorySaving: number;
    readonly costSaving: number;
    readonly rawByteSaving: number;
    readonly conversion: number;
    readonly steps: readonly {
      readonly technique: string;
      readonly hbmIntensityBefore: number;
      readonly hbmIntensityAfter: number;
    }[];
    readonly shapley: readonly { readonly technique: string; readonly share: number }[];
  };
  readonly tolerance: { readonly relative: number; readonly absolute: number };
}

const file = new URL('./goldens.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: (ServingCase | StackCase)[] };
const servingCases = cases.filter((one) => one.kind === 'serving');
const stackCases = cases.filter((one) => one.kind === 'stack');
const techniques = readTechniques();

/** Every number of `expected` at its place in `actual`, within the case's tolerance; all else equal. */
function compare(actual: unknown, expected: unknown, relative: number, absolute: number, path = ''): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    expect(Math.abs(actual - expected), path).toBeLessThanOrEqual(relative * Math.abs(expected) + absolute);
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [field, value] of Object.entries(expected)) {
      const found = (actual as Readonly<Record<string, unknown>>)[field];
      compare(found, value, relative, absolute, `${path}/${field}`);
    }
  } else expect(actual, path).toBe(expected);
}

describe('the serving roofline gives the worked values', () => {
  it('has cases to look at', () => {
    expect(servingCases.length).toBeGreaterThanOrEqual(5);
    expect(stackCases.length).toBeGreaterThanOrEqual(2);
  });

  it.each(servingCases)('$id', ({ input, output, tolerance }) => {
    compare(evaluateServing(planOf(input)), output, tolerance.relative, 0);
  });

  it.each(stackCases)('$id', ({ input, output, tolerance }) => {
    const stack = input.techniques.map((id) => techniques.get(id));
    const answer = evaluateStack(
      planOf(input.base),
      stack.filter((technique) => technique !== undefined),
    );
    if (!answer.ok) throw new Error(answer.error.map(({ message }) => message).join('; '));
    compare(answer.value, output, tolerance.relative, tolerance.absolute);
  });
});
