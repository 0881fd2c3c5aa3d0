import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findBandFault } from '#lib/sources/yahoo/currency-pair-band.ts';
import { toCurrencyUnit } from '#lib/sources/yahoo/currency-unit.ts';
import { judgeAnswer } from '#lib/sources/yahoo/judge-answer.ts';
import { parseLooseJson } from '#lib/sources/yahoo/parse-loose-json.ts';
import { quarantine } from '#lib/sources/yahoo/quarantine.ts';
import { sessionDateIn } from '#lib/sources/yahoo/session-date.ts';
import { toSplitRatio } from '#lib/sources/yahoo/split-ratio.ts';

describe('split ratios', () => {
  it.each([
    [4, 1, '4:1'],
    [1, 8, '1:8'],
    [3, 2, '3:2'],
    [6, 4, '3:2'],
    [1.023, 1, '1023:1000'],
    [1398, 1000, '699:500'],
    [0.5, 1, '1:2'],
  ])('%d for %d are %s in whole numbers', (numerator, denominator, ratio) => {
    const whole = toSplitRatio(numerator, denominator);
    expect(`${String(whole?.numerator)}:${String(whole?.denominator)}`).toBe(ratio);
  });

  it.each([
    [0, 1],
    [1, 0],
    [-4, 1],
    [Infinity, 1],
    [NaN, 1],
    ['4', 1],
    [4, null],
    [1e-9, 1],
    [Math.PI, 1],
  ])('%s for %s is none', (numerator, denominator) => {
    expect(toSplitRatio(numerator, denominator)).toBeNull();
  });

  it('keep the ratio, have no common divisor and are the same for every multiple', () => {
    const part = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(part, part, part, (a, b, factor) => {
        const ratio = toSplitRatio(a, b);
        expect(toSplitRatio(a * factor, b * factor)).toEqual(ratio);
        expect((ratio?.numerator ?? 0) * b).toBe((ratio?.denominator ?? 0) * a);
      }),
    );
  });
});

describe('units of currencies', () => {
  it.each([
    ['GBp', 'GBP', 100],
    ['GBX', 'GBP', 100],
    ['ILA', 'ILS', 100],
    ['ZAc', 'ZAR', 100],
    ['GBP', 'GBP', 1],
    ['KRW', 'KRW', 1],
  ])('%s is %s in %ith parts', (code, currency, minorUnitFactor) => {
    expect(toCurrencyUnit(code)).toEqual({ currency, minorUnitFactor });
  });

  it.each(['', 'usd', 'US', 'USDT', 'constructor'])('"%s" is none', (code) => {
    expect(toCurrencyUnit(code)).toBeNull();
  });
});

describe('bands of currency pairs', () => {
  it.each([
    ['KRW=X', 1400],
    ['JPY=X', 155],
    ['TWD=X', 32],
    ['CNY=X', 7.1],
    ['EUR=X', 0.92],
    ['EURUSD=X', 1.1],
    ['MU', 1e6],
    ['constructor', 1],
  ])('%s at %d is right; upside down or a hundredfold it is not', (symbol, rate) => {
    expect(findBandFault(symbol, rate)).toBeNull();
    if (!symbol.endsWith('=X')) return;
    expect(findBandFault(symbol, rate * 100)).toContain(symbol);
    expect(findBandFault(symbol, rate / 100)).toContain(symbol);
    // A euro has cost about a dollar, so turned over it stays in its band.
    if (!symbol.startsWith('EUR')) expect(findBandFault(symbol, 1 / rate)).toContain(symbol);
  });
});

describe('days of sessions', () => {
  it.each([
    ['Asia/Seoul', '2026-11-20T00:00:00Z', '2026-11-20'],
    ['Asia/Tokyo', '2026-11-19T15:30:00Z', '2026-11-20'],
    ['America/New_York', '2026-11-20T04:59:00Z', '2026-11-19'],
    ['America/New_York', '2026-07-01T03:59:00Z', '2026-06-30'],
    ['America/New_York', '2026-07-01T04:00:00Z', '2026-07-01'],
    ['Europe/London', '2026-06-30T23:00:00Z', '2026-07-01'],
  ])('in %s %s is the %s', (zone, instant, day) => {
    expect(sessionDateIn(zone)?.(Date.parse(instant))).toBe(day);
  });

  it('are unknown in a zone that is none', () => {
    expect(sessionDateIn('Mars/Olympus')).toBeNull();
    expect(sessionDateIn('')).toBeNull();
  });
});

describe('JSON with bare non-numbers', () => {
  it('keeps them as texts and the rest as it is', () => {
    expect(parseLooseJson('{"a":NaN,"b":[Infinity, -Infinity ,1],"c":"x: NaN,y"}')).toEqual({
      a: 'NaN',
      b: ['Infinity', '-Infinity', 1],
      c: 'x: NaN,y',
    });
  });

  it('is nothing when it is cut off', () => {
    expect(parseLooseJson('{"a":[1,2')).toBeUndefined();
  });

  it('leaves every real JSON as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(parseLooseJson(JSON.stringify(value)))).toBe(JSON.stringify(value));
      }),
    );
  });
});

describe('what is written down of a doubtful value', () => {
  it.each([
    [Infinity, 'Infinity'],
    [NaN, 'NaN'],
    [undefined, 'undefined'],
    [{}, '{}'],
    ['12', '"12"'],
  ])('%s is %s', (value, text) => {
    expect(quarantine('MU', 'bars', value, 'why').rawValue).toBe(text);
  });

  it('has at most 200 characters', () => {
    expect(quarantine('MU', 'bars', 'x'.repeat(500), 'why').rawValue).toHaveLength(200);
  });
});

describe('a crumb', () => {
  const judge = (text: string) =>
    judgeAnswer({
      host: 'query1.finance.yahoo.com',
      role: 'crumb',
      status: 200,
      text,
      retryAfterSeconds: null,
    });

  it.each(['Zx3.abc/dEf', 'r\\u002Fab', 'CRUMB', 'a-b_c.d/e12'])('may be "%s"', (text) => {
    expect(judge(text)).toBeNull();
  });

  it.each([
    ['Too Many Requests', 'rate-limited'],
    ['too many requests\r\n', 'rate-limited'],
    ['Will be right back...', 'malformed'],
    ['', 'malformed'],
    ['{"error":1}', 'malformed'],
    ['<html>consent</html>', 'refused'],
  ])('is never "%s"', (text, kind) => {
    expect(judge(text)?.kind).toBe(kind);
  });
});
