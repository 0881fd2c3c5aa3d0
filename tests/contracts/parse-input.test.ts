import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';

import { exposureBodySchema } from '#lib/contracts/exposure.ts';
import { parseInput, toPointer } from '#lib/contracts/parse-input.ts';
import { kvCacheQuerySchema } from '#lib/contracts/efficiency.ts';

function faultsOf(schema: z.ZodType, input: unknown) {
  const parsed = parseInput(schema, input);

  return parsed.ok ? [] : parsed.error;
}

describe('parseInput', () => {
  it('names every bad field at once', () => {
    const faults = faultsOf(kvCacheQuerySchema, { contextTokens: '0', kvDtype: 'fp7', colour: 'red' });

    expect(faults.map((fault) => fault.pointer).toSorted()).toEqual([
      '/colour',
      '/contextTokens',
      '/kvDtype',
      '/model',
    ]);
  });

  it('says what would be right, and what is known when a field is not', () => {
    const faults = faultsOf(kvCacheQuerySchema, {
      model: 'm',
      contextTokens: '1',
      kvDtype: 'fp7',
      colour: 'red',
    });

    expect(faults).toContainEqual({
      pointer: '/kvDtype',
      message:
        'kvDtype must be one of fp32, bf16, fp16, fp8, int8, int4, nvfp4, mxfp4, int3, int2, not "fp7"',
    });
    expect(faults.find((fault) => fault.pointer === '/colour')?.message).toBe(
      'colour is not known; known are model, contextTokens, kvDtype, batch, asOf, dataVersion',
    );
  });

  it.each(['', ' ', '1e3', '0x10', '-1', '+1', '1.0', '1,000', '１', 'NaN', 'Infinity', '99999999999999999'])(
    'takes plain digits only for a whole number in a query, not %j',
    (contextTokens) => {
      const faults = faultsOf(kvCacheQuerySchema, { model: 'm', kvDtype: 'bf16', contextTokens });

      expect(faults.map((fault) => fault.pointer)).toEqual(['/contextTokens']);
    },
  );

  it('refuses numbers that JSON can overflow to infinity', () => {
    expect(faultsOf(exposureBodySchema, JSON.parse('{"memorySaving":1e309}'))).toEqual([
      { pointer: '/memorySaving', message: 'memorySaving must be a finite number, not Infinity' },
    ]);
  });

  it('refuses days that do not exist', () => {
    for (const asOf of [
      '2026-02-29',
      '2026-13-01',
      '2026-11-31',
      '26-01-01',
      '2026-1-1',
      '2026-11-23T00:00:00Z',
    ]) {
      expect(faultsOf(exposureBodySchema, { asOf }).map((fault) => fault.pointer)).toEqual(['/asOf']);
    }
  });

  it('treats names that objects inherit as unknown fields', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const input: unknown = JSON.parse(`{"${name}":1}`);

      expect(faultsOf(exposureBodySchema, input).map((fault) => fault.pointer)).toEqual([`/${name}`]);
    }
  });

  it('never throws, whatever JSON comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        const parsed = parseInput(exposureBodySchema, input);

        expect(parsed.ok || parsed.error.every((fault) => fault.message.length > 0)).toBe(true);
      }),
    );
  });

  it('escapes field names in pointers as RFC 6901 says', () => {
    expect(toPointer(['a/b', 'm~n', 0])).toBe('/a~1b/m~0n/0');
  });
});
