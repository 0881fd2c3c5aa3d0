import { describe, expect, it } from 'vitest';

import { checkUsdBands } from '#lib/sources/ecb/check-usd-bands.ts';
import { parseEuroRates, type ParsedEuroRates } from '#lib/sources/ecb/parse-euro-rates.ts';
import { euroRatesText, type EcbDays } from '#tests/support/fake-ecb.ts';

const TODAY = '2026-11-23';
const MONDAY = { USD: '1.1604', JPY: '181.25', CNY: '8.2305', KRW: '1701.33' };
const FRIDAY = { USD: '1.1520', JPY: '180.30', CNY: '8.1998', KRW: '1697.91' };
const DAYS: EcbDays = [
  [TODAY, MONDAY],
  ['2026-11-20', FRIDAY],
];

function parsed(text: string): ParsedEuroRates {
  const rates = parseEuroRates(text, TODAY);
  if (!rates.ok) throw new Error(rates.error);

  return rates.value;
}

const reasonsOf = (text: string): string[] => parsed(text).quarantined.map(({ reason }) => reason);

describe('a file of euro rates', () => {
  it('gives each rate with its currency and its day, and nothing between the days', () => {
    const { rates, quarantined } = parsed(euroRatesText(DAYS));
    expect(quarantined).toEqual([]);
    expect(rates).toHaveLength(8);
    expect(rates[0]).toEqual({ currency: 'USD', ratedOn: '2026-11-23', unitsPerEur: 1.1604 });
    expect(rates.at(-1)).toEqual({ currency: 'KRW', ratedOn: '2026-11-20', unitsPerEur: 1697.91 });
    expect([...new Set(rates.map(({ ratedOn }) => ratedOn))]).toEqual(['2026-11-23', '2026-11-20']);
  });

  it('may quote attributes either way and be all on one line, as the file of the day is', () => {
    const text = euroRatesText(DAYS).replaceAll('"', "'").replaceAll(/\n\t*/g, '');
    expect(parsed(text)).toEqual(parsed(euroRatesText(DAYS)));
  });

  it('is not read inside comments', () => {
    const text = euroRatesText(DAYS).replace(/<Cube currency="KRW"[^>]*>/g, '<!-- $& -->');
    expect(parsed(text).rates.map(({ currency }) => currency)).not.toContain('KRW');
  });

  it('that states a rate twice gives it once', () => {
    const twice = euroRatesText([...DAYS, [TODAY, MONDAY]]);
    expect(parsed(twice).rates).toHaveLength(8);
  });

  it.each([
    ['is cut off', euroRatesText(DAYS).slice(0, 700), 'does not end with'],
    ['is a page', '<html>Maintenance</html>', 'does not end with'],
    ['has no day', euroRatesText([]), 'no Cube with a time'],
    ['calls its days otherwise', euroRatesText(DAYS).replaceAll('time=', 'date='), 'no Cube with a time'],
  ])('that %s is none', (_, text, reason) => {
    const rates = parseEuroRates(text, TODAY);
    expect(rates.ok ? '' : rates.error).toContain(reason);
  });
});

describe('euro rates that may not be believed', () => {
  it('are named otherwise', () => {
    expect(parsed(euroRatesText(DAYS).replaceAll('rate=', 'value=')).rates).toEqual([]);
    expect(new Set(reasonsOf(euroRatesText(DAYS).replaceAll('rate=', 'value=')))).toEqual(
      new Set(['A Cube lacks its currency or its rate.']),
    );
  });

  it('are not handed to the day before when their own day is named otherwise', () => {
    const text = euroRatesText(DAYS).replace('time="2026-11-20"', 'date="2026-11-20"');
    const { rates, quarantined } = parsed(text);
    expect(rates.map(({ ratedOn }) => ratedOn)).toEqual(Array.from({ length: 4 }, () => TODAY));
    expect(quarantined.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 4 }, () => 'The rate belongs to no day.'),
    );
  });

  it.each(['N/A', '', '0', '-1.1', '1,1604', '1e3', 'Infinity', '1.16.04'])('read "%s"', (rate) => {
    const text = euroRatesText([[TODAY, { USD: '1.1604', JPY: rate }]]);
    expect(parsed(text).rates.map(({ currency }) => currency)).toEqual(['USD']);
    expect(reasonsOf(text)).toEqual(['The rate is no number above zero.']);
  });

  it('are of no currency, of no day, or of the future', () => {
    expect(reasonsOf(euroRatesText([[TODAY, { dollar: '1.2' }]]))).toEqual([
      'The currency is no code of three letters.',
    ]);
    expect(reasonsOf(euroRatesText([['2026-02-30', { USD: '1.2' }]]))).toEqual([
      'The rate belongs to no day.',
    ]);
    expect(reasonsOf(euroRatesText([['2026-11-24', { USD: '1.2' }]]))).toEqual([
      'The rate is of 2026-11-24, in the future.',
    ]);
  });

  it('differ for one currency and day', () => {
    const { rates, quarantined } = parsed(euroRatesText([...DAYS, [TODAY, { JPY: '18.12' }]]));
    expect(rates).toHaveLength(7);
    expect(quarantined).toMatchObject([
      {
        subject: 'JPY',
        field: '2026-11-23.rate',
        rawValue: '181.25',
        held: { row: { unitsPerEur: 181.25 } },
      },
      { subject: 'JPY', field: '2026-11-23.rate', rawValue: '18.12', held: { row: { unitsPerEur: 18.12 } } },
    ]);
  });
});

describe('euro rates against the bands per US dollar', () => {
  const checked = (rates: Readonly<Record<string, string>>) =>
    checkUsdBands(parsed(euroRatesText([[TODAY, rates]])));

  it('pass within them, and pass without one', () => {
    expect(checked({ ...MONDAY, CHF: '0.93' })).toMatchObject({ quarantined: [] });
    expect(checked({ ...MONDAY, CHF: '0.93' }).rates).toHaveLength(5);
  });

  it.each([
    ['KRW', '0.000588', '0.000506722 KRW for one USD is outside 507 to 2560.'],
    ['JPY', '18125', '15619.6 JPY for one USD is outside 51.1 to 241.'],
    ['CNY', '1.1604', '1 CNY for one USD is outside 4.03 to 12.7.'],
  ])('are kept apart when %s is outside', (currency, rate, reason) => {
    const { rates, quarantined } = checked({ ...MONDAY, [currency]: rate });
    expect(rates.map((one) => one.currency)).not.toContain(currency);
    expect(rates).toHaveLength(3);
    expect(quarantined).toMatchObject([{ subject: currency, rawValue: String(Number(rate)), reason }]);
  });

  it('are kept apart with the dollar when the dollar itself is wrong, for nothing can be checked then', () => {
    const { rates, quarantined } = checked({ ...MONDAY, USD: '116.04', CHF: '0.93' });
    expect(rates.map(({ currency }) => currency)).toEqual(['CHF']);
    expect(quarantined.map(({ subject }) => subject)).toEqual(['USD', 'JPY', 'CNY', 'KRW']);
    expect(quarantined[0]?.reason).toBe('116.04 USD for one EUR is outside 0.568 to 2.36.');
  });
});
