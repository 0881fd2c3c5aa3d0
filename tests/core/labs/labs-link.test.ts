import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_LABS_LINK,
  LAB_SETS,
  PRICE_PARTS,
  PRICE_SORT_KEYS,
  readLabsLink,
  refuseByDate,
  writeLabsLink,
  type LabsLink,
} from '#lib/core/labs/labs-link.ts';
import { MIX_IDS } from '#lib/core/labs/request-mix.ts';
import { anyPin } from '#tests/support/link-pin.ts';

const read = (query: string) => readLabsLink(new URLSearchParams(query));

describe('the link of the labs page', () => {
  it('is empty for the default', () => {
    expect(writeLabsLink(DEFAULT_LABS_LINK)).toBe('');
    expect(read('')).toEqual({ link: DEFAULT_LABS_LINK, faults: [] });
  });

  it('says only what differs, version last', () => {
    const link: LabsLink = { ...DEFAULT_LABS_LINK, mix: 'agentic', passThrough: 0.3, asOf: '2026-06-30' };
    expect(writeLabsLink(link)).toBe('?mix=agentic&p=0.3&asOf=2026-06-30&v=1');
  });

  it('comes back as it went', () => {
    const fraction = (max: number) => fc.double({ min: 0, max, noNaN: true }).map((value) => value + 0);
    const link = fc.record({
      mix: fc.constantFrom(...MIX_IDS),
      passThrough: fc.option(fraction(1)),
      costSaving: fc.option(fraction(0.95)),
      quarter: fc.option(fc.constantFrom('2027Q1', '2029Q4')),
      series: fc.constantFrom(...PRICE_PARTS),
      show: fc.constantFrom(...LAB_SETS),
      words: fc.constantFrom('', 'deepseek v4', 'a&b=c'),
      provider: fc.option(fc.constantFrom('DeepSeek', 'Zhipu (Z.ai)')),
      sort: fc.record({ key: fc.constantFrom(...PRICE_SORT_KEYS), isDescending: fc.boolean() }),
      asOf: fc.option(fc.constantFrom('2026-02-28', '2025-12-31')),
      pin: anyPin,
    });
    fc.assert(
      fc.property(link, (given) => {
        expect(read(writeLabsLink(given))).toEqual({ link: given, faults: [] });
      }),
    );
  });

  it.each([
    ['mix=everything', 'mix', 'must be one of deepseek, chat, tools, agentic'],
    ['p=much', 'p', 'must be a number from 0 to 1'],
    ['p=1.2', 'p', 'must be a number from 0 to 1'],
    ['c=0.96', 'c', 'must be a number from 0 to 0.95'],
    ['quarter=2028', 'quarter', 'must be a quarter'],
    ['s=price', 's', 'must be one of from'],
    ['series=all', 'series', 'must be one of cached, input, output, blend'],
    ['show=none', 'show', 'must be one of main, us, cn, all'],
    ['asOf=2026-02-30', 'asOf', 'must be a calendar date'],
    ['pass=0.3', 'pass', 'is not a parameter of this page'],
    ['p=0.3&p=0.4', 'p', 'is given twice'],
    ['v=9', 'v', 'is a link version'],
  ])('refuses %s by name', (query, param, words) => {
    const { faults } = read(query);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ param });
    expect(faults[0]?.message).toContain(words);
  });

  it('takes an empty field of the form as left out', () => {
    expect(read('mix=chat&p=&c=&quarter=&q=')).toEqual({
      link: { ...DEFAULT_LABS_LINK, mix: 'chat' },
      faults: [],
    });
  });

  it('reads nothing of a link of another version', () => {
    expect(read('mix=chat&v=9').link).toEqual(DEFAULT_LABS_LINK);
  });

  it('takes out a quarter before its date and a provider without a price, by name, and keeps the rest', () => {
    const known = { asOf: '2026-11-23', providers: ['DeepSeek', 'OpenAI'] };
    const { link, faults } = refuseByDate(read('quarter=2026Q1&mix=chat&provider=Nobody'), known);
    expect(link).toEqual({ ...DEFAULT_LABS_LINK, mix: 'chat' });
    expect(faults).toEqual([
      { param: 'quarter', raw: '2026Q1', message: 'must be one of 2026Q4 to 2036Q4, not 2026Q1' },
      { param: 'provider', raw: 'Nobody', message: 'must be one of DeepSeek, OpenAI' },
    ]);
    expect(refuseByDate(read('quarter=2026Q1'), { ...known, asOf: '2026-02-01' }).faults).toEqual([]);
  });
});
