import { describe, expect, it } from 'vitest';

import { planMetric, type HeldMetric } from '#lib/core/filings/plan-metric.ts';
import { listQuarterRevisions } from '#lib/core/filings/quarter-revisions.ts';
import { tellQuarters } from '#lib/core/filings/told-quarters.ts';
import type { FiledFact } from '#lib/core/filings/types.ts';
import { filedFact } from '#tests/support/filed-facts.ts';

const Q1 = ['2026-01-01', '2026-03-31'] as const;
const Q2 = ['2026-04-01', '2026-06-30'] as const;
const ROW = { vendor: 'Example', ticker: 'EX', segment: 'total', metric: 'revenue', unit: 'USD_bn' };
const BN = 1e9;

/** Revenue of the first quarter as its release had it on 20 April. */
function held(changes: Partial<HeldMetric> = {}): HeldMetric {
  return {
    ...ROW,
    key: 'release',
    fiscalQuarter: 'FQ1-26',
    periodStartOn: Q1[0],
    periodEndOn: Q1[1],
    calendarQuarter: '2026Q1',
    value: 5,
    reportedOrEstimate: 'reported',
    notes: null,
    sourceTitle: 'Release',
    publisher: 'Example',
    url: 'https://example.com/release',
    publishedOn: '2026-04-20',
    grade: 'primary',
    visibleFrom: '2026-04-20',
    recordedInBatch: 1,
    deskOn: null,
    ...changes,
  };
}

function plan(facts: readonly FiledFact[], rows: readonly HeldMetric[], isChecked = true) {
  return planMetric(tellQuarters(listQuarterRevisions(facts), 12), rows, {
    row: ROW,
    isChecked,
    cite: ({ figure, knownFrom }) => ({
      sourceTitle: 'Filing',
      publisher: 'SEC EDGAR',
      url: `https://www.sec.gov/${figure.parts.map(({ fact }) => fact.accession).join('+')}`,
      publishedOn: knownFrom,
    }),
  });
}
const brief = (...given: Parameters<typeof plan>) =>
  plan(...given).planned.map(({ row, isNew }) => [row.fiscalQuarter, isNew, row.visibleFrom, row.value]);

describe('the filings of a vendor', () => {
  it('add nothing to a release that says the same, and a row beside one that does not, once', () => {
    expect(brief([filedFact(Q1, 5 * BN, '2026-04-25')], [held()])).toEqual([]);
    const other = [filedFact(Q1, 5.1 * BN, '2026-04-25')];
    expect(brief(other, [held()])).toEqual([['FQ1-26', false, '2026-04-25', 5.1]]);
    const done = plan(other, [held()]).planned.map(({ row }) => ({ ...held(), ...row }));
    expect(brief(other, [held(), ...done])).toEqual([]);
  });

  it('add every value of a quarter that went there and back', () => {
    const facts = [
      filedFact(Q1, 5 * BN, '2026-04-25'),
      filedFact(Q1, 4 * BN, '2027-04-25'),
      filedFact(Q1, 5 * BN, '2027-06-01', { form: '10-Q/A' }),
    ];
    expect(brief(facts, [held()])).toEqual([
      ['FQ1-26', false, '2027-04-25', 4],
      ['FQ1-26', false, '2027-06-01', 5],
    ]);
  });

  it('leave a figure of the desk alone unless they are newer', () => {
    const desk = [held({ value: 5.5, deskOn: '2026-11-27' })];
    expect(brief([filedFact(Q1, 5 * BN, '2026-04-25')], desk)).toEqual([]);
    const newer = [filedFact(Q1, 5 * BN, '2026-04-25'), filedFact(Q1, 5.2 * BN, '2027-04-25')];
    expect(brief(newer, desk)).toEqual([['FQ1-26', false, '2027-04-25', 5.2]]);
  });

  it('add a quarter of which only an outlook is known, under its labels, and say when it is a difference', () => {
    const outlook = held({
      key: 'o',
      fiscalQuarter: 'FQ2-26',
      periodStartOn: Q2[0],
      periodEndOn: Q2[1],
      reportedOrEstimate: 'guidance',
    });
    const facts = [filedFact(Q1, 5 * BN, '2026-04-25'), filedFact([Q1[0], Q2[1]], 11 * BN, '2026-07-25')];
    const [planned] = plan(facts, [held(), outlook]).planned;
    expect(planned).toMatchObject({
      isNew: true,
      row: { fiscalQuarter: 'FQ2-26', value: 6, reportedOrEstimate: 'derived', grade: 'derived' },
    });
  });

  it('of an unchecked concept count only where a quarter agrees', () => {
    const facts = [filedFact(Q1, 5.1 * BN, '2026-04-25'), filedFact(Q2, 6 * BN, '2026-07-25')];
    expect(plan(facts, [held()], false)).toMatchObject({
      planned: [],
      withheld: [expect.stringContaining('agrees')],
    });
    expect(brief([...facts.slice(1), filedFact(Q1, 5 * BN, '2026-04-25')], [held()], false)).toHaveLength(1);
  });
});
