import { describe, expect, it } from 'vitest';
import { FACT_TABLES } from '#lib/contracts/facts/tables.ts';
import { chooseRival } from '#lib/core/ledger/choose-rival.ts';
import { shapeFact, SHAPED_TABLES } from '#lib/core/ledger/fact-shapes.ts';
import { makeFeed } from '#lib/core/ledger/feed.ts';
import { countLedger, dayBefore, makeLedger, rivalsOf, type LedgerRow } from '#lib/core/ledger/ledger.ts';
import type { StoredFact } from '#lib/core/ledger/stored-fact.ts';
import { marketSize, storedFact } from '#tests/support/stored-facts.ts';

const rowOf = (ledger: readonly LedgerRow[], key: string): LedgerRow => {
  const row = ledger.find((one) => one.key === key);
  if (row === undefined) throw new Error(`no row ${key}`);
  return row;
};

const metric = (key: string, value: number, more: Partial<StoredFact> = {}, kind = 'reported'): StoredFact =>
  storedFact({
    key,
    table: 'vendor_metric',
    columns: {
      vendor: 'Micron',
      ticker: 'MU',
      fiscal_quarter: 'FQ3-26',
      period_start_on: '2026-02-27',
      period_end_on: '2026-05-28',
      segment: 'total',
      metric: 'revenue',
      value,
      unit: 'USD_bn',
      reported_or_estimate: kind,
    },
    ...more,
  });

describe('shapes', () => {
  it('know every table of facts', () => {
    expect([...SHAPED_TABLES].sort()).toEqual([...FACT_TABLES].sort());
  });

  it('fall back to the key', () => {
    expect(shapeFact('no_such', 'a | b', {}).what).toBe('a | b');
  });
});

describe('conflicts', () => {
  const ledger = makeLedger([
    storedFact({ key: 'a', columns: marketSize(54.6) }),
    storedFact({ key: 'b', columns: marketSize(77.4) }),
    storedFact({ key: 'words', columns: marketSize(null) }),
    storedFact({ key: 'other-year', columns: marketSize(35, { period: '2025' }) }),
    storedFact({ key: 'hbm4', columns: marketSize(12, { definition: 'HBM4 only' }) }),
    storedFact({ key: 'alike-1', columns: marketSize(100, { period: '2028' }) }),
    storedFact({ key: 'alike-2', columns: marketSize(100, { period: '2028' }) }),
  ]);

  it('are rows that state another number for the same quantity, subject, period and unit', () => {
    expect(ledger.filter(({ isContested }) => isContested).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(rivalsOf(ledger, rowOf(ledger, 'a')).map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('are not rows that agree, stand alone, name another generation or state no number', () => {
    expect(rowOf(ledger, 'alike-1')).toMatchObject({ rivalCount: 1, isContested: false });
    for (const key of ['words', 'other-year', 'hbm4']) {
      expect(rowOf(ledger, key)).toMatchObject({ rivalCount: 0, isContested: false });
    }
  });

  it('are means of exchange rates only where they differ by more than fixings of one day do', () => {
    const rate = (pair: string, perUsd: number) =>
      storedFact({
        key: pair,
        table: 'fx_rate',
        columns: { pair, quote_currency: 'KRW', calendar_quarter: '2026Q2', rate_quote_per_usd: perUsd },
      });
    const contestedWith = (other: number) =>
      makeLedger([rate('USD/KRW', 1400), rate('USD/KRW (ECB)', other)]).map(({ isContested }) => isContested);
    expect([contestedWith(1406.9), contestedWith(1407.1)]).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('are counted by rows and by quantities', () => {
    expect(countLedger(ledger, '2026-11-24')).toMatchObject({
      rows: 7,
      contestedRows: 2,
      contestedQuantities: 1,
    });
  });
});

describe('counts of revisions', () => {
  it('take the seven days that end with the day', () => {
    const ledger = makeLedger([
      storedFact({ key: 'once', recordedAt: '2026-11-24T10:00:00.000Z' }),
      storedFact({ key: 'in', revisionCount: 2, recordedAt: '2026-11-18T00:00:00.000Z' }),
      storedFact({ key: 'out', revisionCount: 3, recordedAt: '2026-11-17T23:59:59.000Z' }),
      storedFact({ key: 'later', revisionCount: 2, recordedAt: '2026-11-25T00:00:00.000Z' }),
    ]);
    expect(countLedger(ledger, '2026-11-24')).toMatchObject({ revised: 3, revisedLately: 1 });
    expect(dayBefore('2026-03-01', 1)).toBe('2026-02-28');
  });
});

describe('the choice', () => {
  it('is the median of the sizes that were published after the period', () => {
    const ledger = makeLedger([
      storedFact({ key: 'a', columns: marketSize(20), publishedOn: '2025-06-01' }),
      storedFact({ key: 'b', columns: marketSize(50), publishedOn: '2027-02-01' }),
      storedFact({ key: 'c', columns: marketSize(60), publishedOn: '2027-03-01' }),
    ]);
    const choice = chooseRival(ledger);
    expect(choice.amount).toEqual({ low: 20, point: 55, high: 60 });
    expect(choice.chosenKey).toBeNull();
    expect(choice.reason).toContain('published after the period');
  });

  it('is what a company reported, before what others estimated', () => {
    const ledger = makeLedger([metric('e', 20, {}, 'estimate'), metric('r', 21)]);
    expect(chooseRival(ledger)).toMatchObject({ chosenKey: 'r', amount: { point: 21 } });
  });

  it('says that none is preferred where no rule chooses', () => {
    const columns = (point: number) => marketSize(point, { quantity: 'dram_share', unit: 'pct' });
    const ledger = makeLedger([
      storedFact({ key: 'a', columns: columns(26) }),
      storedFact({ key: 'b', columns: columns(22.4) }),
    ]);
    expect(chooseRival(ledger)).toMatchObject({ chosenKey: null, amount: null });
    expect(() => chooseRival([])).toThrow(RangeError);
  });
});

describe('the feed', () => {
  const guide = (key: string, point: number, visibleFrom: string, supersedes: string | null) =>
    storedFact({
      key,
      table: 'capex_announcement',
      visibleFrom,
      columns: {
        id: key,
        kind: 'guidance',
        issuer: 'Amazon',
        period_label: 'CY2026',
        low_usd_bn: null,
        point_usd_bn: point,
        high_usd_bn: null,
        supersedes_id: supersedes,
      },
    });

  it('sets a guide against the one it replaced, and leaves out what is older than the day', () => {
    const ledger = makeLedger([
      guide('old', 185, '2026-07-30', null),
      guide('new', 200, '2026-10-30', 'old'),
    ]);
    const feed = makeFeed({ ledger, revisions: [], quarters: [], since: '2026-10-01' });
    expect(feed).toHaveLength(1);
    expect(feed[0]).toMatchObject({
      kind: 'guidance',
      on: '2026-10-30',
      before: { point: 185 },
      after: { point: 200 },
    });
  });

  it('tells when a quarter was reported, and when it was reported anew with another number', () => {
    const ledger = makeLedger([
      metric('first', 20, { visibleFrom: '2026-07-01' }),
      metric('again', 20, { visibleFrom: '2026-08-01' }),
      metric('restated', 19.5, { visibleFrom: '2026-10-05' }),
    ]);
    const feed = makeFeed({ ledger, revisions: [], quarters: [], since: '2026-07-01' });
    expect(feed.map(({ kind, key }) => [kind, key])).toEqual([
      ['restatement', 'restated'],
      ['report', 'first'],
    ]);
    expect(feed[0]).toMatchObject({ before: { point: 20 }, after: { point: 19.5 } });
  });

  it('lists what was recorded anew or withdrawn, newest first', () => {
    const { revisionCount: _count, ...fact } = storedFact({ key: 'a', columns: marketSize(60) });
    const revision = { ...fact, isWithdrawn: false, previousColumns: marketSize(55) };
    const revisions = [
      revision,
      { ...revision, isWithdrawn: true, recordedAt: '2026-11-20T00:00:00.000Z', recordedInBatch: 2 },
      { ...revision, recordedAt: '2026-10-01T00:00:00.000Z' },
    ];
    const feed = makeFeed({ ledger: [], revisions, quarters: [], since: '2026-11-01' });
    expect(feed.map(({ kind, on, before, after }) => [kind, on, before?.point, after?.point])).toEqual([
      ['withdrawal', '2026-11-20', 55, undefined],
      ['revision', '2026-11-01', 55, 60],
    ]);
  });
});
