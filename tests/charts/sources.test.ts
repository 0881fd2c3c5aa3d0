import { describe, expect, it } from 'vitest';
import { amountWords, formatStored, mainWords } from '#lib/charts/sources/amount-words.ts';
import { MOST_SHOWN, prepareFeedList, prepareQuarantinedLines } from '#lib/charts/sources/feed-list.ts';
import { prepareGradeShares } from '#lib/charts/sources/grade-shares.ts';
import {
  chooseLedgerRows,
  countPages,
  listNameChoices,
  listTableChoices,
  nameSource,
  PAGE_ROWS,
  prepareLedgerGrid,
} from '#lib/charts/sources/ledger-grid.ts';
import { prepareOpenedValue } from '#lib/charts/sources/opened-value.ts';
import {
  prepareSourcesEvidence,
  prepareSourcesFigures,
  prepareSourcesHeadline,
} from '#lib/charts/sources/sources-headline.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import type { FeedEffect } from '#lib/contracts/feed.ts';
import type { Revisions } from '#lib/contracts/evidence.ts';
import { DEFAULT_SOURCES_LINK } from '#lib/core/catalogue/sources-link.ts';
import { makeFeed } from '#lib/core/ledger/feed.ts';
import { countLedger, makeLedger } from '#lib/core/ledger/ledger.ts';
import { marketSize, storedFact } from '#tests/support/stored-facts.ts';

const plainSpaces = (text: string | null): string => (text ?? '').replaceAll('\u00a0', ' ');

const ledger = makeLedger([
  storedFact({ key: 'a', columns: marketSize(54.6), publishedOn: '2026-01-05' }),
  storedFact({ key: 'b', columns: marketSize(77.4), publishedOn: '2026-08-05', revisionCount: 2 }),
  storedFact({ key: 'c', columns: marketSize(null, { low: 100, period: '2027' }), grade: 'primary' }),
  storedFact({
    key: 'd',
    table: 'event',
    publishedOn: null,
    columns: { title: 'A paper', actors: ['Google', 'Micron'], occurred_on: '2026-03-24', kind: 'paper' },
  }),
]);

const chosen = (more: Partial<typeof DEFAULT_SOURCES_LINK>): string[] =>
  chooseLedgerRows(ledger, { ...DEFAULT_SOURCES_LINK, ...more }).map(({ key }) => key);

describe('numbers of the ledger', () => {
  it('are written as recorded', () => {
    expect(formatStored(60.5426)).toBe('60.5426');
    expect(formatStored(-1234567.25)).toBe('−1,234,567.25');
    expect(formatStored(0.1 + 0.2)).toBe('0.3');
    expect(formatStored(5_000_000)).toBe('5,000,000');
  });

  it('say range and lone bounds', () => {
    expect(plainSpaces(amountWords({ low: 70, point: 77.4, high: 80 }, 'USD bn', ''))).toBe(
      '77.4 USD bn (70–80)',
    );
    expect(plainSpaces(mainWords({ low: -30, point: null, high: -10 }, 'pct'))).toBe('−30 to −10 %');
    expect(plainSpaces(mainWords({ low: 100, point: null, high: null }, 'USD bn'))).toBe('above 100 USD bn');
    expect(plainSpaces(mainWords({ low: null, point: null, high: 5 }, null))).toBe('below 5');
    expect(amountWords(null, 'GB', 'none')).toBe('none');
  });
});

describe('the sentence', () => {
  const counts = countLedger(ledger, '2026-11-04');

  it('counts values, primary evidence, conflicts and the last week', () => {
    expect(plainSpaces(sentenceText(prepareSourcesHeadline(counts)))).toBe(
      '4 values, 25.0 % primary, 2 in conflict (over 1 quantity), 1 revised in the last week.',
    );
  });

  it('has evidence for each of its figures and for the key figures', () => {
    const evidence = prepareSourcesEvidence(counts, '2026-11-04');
    const keys = prepareSourcesHeadline(counts).flatMap((part) => part.evidence ?? []);
    expect(keys).toHaveLength(4);
    for (const key of [...keys, ...prepareSourcesFigures(counts).map((one) => one.key)]) {
      expect(evidence[key]).toBeDefined();
    }
  });

  it('says 0.0 % of nothing', () => {
    expect(sentenceText(prepareSourcesHeadline(countLedger([], '2026-11-04')))).toContain('0 values, 0.0');
  });
});

describe('the grid', () => {
  it('filters by table, name, grade, words, conflicts and revisions', () => {
    expect(chosen({})).toEqual(['a', 'b', 'c', 'd']);
    expect(chosen({ table: 'event' })).toEqual(['d']);
    expect(chosen({ who: 'Micron' })).toEqual(['d']);
    expect(chosen({ grade: 'primary' })).toEqual(['c']);
    expect(chosen({ words: 'MARKET 2026' })).toEqual(['a', 'b']);
    expect(chosen({ only: 'conflicts' })).toEqual(['a', 'b']);
    expect(chosen({ only: 'revised' })).toEqual(['b']);
    expect(chosen({ only: 'conflicts', grade: 'primary' })).toEqual([]);
  });

  it('orders by publication, undated last', () => {
    expect(chosen({ order: 'newest' })).toEqual(['c', 'b', 'a', 'd']);
  });

  it('shows a page at a time', () => {
    const many = Array.from({ length: PAGE_ROWS + 1 }, () => ledger[0]).filter((row) => row !== undefined);
    expect(prepareLedgerGrid(many, 2)).toMatchObject({ found: PAGE_ROWS + 1, pageCount: 2 });
    expect(prepareLedgerGrid(many, 2).rows).toHaveLength(1);
    expect(countPages(0)).toBe(1);
  });

  it('offers the tables and names that there are, with counts', () => {
    expect(listTableChoices(ledger).map(({ text }) => text)).toEqual(['HBM market (3)', 'event (1)']);
    expect(listNameChoices(ledger).map(({ text }) => text)).toEqual([
      'Google (1)',
      'industry (3)',
      'Micron (1)',
    ]);
  });

  it('names the house, else the title, else the site of a source', () => {
    const url = 'https://example.com/report';
    expect(nameSource({ publisher: 'A house', sourceTitle: 'A report', url })).toBe('A house');
    expect(nameSource({ publisher: null, sourceTitle: 'A report', url })).toBe('A report');
    expect(nameSource({ publisher: null, sourceTitle: null, url })).toBe('example.com');
    expect(nameSource({ publisher: null, sourceTitle: null, url: null })).toBe('no source named');
  });

  it('has words for what a value does not state', () => {
    const [, , , event] = prepareLedgerGrid(ledger, 1).rows;
    expect(event).toMatchObject({ value: 'paper', published: 'not dated', period: '24\u00a0Mar\u00a02026' });
  });
});

describe('an opened value', () => {
  const revisions: Revisions = {
    dataVersion: 2,
    table: 'hbm_market',
    key: 'b',
    items: [
      {
        recordedInBatch: 2,
        committedAt: '2026-11-01T08:00:00.000Z',
        isWithdrawn: false,
        visibleFrom: '2026-08-05',
        visibleRule: 'published_on',
        sourceTitle: 'A report',
        publisher: null,
        url: null,
        publishedOn: '2026-08-05',
        grade: 'estimate',
        content: { quantity: 'hbm_market_size', vendorOrIndustry: 'industry', point: 77.4, unit: 'USD_bn' },
      },
    ],
  };
  const row = ledger.find(({ key }) => key === 'b');
  if (row === undefined) throw new Error('no row b');
  const opened = prepareOpenedValue(row, ledger, revisions);

  it('has its rivals on one scale, the used value and its reason', () => {
    expect(opened.rivals.map(({ key, mark }) => [key, mark.point])).toEqual([
      ['a', 0],
      ['b', 100],
    ]);
    expect(plainSpaces(opened.used?.value ?? '')).toBe('66 USD bn (54.6–77.4)');
    expect(opened.used?.reason).toContain('the median of all figures');
    expect(plainSpaces(opened.spread)).toBe('from 54.6 to 77.4 USD bn');
  });

  it('has its revisions in words', () => {
    expect(
      opened.revisions.map(({ recorded, value }) => [plainSpaces(recorded), plainSpaces(value)]),
    ).toEqual([['1 Nov 2026', '77.4 USD bn']]);
  });

  it('has nothing to choose from without a rival', () => {
    const lone = ledger.find(({ key }) => key === 'd') ?? row;
    expect(prepareOpenedValue(lone, ledger, revisions)).toMatchObject({
      rivals: [],
      used: null,
      spread: null,
    });
  });
});

describe('shares by grade', () => {
  const { rows, table } = prepareGradeShares([
    {
      table: 'hbm_market',
      rows: 4,
      newestPublishedOn: '2026-08',
      shareByGrade: { primary: 0.25, press: 0, estimate: 0.75, derived: 0, assumption: 0 },
    },
  ]);

  it('fill the bar from left to right, and stand beside it', () => {
    expect(rows[0]?.segments).toEqual([
      { grade: 'primary', from: 0, width: 25 },
      { grade: 'estimate', from: 25, width: 75 },
    ]);
    expect(table.rows[0]?.map(({ text }) => plainSpaces(text))).toEqual([
      'HBM market',
      '4',
      'Aug 2026',
      '25.0 %',
      '–',
      '75.0 %',
      '–',
      '–',
    ]);
  });
});

describe('the list of changes', () => {
  const { revisionCount: _count, ...fact } = storedFact({ key: 'a', columns: marketSize(60) });
  const revisions = Array.from({ length: MOST_SHOWN + 2 }, (_, index) => ({
    ...fact,
    key: `a${String(index)}`,
    isWithdrawn: false,
    previousColumns: marketSize(55),
  }));
  const list = prepareFeedList(makeFeed({ ledger: [], revisions, quarters: [], since: '2026-10-01' }));

  it('says what changed to what, and how many it does not show', () => {
    expect(list.summary).toBe(`${String(MOST_SHOWN + 2)} changes: ${String(MOST_SHOWN + 2)} revisions.`);
    expect(list.lines).toHaveLength(MOST_SHOWN);
    expect(list.hidden).toBe(2);
    expect(list.table.rows).toHaveLength(MOST_SHOWN + 2);
    expect(plainSpaces(list.lines[0]?.change ?? '')).toBe('55 USD bn → 60 USD bn');
  });

  it('says how far a guide moved exposure, or why there is no number', () => {
    const [item] = makeFeed({
      ledger: [],
      revisions: revisions.slice(0, 1),
      quarters: [],
      since: '2026-10-01',
    });
    if (item === undefined) throw new Error('no item');
    const moved = (before: number, after: number) => ({ before, after, change: after - before });
    const measured = {
      state: 'measured' as const,
      ...{ asOf: '2026-07-21', firstQuarter: '2026Q3', lastQuarter: '2029Q3', quarterCount: 13 },
      ...{ baselineHbmUsdBn: moved(400, 409.26), hbmUsdBn: moved(362, 370.56) },
      ...{ exposureUsdBn: moved(-38, -38.7), calibration: moved(0.5, 0.5) },
    };
    const wordsOf = (exposureEffect: FeedEffect | null) =>
      plainSpaces(prepareFeedList([{ ...item, exposureEffect }]).lines[0]?.effect ?? null);

    expect(wordsOf(measured)).toBe(
      'Expected HBM revenue Q3 2026 to Q3 2029: +$9.26 bn. What the saving of the base scenario moves goes from ' +
        '−$38.0 bn to −$38.7 bn (−$0.700 bn).',
    );
    expect(wordsOf({ ...measured, calibration: moved(0.5, 0.49) })).toMatch(
      /so the scale moves too: −2\.0 %\.$/,
    );
    expect(wordsOf({ ...measured, baselineHbmUsdBn: moved(400, 400) })).toBe(
      'Expected HBM revenue stays what it was.',
    );
    expect(wordsOf({ state: 'not-measured', reason: 'Nobody has judged it.' })).toBe(
      'No number for exposure. Nobody has judged it.',
    );
    expect(wordsOf(null)).toBe('');
  });

  it('says that nothing changed', () => {
    expect(prepareFeedList([])).toMatchObject({ summary: 'Nothing changed.', lines: [], hidden: 0 });
  });
});

describe('what was kept apart', () => {
  it('says how many values of whom, why, and whether somebody must decide', () => {
    const day = { on: '2026-11-20', source: 'yahoo', subject: 'MU', reason: 'A hundredfold jump.' };
    const words = (count: number, openCount: number) =>
      prepareQuarantinedLines([{ ...day, count, openCount }]).map(({ day: on, title, reason, state }) =>
        [on, title, reason, state].map((text) => plainSpaces(text)),
      );
    expect(words(1, 1)).toEqual([
      ['20 Nov 2026', 'MU: 1 value from yahoo kept apart', 'A hundredfold jump.', '1 waits for a decision'],
    ]);
    expect(words(3, 0)[0]?.slice(1)).toEqual([
      'MU: 3 values from yahoo kept apart',
      'A hundredfold jump.',
      'decided',
    ]);
  });
});
