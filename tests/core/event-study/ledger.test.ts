import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

import { findConfounders, isShockDay } from '#lib/core/event-study/confounders.ts';
import { firstSessionOf, type NewsTiming } from '#lib/core/event-study/first-session.ts';
import { poolEvents } from '#lib/core/event-study/pooled.ts';
import { matchReported, readReportedMoves } from '#lib/core/event-study/reported.ts';
import { parseDayWindow, readStudySettings, studyPairs } from '#lib/core/event-study/study-link.ts';
import { shippedHolidayTable } from '#tests/support/exchange-holidays.ts';

type Row = Readonly<Record<string, string>>;

const TABLE = shippedHolidayTable();
const LEDGER = parse<Row>(
  readFileSync(new URL('../../../prisma/seed/data/events.csv', import.meta.url), 'utf8'),
  { columns: true, bom: true },
);

describe('the first session in which news could trade', () => {
  // The columns of the ledger were taken from the days that a price file holds: another route than a calendar's.
  it.each(LEDGER)('$id, $occurred_on $timing', (row) => {
    const event = { occurredOn: row['occurred_on'] ?? '', timing: row['timing'] as NewsTiming };
    expect(firstSessionOf(TABLE, 'US', event).sessionOn).toBe(row['first_trading_day_us']);
    expect(firstSessionOf(TABLE, 'KRX', event).sessionOn).toBe(row['first_trading_day_kr']);
  });

  it('waits out the Korean holidays of January 2025, and says so', () => {
    const event = { occurredOn: '2025-01-27', timing: 'us' } as const;
    expect(firstSessionOf(TABLE, 'KRX', event)).toEqual({
      sessionOn: '2025-01-31',
      hadNoSessionOnTheDay: true,
      isBeyondTable: false,
    });
    expect(firstSessionOf(TABLE, 'US', event).hadNoSessionOnTheDay).toBe(false);
  });

  it('a Korean session that ends an hour late, on the day of the university entrance exam, is over by evening', () => {
    const evening = { occurredOn: '2025-11-13', timing: 'asiaeve' } as const;
    expect(firstSessionOf(TABLE, 'KRX', evening).sessionOn).toBe('2025-11-14');
    expect(firstSessionOf(TABLE, 'US', evening).sessionOn).toBe('2025-11-13');
  });
});

describe('confounders', () => {
  const events = [
    { id: 'a', title: 'A', kind: 'efficiency-paper', firstSessionOn: '2026-03-25' },
    { id: 'b', title: 'B', kind: 'supply', firstSessionOn: '2026-03-26' },
    { id: 'c', title: 'C', kind: 'earnings', firstSessionOn: '2025-09-24' },
    { id: 'd', title: 'D', kind: 'earnings', firstSessionOn: '2026-03-19' },
  ];

  it('are the other events inside the window, the reports and the shocks of the estimation days', () => {
    const found = findConfounders('a', events, {
      range: { fromOn: '2026-03-24', toOn: '2026-03-30' },
      estimation: { fromOn: '2025-03-24', toOn: '2026-02-10' },
    });
    expect(found.inWindow.map(({ id }) => id)).toEqual(['b']);
    expect(found.earningsInEstimation).toBe(1);
    expect(found.shocksInWindow).toEqual([]);
    expect(found.shocksInEstimation.map(({ fromOn }) => fromOn)).toEqual([
      '2025-04-03',
      '2025-10-10',
      '2026-02-02',
    ]);
  });

  it('shock days have ends that count', () => {
    expect(['2024-08-01', '2024-08-02', '2024-08-06', '2024-08-07'].map(isShockDay)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('printed moves', () => {
  it('are read with their sign, their digits and their looseness', () => {
    expect(
      readReportedMoves(
        '2026-03-25: MU -3.4%, SNDK -3.5% (up to -5.7% intraday), WDC -1.6%; Nasdaq 100 rose',
      ),
    ).toEqual([
      { symbol: 'MU', text: 'MU -3.4%', percent: -3.4, tolerance: 0.05, isLoose: false },
      { symbol: 'SNDK', text: 'SNDK -3.5%', percent: -3.5, tolerance: 0.05, isLoose: false },
      { symbol: 'WDC', text: 'WDC -1.6%', percent: -1.6, tolerance: 0.05, isLoose: false },
    ]);
    expect(readReportedMoves('SK hynix -7%, Samsung -5% early; MU about +19%')).toMatchObject([
      { symbol: '000660.KS', percent: -7, tolerance: 0.5, isLoose: false },
      { symbol: '005930.KS', percent: -5, isLoose: true },
      { symbol: 'MU', percent: 19, isLoose: true },
    ]);
  });

  it('that are none are not made up: words, other names, prices lifted', () => {
    expect(readReportedMoves('MU lagged SOX by 20% in the following five sessions')).toEqual([]);
    expect(readReportedMoves('NVDA -17% (593 bn USD), Broadcom -17%, Nasdaq -3.1%')).toEqual([]);
    expect(readReportedMoves('AMUSED -3%; MUX -4%')).toEqual([]);
    expect(readReportedMoves('')).toEqual([]);
  });

  it('are matched by what rounds to them, closes and short windows first; else by nothing', () => {
    const [move] = readReportedMoves('MU -7%');
    const figures = [
      { measure: 'abnormal', range: { from: 0, to: 0 }, value: -0.0698 },
      { measure: 'close to close', range: { from: 0, to: 1 }, value: -0.0651 },
      { measure: 'close to close', range: { from: 1, to: 1 }, value: -0.0697 },
    ] as const;
    if (move === undefined) throw new Error('no move');
    expect(matchReported(move, figures).map(({ range, measure }) => [range.from, range.to, measure])).toEqual(
      [
        [1, 1, 'close to close'],
        [0, 1, 'close to close'],
        [0, 0, 'abnormal'],
      ],
    );
    expect(matchReported(move, [{ ...figures[0], value: -0.0649 }])).toEqual([]);
  });
});

describe('pooled events', () => {
  const event = (id: string, firstSessionOn: string, cars: readonly number[]) => ({
    id,
    firstSessionOn,
    cars,
  });

  it('count once each, with the mean of their shares', () => {
    const pooled = poolEvents(
      [
        event('a', '1', [-0.02, -0.04]),
        event('b', '5', [0.01]),
        event('c', '6', [-0.05, -0.05, -0.05]),
        event('d', '9', []),
      ],
      { from: 0, to: 1 },
      (one, other) => Math.abs(Number(one.firstSessionOn) - Number(other.firstSessionOn)) <= 1,
    );
    // Means −0.03, 0.01, −0.05: mean −7/300, sum of squared deviations 28/15000.
    expect(pooled).toMatchObject({ events: 3, overlapping: 2, medianCar: -0.03, shareNegative: 2 / 3 });
    expect(pooled.meanCar).toBeCloseTo(-7 / 300, 14);
    expect(pooled.t).toBeCloseTo(-7 / 300 / Math.sqrt(28 / 15_000 / 2 / 3), 12);
  });

  it('none is no figure', () => {
    expect(poolEvents([event('a', '1', [])], { from: 0, to: 1 }, () => true)).toMatchObject({
      events: 0,
      meanCar: null,
      medianCar: null,
      shareNegative: null,
      t: null,
    });
  });
});

describe('settings as text', () => {
  it.each([
    ['-1,3', { from: -1, to: 3 }],
    ['(−1, +3)', { from: -1, to: 3 }],
    ['0..0', { from: 0, to: 0 }],
    ['-250, -30', { from: -250, to: -30 }],
  ])('%s', (text, range) => {
    expect(parseDayWindow(text)).toEqual(range);
  });

  it.each(['', '3', '1,2,3', 'a,b', '1.5,2', '1e3,2', '--1,3', '-1,99999'])('refuses "%s"', (text) => {
    expect(parseDayWindow(text)).toBeNull();
  });

  it('come back as they were written, and the defaults write nothing', () => {
    const pairs = [
      ['window', '0,10'],
      ['benchmark', '^KS11'],
      ['model', 'market-adjusted'],
      ['divisor', 'n'],
    ] as const;
    const { settings, faults } = readStudySettings(pairs);
    expect(faults).toEqual([]);
    expect(studyPairs(settings)).toEqual(pairs);
    expect(studyPairs(readStudySettings([]).settings)).toEqual([]);
  });

  it('name everything that is bad, and take the default in its place', () => {
    const { settings, faults } = readStudySettings([
      ['window', 'x'],
      ['benchmark', 'drop table'],
      ['model', 'garch'],
      ['estimation', '-100,-30'],
    ]);
    expect(faults.map(({ param }) => param)).toEqual(['window', 'model', 'benchmark', 'estimation']);
    expect(studyPairs(settings)).toEqual([]);
  });
});
