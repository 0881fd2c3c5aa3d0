import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sentenceText } from '#lib/charts/sentence.ts';
import { formatPrice } from '#lib/charts/watchlists/price-words.ts';
import { prepareSparkline, SPARK_HEIGHT, SPARK_WIDTH } from '#lib/charts/watchlists/sparkline.ts';
import { prepareWatchHeadline } from '#lib/charts/watchlists/watch-headline.ts';
import { drawWatchRow } from '#lib/charts/watchlists/watch-table.ts';
import type { WatchCell, WatchChange, WatchRow } from '#lib/contracts/watchlists/watchlists.ts';
import { NO_PRICES } from '#lib/core/vendors/price-standing.ts';
import type { WatchColumn } from '#lib/core/watchlist/types.ts';

const plainSpaces = (text: string): string => text.replaceAll('\u00a0', ' ');

function cell(changes: Partial<WatchCell>): WatchCell {
  return { value: null, low: null, high: null, unit: '', on: null, absence: null, ...changes };
}

function row(cells: WatchRow['cells'], changes: Partial<WatchRow> = {}): WatchRow {
  return {
    ...{ kind: 'stock', ref: 'MU', title: 'Micron', detail: 'MU, Nasdaq', href: null, note: null },
    ...{ absence: null, trend: null, unread: 0, cells, ...changes },
  };
}

/** Text and small text of one cell. */
function wordsOf(column: WatchColumn, changes: Partial<WatchCell>): readonly (string | null)[] {
  const [drawn] = drawWatchRow(row({ [column]: cell(changes) }), [column]).cells;
  return [plainSpaces(drawn?.text ?? ''), drawn?.under == null ? null : plainSpaces(drawn.under)];
}

describe('cells', () => {
  it('carry unit, sign and range', () => {
    expect(wordsOf('price', { value: 231.1, unit: 'USD', on: '2026-11-20' })).toEqual([
      '231.10 USD',
      '20 Nov 2026',
    ]);
    expect(wordsOf('change1', { value: 2.345 })).toEqual(['+2.3 %', null]);
    expect(wordsOf('change1', { value: 0.01 })).toEqual(['0.0 %', null]);
    expect(wordsOf('change5', { value: -2.345 })).toEqual(['−2.3 %', null]);
    expect(wordsOf('exposure', { value: -12.3, low: -20, high: -5 })).toEqual([
      '−$12.3 bn',
      '−$20.0 bn to −$5.00 bn',
    ]);
    expect(wordsOf('hbmShare', { value: 43, low: 40, high: 46 })).toEqual(['43.0 %', '40.0–46.0 %']);
    expect(wordsOf('saving', { value: 0.9, low: 0.9, high: 0.9 })).toEqual(['90.0 %', null]);
    expect(wordsOf('guide', { value: 220, low: 210, high: 230 })).toEqual(['$210–230 bn', null]);
    expect(wordsOf('breakEven', { value: -0.25 })).toEqual(['−0.250', 'not won back']);
    expect(wordsOf('kvBytes', { value: 70_272 })).toEqual(['70.3 KB', null]);
    expect(wordsOf('dataAge', { value: 1, on: '2026-11-20' })).toEqual(['1 day', '20 Nov 2026']);
  });

  it('say why they are empty, and are none where a column says nothing of such a thing', () => {
    expect(wordsOf('price', { absence: NO_PRICES })).toEqual(['no prices', null]);
    expect(wordsOf('saving', { absence: 'no fraction published' })).toEqual(['no fraction published', null]);
    const { cells } = drawWatchRow(row({}), ['saving', 'trend']);
    expect(cells[0]).toBeNull();
    expect(cells[1]).toMatchObject({ text: 'no prices', isAbsent: true });
  });

  it('write prices as their exchange does', () => {
    expect(plainSpaces(formatPrice(512_000, 'KRW'))).toBe('512,000 KRW');
    expect(plainSpaces(formatPrice(1234.5, 'USD'))).toBe('1,234.50 USD');
  });
});

describe('sparkline', () => {
  const day = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
  const trendOf = (closes: readonly (number | null)[]) => ({
    currency: 'USD',
    sessions: closes.map((close, index) => ({ sessionOn: day(index), close })),
  });

  it('breaks at a session without a price and says how many there are', () => {
    const spark = prepareSparkline(trendOf([10, 12, null, 11, null, 13]));
    expect(spark?.path.match(/M/g)).toHaveLength(3);
    expect(plainSpaces(spark?.words ?? '')).toBe(
      'from 10.00 USD on 1 Jan 2026 to 13.00 USD on 6 Jan 2026, lowest 10.00 USD, highest 13.00 USD, 2 of 6 sessions without a price',
    );
    expect(prepareSparkline(trendOf([null, null]))).toBeNull();
  });

  it('stays inside its box, one point a price, whatever the prices', () => {
    const price = fc.option(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(price, { minLength: 1, maxLength: 60 }), (closes) => {
        const spark = prepareSparkline(trendOf(closes));
        const points = [...(spark?.path.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g) ?? [])];
        const priced = closes.filter((close) => close !== null).length;
        expect(spark === null).toBe(priced === 0);
        for (const [, x, y] of points) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThanOrEqual(SPARK_WIDTH);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(SPARK_HEIGHT);
        }
        expect(points.length - (spark?.path.match(/M/g) ?? []).length).toBe(priced);
      }),
    );
  });
});

describe('headline', () => {
  const changes = (...kinds: string[]) => kinds.map((change) => ({ change }) as WatchChange);
  const text = (...kinds: string[]): string =>
    plainSpaces(
      sentenceText(
        prepareWatchHeadline({
          name: 'Memory',
          changes: changes(...kinds),
          seenAt: '2026-11-24T09:00:00.000Z',
        }),
      ),
    );

  it('counts what changed by its kind', () => {
    expect(text('restatement', 'guidance raise', 'restatement')).toBe(
      '3 changes since 24 Nov 2026: 1 guidance raise, 2 restatements.',
    );
    expect(text('report')).toBe('1 change since 24 Nov 2026: 1 reported quarter.');
    expect(text()).toBe('Nothing changed on “Memory” since 24 Nov 2026.');
  });
});
