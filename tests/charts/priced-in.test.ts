/** Words, bars and plots of the Priced in page, and of the Window page, over constructed markets. */
import { describe, expect, it } from 'vitest';

import { createPricedInEngine } from '#lib/charts/priced-in/priced-in-engine.ts';
import type { PricedInModel } from '#lib/charts/priced-in/priced-in-model.ts';
import type { PricedInMarket } from '#lib/charts/priced-in/priced-in-source.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import { prepareSurvivalPlot } from '#lib/charts/window/survival-plot.ts';
import { prepareWindowPage } from '#lib/charts/window/window-page.ts';
import { pricedInClause } from '#lib/charts/priced-in/overview-clause.ts';
import type { ImpliedListingItem, WindowsResponse } from '#lib/contracts/implied-saving.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { studyWindows, type WindowCase } from '#lib/core/implied-saving/window-study.ts';
import { PRICED_IN_CODEC } from '#lib/core/scenario/priced-in-view.ts';
import { readWindowLink, writeWindowLink } from '#lib/core/catalogue/window-link.ts';
import { answerOf, curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld();
const NO_BREAK = /\u00a0|\u2060/g;

interface Move {
  readonly changePct: readonly number[];
  readonly stdErrorPct: readonly number[];
}

function marketOf(
  moves: Readonly<Record<string, Move>>,
  part: Partial<PricedInMarket['market']> = {},
): PricedInMarket {
  return {
    events: [{ id: 'ev999', occurredOn: '2026-03-26', title: 'A second leg: rout', hasFrozen: true }],
    difference: null,
    market: {
      sinceOn: '2026-03-24',
      eventId: 'ev087',
      eventTitle: 'Google blogs TurboQuant: KV cache at least 6x smaller',
      source: 'prices',
      frozenOn: null,
      listings: world.vendors
        .filter(({ marketCapUsdBn }) => marketCapUsdBn !== null)
        .map(({ ticker, name, marketCapUsdBn, marketCapAsOn }) => {
          const move = moves[ticker];
          const known = { ticker, name, marketCapUsdBn, marketCapAsOn, basis: null };
          if (move === undefined) return { ...known, path: null, absence: 'no price history is stored' };
          const sessions = move.changePct.map((_, i) => `2026-03-${String(25 + i)}`);
          return { ...known, absence: null, path: { ticker, d0On: '2026-03-24', sessions, ...move } };
        }),
      ...part,
    },
  };
}

function modelOf(market: PricedInMarket, scenario: ExposureScenario = {}, ticker = 'MU'): PricedInModel {
  const engine = createPricedInEngine(world, { modelVersion: '1', dataVersion: 1 }, market);
  const view = { ...PRICED_IN_CODEC.read(new Map()).view, ticker };
  const model = engine.prepare({ scenario, ranges: [], view }, null);
  if (!model.ok) throw new Error(JSON.stringify(model.error));
  return model.value;
}

const sentenceOf = (model: PricedInModel): string => sentenceText(model.headline).replace(NO_BREAK, ' ');
const quiet = [0.1, 0.1];

describe('the sentence', () => {
  it('names the saving that is read, its range, the scenario and the gap', () => {
    const pct =
      answerOf(world, { memorySaving: 0.4 }).vendors.find(({ ticker }) => ticker === 'MU')?.valueChangePct ??
      NaN;
    const model = modelOf(marketOf({ MU: { changePct: [-1, pct], stdErrorPct: quiet } }), {
      memorySaving: 0.4,
    });
    expect(sentenceOf(model)).toMatch(
      /^Since the close of 24 Mar 2026 \(before Google blogs TurboQuant\), at the price of 26 Mar 2026 Micron implies a saving of 40\.0 % \([^)]+\); your scenario 40\.0 %: gap −?0\.0 % \([^)]+\) of market value\.$/,
    );
    expect(model.bars.bars.find(({ sublabel }) => sublabel === 'MU')?.mark).toBeCloseTo(40, 6);
    expect(model.history?.series.find(({ id }) => id === 'point')?.points.at(-1)?.y).toBeCloseTo(40, 6);
  });

  it('says why there is none: noise, a rise, a fall beyond all, nobody’s exposure, no prices', () => {
    const say = (move: Move, scenario: ExposureScenario = {}, ticker = 'MU'): string =>
      sentenceOf(modelOf(marketOf({ [ticker]: move }), scenario, ticker));
    expect(say({ changePct: [-1, -2], stdErrorPct: [3, 9] })).toContain(
      'implies no saving that can be separated from noise: its value has moved −2.0 %',
    );
    expect(say({ changePct: [3, 5], stdErrorPct: quiet })).toContain('a rise is not explained by a saving');
    expect(say({ changePct: [-3, -15], stdErrorPct: quiet })).toContain(
      'no saving reaches that, 99.0 % gives −4.',
    );
    expect(say({ changePct: [-3, -15], stdErrorPct: quiet }, {}, 'WDC')).toContain(
      'no saving moves its value in this scenario',
    );
    expect(say({ changePct: [-3, -15], stdErrorPct: quiet }, { tierShiftShare: 0.3 }, 'SNDK')).toContain(
      'a fall is not explained by a saving',
    );
    expect(sentenceOf(modelOf(marketOf({})))).toBe(
      'What Micron implies since 24 Mar 2026 cannot be said: no price history is stored.',
    );
  });

  it('follows the saving of the scenario bar without new curves: the gap moves by the model’s change', () => {
    const engine = createPricedInEngine(
      world,
      { modelVersion: '1', dataVersion: 1 },
      marketOf({ MU: { changePct: [-1, -2], stdErrorPct: quiet } }),
    );
    const { view } = PRICED_IN_CODEC.read(new Map());
    const gapAt = (memorySaving: number): number => {
      const model = engine.prepare({ scenario: { memorySaving }, ranges: [], view }, null);
      if (!model.ok) throw new Error(JSON.stringify(model.error));
      const row = model.value.bars.table.rows.find(([name]) => name?.value === 'MU');
      return Number(row?.[11]?.value);
    };
    const changeAt = (memorySaving: number): number =>
      answerOf(world, { memorySaving }).vendors.find(({ ticker }) => ticker === 'MU')?.valueChangePct ?? NaN;
    expect(gapAt(0.2)).toBeCloseTo(-2 - changeAt(0.2), 9);
    expect(gapAt(0.6) - gapAt(0.2)).toBeCloseTo(changeAt(0.2) - changeAt(0.6), 9);
  });
});

describe('bars, plots and tables', () => {
  const model = modelOf(
    marketOf({
      MU: { changePct: [-1, -2], stdErrorPct: quiet },
      '000660.KS': { changePct: [-1, -2], stdErrorPct: [4, 9] },
      '005930.KS': { changePct: [-1, -1.5], stdErrorPct: quiet },
    }),
  );

  it('draw what cannot be separated from end to end, and no bar where there is nothing', () => {
    const barOf = (ticker: string) => model.bars.bars.find(({ sublabel }) => sublabel === ticker);
    expect(barOf('000660.KS')?.segments).toMatchObject([{ from: 0, to: 99, form: 'assumption' }]);
    expect(barOf('285A.T')).toMatchObject({ segments: [], valueLabel: 'no reading' });
    expect(model.bars.rules[0]).toMatchObject({ label: 'your scenario 28.0\u00a0%' });
    expect(model.bars.table.rows).toHaveLength(model.bars.bars.length);
  });

  it('have one saving for all makers, with what it leaves', () => {
    expect(model.joint?.table.rows.map(([cell]) => cell?.value)).toEqual(['000660.KS', '005930.KS', 'MU']);
    expect(model.joint?.summary).toMatch(/No disagreement among vendors can be shown|The market disagrees/);
  });

  it('never show a number that is none', () => {
    const words = JSON.stringify([
      model.bars,
      model.history,
      model.change,
      model.joint,
      model.figures,
      model.evidence,
    ]);
    expect(words).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('say what the records are where there are no prices', () => {
    const frozen = modelOf(
      marketOf(
        { MU: { changePct: [-1, -2], stdErrorPct: quiet } },
        { source: 'frozen', frozenOn: '2026-11-27' },
      ),
    );
    expect(frozen.note.replace(NO_BREAK, ' ')).toContain('the records frozen on 27 Nov 2026');
    expect(frozen.provenance.source).toContain('frozen on 2026-11-27');
  });
});

describe('the clause of the Overview', () => {
  const itemOf = (ticker: string, name: string, newest: Partial<ImpliedListingItem['newest']> | null) =>
    ({
      ticker,
      name,
      d0On: '2026-03-24',
      absence: 'no price history is stored',
      newest,
    }) as ImpliedListingItem;
  const inside = (saving: number) => ({ side: 'inside' as const, saving });
  const range = {
    low: inside(0.12),
    mid: inside(0.3),
    high: inside(0.48),
    shareBelow: 0,
    shareInside: 1,
    shareBeyond: 0,
  };
  const read = {
    sessionOn: '2026-08-20',
    verdict: 'implied' as const,
    roots: [{ from: 0.29, to: 0.29 }],
    range,
  };

  it('says what is read, what cannot be, and why there is nothing', () => {
    const say = (items: readonly ImpliedListingItem[]): string =>
      pricedInClause(items).replace(NO_BREAK, ' ');
    const noise = { ...read, verdict: 'not-separable' as const };
    expect(
      say([
        itemOf('MU', 'Micron', read),
        itemOf('000660.KS', 'SK hynix', noise),
        itemOf('STX', 'Seagate', read),
      ]),
    ).toBe(
      'Prices already imply a saving of Micron 29.0 % (12.0–48.0 %); of SK hynix none can be read, since the close of 24 Mar 2026, at prices of 20 Aug 2026.',
    );
    expect(say([itemOf('MU', 'Micron', noise), itemOf('000660.KS', 'SK hynix', noise)])).toBe(
      'Prices already imply no saving that can be told from the noise of the shares: Micron and SK hynix, since the close of 24 Mar 2026, at prices of 20 Aug 2026.',
    );
    expect(say([itemOf('MU', 'Micron', null)])).toBe(
      'What prices already imply cannot be said: no price history is stored.',
    );
  });
});

describe('addresses', () => {
  it('hold the beginning and the stock, and refuse what is none', () => {
    const read = (pairs: Readonly<Record<string, string>>) =>
      PRICED_IN_CODEC.read(new Map(Object.entries(pairs)));
    expect(read({ since: '2026-03-24', t: 'WDC' }).view).toEqual({
      since: '2026-03-24',
      event: null,
      ticker: 'WDC',
    });
    expect(PRICED_IN_CODEC.write(read({ event: 'ev087', t: '000660.KS' }).view)).toEqual([
      ['event', 'ev087'],
      ['t', '000660.KS'],
    ]);
    expect(read({ since: '2026-02-30', event: 'a b', t: '<x>' }).faults.map(({ param }) => param)).toEqual([
      'since',
      'event',
      't',
    ]);
    expect(read({ since: '2026-03-24', event: 'ev087' }).view.event).toBeNull();
    const window = readWindowLink([
      ['close', '0.75'],
      ['asOf', '2026-10-01'],
      ['zz', '1'],
    ]);
    expect(window.link).toEqual({ threshold: 0.75, asOf: '2026-10-01', pin: null });
    expect(window.faults.map(({ param }) => param)).toEqual(['zz']);
    expect(writeWindowLink(window.link)).toBe('?close=0.75&asOf=2026-10-01&v=1');
    expect(readWindowLink([['close', '2']]).link.threshold).toBe(0.5);
  });
});

describe('the Window page', () => {
  const caseOf = (event: string, changePct: readonly number[], modelChangePct: number): WindowCase => ({
    event,
    occurredOn: '2026-01-05',
    title: `${event}: a claim`,
    kind: 'efficiency-paper',
    ticker: 'MU',
    name: 'Micron',
    effectiveSaving: 0.05,
    modelChangePct,
    absence: null,
    path: {
      ticker: 'MU',
      d0On: '2026-01-05',
      sessions: changePct.map((_, i) => `2026-01-${String(6 + i).padStart(2, '0')}`),
      changePct,
      stdErrorPct: changePct.map(() => 1),
    },
  });
  const answerFor = (cases: readonly WindowCase[]): WindowsResponse => ({
    modelVersion: '1',
    dataVersion: 1,
    asOf: '2026-11-23',
    source: 'frozen',
    ...studyWindows(cases, 0.5),
  });

  it('counts, orders and names: closed, open, swallowed', () => {
    const answer = answerFor([
      caseOf('a', [0.2, -2, 1], -2),
      caseOf('b', [1, 1, 1, 1], -2),
      caseOf('c', [-9], 0),
    ]);
    expect(answer.items.map(({ isOpen, closedAfterSessions }) => [isOpen, closedAfterSessions])).toEqual([
      [false, 2],
      [true, null],
      [null, null],
    ]);
    expect(answer.items[2]?.absence).toContain('the backlog takes it whole');
    const page = prepareWindowPage(answer);
    const sentence = sentenceText(page.headline).replace(NO_BREAK, ' ');
    expect(sentence).toMatch(
      /^Of 2 windows after efficiency events, counted as closed at 50\.0 % of what the model gives, half had closed after 2 sessions/,
    );
    expect(sentence).toContain('with the sign of the market turned, half close after');
    expect(page.open.table.rows).toHaveLength(1);
    expect(page.windows.table.rows).toHaveLength(3);
    expect(prepareSurvivalPlot(answer)?.series.map(({ id }) => id)).toEqual(['band', 'all', 'mirror']);
    expect(JSON.stringify(page)).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('says that nothing can be read where nothing can', () => {
    const answer = answerFor([caseOf('c', [-9], 0)]);
    expect(sentenceText(prepareWindowPage(answer).headline)).toContain('No window can be read');
    expect(prepareSurvivalPlot(answer)).toBeNull();
  });
});
