import { describe, expect, it } from 'vitest';
import { prepareAsOfEvidence } from '#lib/charts/as-of/as-of-evidence.ts';
import { prepareAsOfFigures, prepareAsOfHeadline } from '#lib/charts/as-of/as-of-headline.ts';
import {
  prepareCapexBacktestTable,
  prepareHbmBacktestTable,
  prepareHindsightNotes,
  spreadOfErrors,
} from '#lib/charts/as-of/backtest-tables.ts';
import { prepareCapexBacktestPlot } from '#lib/charts/as-of/capex-backtest-plot.ts';
import { formatErrorPct, missWords, periodWords, thenNowUsd } from '#lib/charts/as-of/change-words.ts';
import { sumGuides } from '#lib/charts/as-of/guide-sums.ts';
import { hbmOfYear, pairOf, type KnownOn } from '#lib/charts/as-of/known-pair.ts';
import { groupNews, newsFileTable, type NewsFacts } from '#lib/charts/as-of/news-list.ts';
import type { NotedTable } from '#lib/charts/as-of/noted-table.ts';
import {
  prepareDisclosureTable,
  prepareReconciliationBars,
  prepareReconciliationTable,
} from '#lib/charts/as-of/reconciliation-tables.ts';
import { collectSaid, prepareSaidByDay } from '#lib/charts/as-of/said-by-day-plot.ts';
import { formatCount, prepareFactsTable, prepareThenNowTable } from '#lib/charts/as-of/then-now-tables.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import { DEFAULT_RUN_DATES } from '#lib/core/backtest/capex-backtest.ts';
import { runBacktest } from '#lib/core/backtest/run-backtest.ts';
import { createModelRoute } from '#lib/core/reconciliation/model-route.ts';
import { reconcile } from '#lib/core/reconciliation/reconcile.ts';
import { answerOf, curatedWorld } from '#tests/support/exposure-world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';
import { readMarketFacts } from '#tests/support/market-facts.ts';

const words = (text: string): string => text.replaceAll('\u00a0', ' ');

function must<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value {
  if (!result.ok) throw new Error('the shipped facts must do');
  return result.value;
}

const GRADES = { primary: 1, press: 0, estimate: 0, derived: 0, assumption: 0 };

function knownOn(asOf: string, rows: number): KnownOn {
  const world = curatedWorld(asOf);
  return {
    asOf,
    world,
    answer: answerOf(world, {}),
    model: must(createModelRoute(readExposureFacts(asOf))),
    tables: [
      { table: 'hbm_market', rows, newestPublishedOn: '2026-08-01', shareByGrade: GRADES },
      { table: 'event', rows: 0, newestPublishedOn: null, shareByGrade: GRADES },
    ],
  };
}

const then = knownOn('2026-05-15', 120);
const now = knownOn('2026-11-23', 320);
const pair = pairOf(then, now);
const market = readMarketFacts();
const backtest = must(
  runBacktest(
    DEFAULT_RUN_DATES.map((date) => readExposureFacts(date)),
    market,
  ),
);
const reconciliation = must(reconcile(market));

/** Texts of the cells of a table's rows. */
const textsOf = (table: NotedTable): string[][] =>
  table.rows.map((cells) => cells.map(({ text }) => words(text)));

describe('words of change', () => {
  it('say signs, misses and periods', () => {
    expect(words(formatErrorPct(3.06))).toBe('+3.1 %');
    expect(words(formatErrorPct(-28.34))).toBe('−28.3 %');
    expect(words(formatErrorPct(0.01))).toBe('0.0 %');
    expect([missWords(-2.06), missWords(18.6), missWords(0.01)].map(words)).toEqual([
      '2.1 % too low',
      '18.6 % too high',
      'exact',
    ]);
    expect(['2025', '2026H1', '2025Q3', '2026Q1–Q3', 'FQ4-25'].map(periodWords).map(words)).toEqual([
      '2025',
      'the first half of 2026',
      'Q3 2025',
      'Q1–Q3 2026',
      'FQ4-25',
    ]);
    expect(words(thenNowUsd(710, 732.5))).toBe('$710 → 733 bn');
    expect([formatCount(0), formatCount(7), formatCount(2624)]).toEqual(['0', '7', '2,624']);
  });
});

describe('the sentence', () => {
  it('has the guides of the day, 190 + 185 + 200 + 135 = 710, and of today, 732.5', () => {
    expect(sumGuides(then.world, 2026)).toMatchObject({
      lowUsdBn: 695,
      pointUsdBn: 710,
      highUsdBn: 725,
      unguided: [],
    });
    const text = words(sentenceText(prepareAsOfHeadline(pair, backtest)));
    expect(text).toContain('On 15 May 2026 capex of the big four for 2026 stood at $710 bn ($695–725 bn)');
    expect(text).toContain('on 23 Nov 2026 it stands at $733 bn ($720–745 bn)');
    expect(text).toContain('HBM revenue of 2026 by the model moved from $65.4 bn');
    expect(text).toContain('Run at 4 past days, the capex that it expected was off by −7.7 %');
    expect(text).toContain('too low in 7 of 7 cases');
    expect(text).not.toMatch(/NaN|undefined|null/);
  });

  it('names who had no guide in money', () => {
    const early = pairOf(knownOn('2025-09-30', 100), now);
    const text = words(sentenceText(prepareAsOfHeadline(early, backtest)));
    expect(text).toContain('growth assumed for Microsoft');
  });

  it('spreads seven errors of the big four around their median', () => {
    const errors = backtest.runs
      .flatMap(({ capex }) => capex.filter(({ set }) => set === 'big-four'))
      .map(({ errorPct }) => errorPct)
      .toSorted((a, b) => a - b);
    expect(spreadOfErrors(backtest.runs)).toEqual({
      count: 7,
      tooLow: 7,
      lowPct: errors[0],
      medianPct: errors[3],
      highPct: errors[6],
      // 2025 on 31 January 2026 and the first half of 2026 on 15 May 2026: no buyer was without a guide.
      guidesAlone: { count: 2, lowPct: errors[5], highPct: errors[6] },
    });
    expect(spreadOfErrors([])).toBeNull();
  });

  it('says what guides alone came to, and who had none', () => {
    const error = prepareAsOfFigures(pair, backtest).find(({ key }) => key === 'error');
    expect(words(error?.note ?? '')).toBe('7 of 7 too low; by guides alone (2) −1.7 % to −1.2 %');
    const first = prepareAsOfHeadline(pairOf(knownOn('2024-02-15', 100), now), backtest);
    expect(words(sentenceText(first))).toContain('growth assumed for Microsoft, Alphabet and Amazon;');
  });

  it('gives each figure of the page its evidence', () => {
    const book = prepareAsOfEvidence(pair, backtest, reconciliation);
    const keys = [
      ...prepareAsOfHeadline(pair, backtest).flatMap(({ evidence }) => evidence ?? []),
      ...prepareAsOfFigures(pair, backtest).map(({ key }) => key),
      ...[
        prepareThenNowTable(pair),
        prepareCapexBacktestTable(backtest),
        prepareHbmBacktestTable(backtest, 'market'),
        prepareHbmBacktestTable(backtest, 'vendors'),
        prepareReconciliationTable(reconciliation, 'years'),
        prepareReconciliationTable(reconciliation, 'quarters'),
      ].flatMap(({ rows }) => rows.flatMap((cells) => cells.flatMap(({ evidence }) => evidence ?? []))),
    ];
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter((key) => book[key] === undefined)).toEqual([]);
    expect(JSON.stringify(book)).not.toMatch(/NaN|undefined/);
    expect(book['route:2025:published']?.sources).toHaveLength(4);
  });
});

describe('capex expected and come, as a chart', () => {
  const plot = prepareCapexBacktestPlot(backtest);

  it('draws what was reported, and each day from its last report on: guided dashed, grown dotted', () => {
    const ids = plot?.series.map(({ id }) => id);
    expect(ids).toEqual([
      'came',
      '2025-03-31-estimate',
      '2025-03-31-assumption',
      '2025-09-30-assumption',
      '2026-01-31-estimate',
      '2026-01-31-assumption',
      '2026-05-15-estimate',
    ]);
    const came = plot?.series[0]?.points ?? [];
    // From the first quarter of 2024 to the second of 2026; the last is 35.802 + 44.924 + 54.208 + 30.116.
    expect(came).toHaveLength(10);
    expect(came.at(-1)).toMatchObject({ x: 2026.375 });
    expect(came.at(-1)?.y).toBeCloseTo(165.05, 9);
    const last = plot?.series.at(-1)?.points ?? [];
    expect(last.map(({ x }) => x)).toEqual([2026.125, 2026.375, 2026.625, 2026.875]);
    expect(last[0]?.y).toBeCloseTo(129.747, 9);
  });

  it('says each day’s miss on the newest period', () => {
    expect(words(plot?.summary ?? '')).toContain(
      '15 May 2026 was 1.2 % too low on the first half of 2026 ($291 bn against $295 bn)',
    );
  });

  it('has a table row a quarter with every day beside what came', () => {
    const row = plot?.table.rows.find((cells) => cells[0]?.value === '2026Q2');
    expect(row?.[1]?.value).toBeCloseTo(165.05, 9);
    expect(row).toHaveLength(2 + 2 * 4);
    const earlier = plot?.table.rows.find((cells) => cells[0]?.value === '2025Q1');
    expect(earlier?.at(-2)).toEqual({ value: null, text: 'reported by then' });
  });

  it('is left out where nothing was run', () => {
    expect(prepareCapexBacktestPlot({ ...backtest, runs: [] })).toBeNull();
  });
});

it('places what was said of 2026 by its day, and keeps what is older than the axis in the table', () => {
  const modelOf = (day: string) => hbmOfYear(day === '2026-11-23' ? now : knownOn(day, 1), 2026);
  const said = collectSaid(reconciliation.running, backtest, modelOf);
  const plot = prepareSaidByDay(said);
  expect(said.model.map(({ on }) => on)).toEqual([...DEFAULT_RUN_DATES, '2026-11-23']);
  expect(said.published.map(({ range }) => range.point)).toEqual([30, 54.6, 77.4, 69, 58]);
  expect(plot?.series.map(({ id, points }) => [id, points.length])).toEqual([
    ['model', 5],
    ['published', 5],
  ]);
  expect(words(plot?.summary ?? '')).toBe(
    'The model gave $48.9 bn on 31 Mar 2025 and gives $70.0 bn on 23 Nov 2026; others from $30.0 bn to $77.4 bn.',
  );
  const old = { ...said.published[0], on: '2023-01-01', by: 'x', range: { low: 1, point: 1, high: 1 } };
  const cut = prepareSaidByDay({ ...said, published: [old, ...said.published] });
  expect(cut?.series[1]?.points).toHaveLength(5);
  expect(cut?.notes.at(-1)).toBe('1 older than the axis stand in the table only.');
  expect(cut?.table.rows).toHaveLength(11);
});

describe('tables', () => {
  it('of the back-test say expectation, range, outcome and errors', () => {
    const [first] = textsOf(prepareCapexBacktestTable(backtest));
    expect(first?.slice(0, 9)).toEqual([
      '31 Mar 2025',
      'Big four',
      '2025',
      '$348 bn',
      '$345 bn',
      '$350 bn',
      '$376 bn',
      '−7.5 %',
      '−7.5 %',
    ]);
    const [hbm] = textsOf(prepareHbmBacktestTable(backtest, 'market'));
    expect(hbm?.slice(-3)).toEqual([
      'estimate, after',
      'no test',
      'the model is scaled to this very year: no test',
    ]);
    const vendors = textsOf(prepareHbmBacktestTable(backtest, 'vendors'));
    expect(new Set(vendors.map((row) => row[1]))).toEqual(
      new Set(['Micron', 'SK hynix', 'Samsung Electronics']),
    );
  });

  it('say plainly what was hindsight', () => {
    const [note] = prepareHindsightNotes(backtest);
    expect(note?.factor).toMatch(/^1\.77 \(/);
    expect(words(note?.sentences[0] ?? '')).toMatch(
      /^62 of 62 assumptions behind the HBM figures were written later \(newest 23 Nov 2026\): vendor shares 36/,
    );
    expect(note?.sentences[1]).toContain('had reported 0 of 4 quarters');
  });

  it('of then and now have capex by buyer with how it is known, and the change', () => {
    const table = prepareThenNowTable(pair);
    const microsoft = table.rows.find((cells) => cells[0]?.text === 'Capex of 2026, Microsoft');
    expect(microsoft?.map(({ value }) => value)).toEqual([
      'Capex of 2026, Microsoft',
      190,
      null,
      null,
      175,
      null,
      null,
      (175 / 190 - 1) * 100,
    ]);
    expect(words(microsoft?.[1]?.note ?? '')).toBe('guided, $30.9 bn reported');
    const factor = textsOf(table).at(-1);
    expect([factor?.[1], factor?.[4]]).toEqual(['1.42', '1.41']);
  });

  it('of facts count rows, and mark a source that is later than the day', () => {
    const table = prepareFactsTable(pair);
    expect(textsOf(table)[0]).toEqual(['HBM market', '120', '320', '37.5 %', '1 Aug 2026', '1 Aug 2026']);
    expect(table.rows[0]?.[4]?.note).toBe('a later write-up');
    expect(textsOf(table)[1]?.[3]).toBe('no rows');
    expect(table.totals?.[2]?.value).toBe(320);
  });

  it('of the reconciliation have every route of every year, with the gap and the reading', () => {
    const rows = textsOf(prepareReconciliationTable(reconciliation, 'years'));
    expect(rows).toHaveLength(3 * 6);
    const chips = rows.find(([period, route]) => period === '2025' && route === 'Chips × GB × price');
    expect(chips?.[2]).toBe('$13.3 bn');
    expect(chips?.[6]).toBe('−45.1 %');
    const absent = rows.find(([period, route]) => period === '2026H1' && route === 'Vendors’ disclosures');
    expect(absent?.[2]).toBe('none');
    expect(prepareReconciliationTable(reconciliation, 'quarters').rows).toHaveLength(11 * 4);
    expect(textsOf(prepareDisclosureTable(reconciliation)).map((row) => row.slice(0, 2).join(' '))).toEqual([
      '2024Q4 Micron',
      '2024Q4 SK hynix',
      '2025Q1 SK hynix',
      '2025Q1 Micron',
      '2025Q2 Micron',
      '2025Q2 SK hynix',
      '2025Q3 Micron',
    ]);
  });
});

it('draws routes over the model of the same coverage: 24.8 over 35, 13.35 over 24.3', () => {
  const bars = prepareReconciliationBars(reconciliation, '2025');
  const heights = bars?.bars.map(({ segments }) => segments[0]?.to ?? NaN);
  expect(heights?.map((height) => height.toFixed(2))).toEqual([
    '1.00',
    '0.71',
    '1.09',
    '0.96',
    '0.55',
    '0.91',
  ]);
  expect(bars?.rules).toEqual([{ value: 1, label: 'calibrated model' }]);
  expect(words(bars?.summary ?? '')).toContain('The calibration factor is 1.41 (0.82–2.86), 0.41 above one.');
  expect(prepareReconciliationBars(reconciliation, '1999')).toBeNull();
});

describe('news', () => {
  const provenance = {
    sourceTitle: 'A page',
    publisher: 'A house',
    url: 'https://example.org/a',
    publishedOn: '2026-08-01',
    grade: 'press' as const,
    visibleFrom: '2026-08-01',
    recordedInBatch: 1,
    key: '',
  };
  const metric = {
    ...provenance,
    vendor: 'Micron',
    ticker: 'MU',
    fiscalQuarter: 'FQ4-26',
    periodStartOn: '2026-05-29',
    periodEndOn: '2026-09-03',
    calendarQuarter: '2026Q3',
    segment: 'total',
    metric: 'revenue',
    value: 54.2,
    unit: 'USD_bn',
    reportedOrEstimate: 'reported' as const,
    notes: null,
  };
  const figure = {
    ...provenance,
    quantity: 'hbm_market_size',
    vendorOrIndustry: 'industry',
    period: '2027',
    low: 10,
    point: null,
    high: 15,
    unit: 'pct',
    definition: 'growth',
    notes: null,
  };
  const facts: NewsFacts = {
    announcements: [],
    actuals: [],
    vendorMetrics: [
      metric,
      { ...metric, segment: 'HBM', metric: 'revenue_qoq_pct', value: 30.8, unit: 'pct' },
      { ...metric, metric: 'eps', reportedOrEstimate: 'estimate' },
    ],
    market: [
      { ...figure, url: 'https://example.org/old', visibleFrom: '2026-07-01' },
      { ...figure, url: 'https://example.org/none', publishedOn: null, visibleFrom: '2026-11-23' },
      { ...figure, url: 'https://example.org/new', visibleFrom: '2026-09-01' },
    ],
    events: [],
  };
  const groups = groupNews(facts);

  it('puts figures of one source and period together, HBM first, estimates left out', () => {
    const disclosures = groups.find(({ id }) => id === 'disclosures')?.items ?? [];
    expect(disclosures.map(({ title, detail }) => [title, words(detail)])).toEqual([
      ['Micron, FQ4-26: 2 figures', 'HBM revenue qoq pct 30.8 %; total revenue 54.2 USD bn'],
    ]);
  });

  it('is newest first, undated ones last, empty kinds said', () => {
    const items = groups.find(({ id }) => id === 'market')?.items ?? [];
    expect(items.map(({ key }) => key.slice(-4))).toEqual(['/new', '/old', 'none']);
    expect(items.at(-1)?.isDated).toBe(false);
    expect(words(items[0]?.detail ?? '')).toBe('industry 2027, growth: 10–15 %');
    expect(groups.map(({ items: own }) => own.length)).toEqual([0, 0, 1, 3, 0]);
    expect(newsFileTable(groups).rows).toHaveLength(4);
  });
});
