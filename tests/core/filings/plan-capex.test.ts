import { describe, expect, it } from 'vitest';

import { planCapex, type HeldCapex } from '#lib/core/filings/plan-capex.ts';
import { listQuarterRevisions } from '#lib/core/filings/quarter-revisions.ts';
import { tellQuarters } from '#lib/core/filings/told-quarters.ts';
import type { FiledFact } from '#lib/core/filings/types.ts';
import { filedFact } from '#tests/support/filed-facts.ts';
import { carryOut, heldCapex } from '#tests/support/held-capex.ts';

const Q1 = ['2023-01-01', '2023-03-31'] as const;
const HALF = ['2023-01-01', '2023-06-30'] as const;
const WORDS = {
  issuer: 'Example',
  definition: 'cash PP&E purchases (us-gaap:X)',
  hasCalendarYear: true,
  isChecked: true,
};
const BN = 1e9;

const plan = (facts: readonly FiledFact[], held: readonly HeldCapex[], words = WORDS, yearEnd = 12) =>
  planCapex(tellQuarters(listQuarterRevisions(facts), yearEnd), held, words);
const brief = (...given: Parameters<typeof plan>) =>
  plan(...given).planned.map(({ quarter, isNew, values }) => [
    quarter.fiscalQuarter,
    isNew,
    ...values.map(({ knownFrom, valueBn }) => `${knownFrom} ${String(valueBn)}`),
  ]);

describe('the filings of a quarter on record', () => {
  it('add nothing where they say what stands on the filing day', () => {
    expect(brief([filedFact(Q1, 5 * BN, '2023-05-15')], [heldCapex()])).toEqual([]);
  });

  it('are compared to the million', () => {
    expect(brief([filedFact(Q1, 5_000_400_000, '2023-05-15')], [heldCapex()])).toEqual([]);
    expect(brief([filedFact(Q1, 5_000_600_000, '2023-05-15')], [heldCapex()])).toEqual([
      ['2023 Q1', false, '2023-05-15 5.001'],
    ]);
  });

  it('show it from the filing day where it was taken to be out later', () => {
    expect(brief([filedFact(Q1, 5 * BN, '2023-04-28')], [heldCapex()])).toEqual([
      ['2023 Q1', false, '2023-04-28 5'],
    ]);
  });

  it('leave a figure that the company announced before alone', () => {
    const announced = heldCapex({ visibleFrom: '2023-04-20' });
    expect(brief([filedFact(Q1, 5 * BN, '2023-04-28')], [announced])).toEqual([]);
  });

  it('revise it with a restatement, and with all later ones once an earlier one is missing', () => {
    const filed = [filedFact(Q1, 5 * BN, '2023-05-15'), filedFact(Q1, 4 * BN, '2024-04-25')];
    expect(brief(filed, [heldCapex()])).toEqual([['2023 Q1', false, '2024-04-25 4']]);
    const knowsLast = [heldCapex(), heldCapex({ batchId: 2, visibleFrom: '2025-04-25', capexUsdBn: 3 })];
    expect(brief([...filed, filedFact(Q1, 3 * BN, '2025-04-25')], knowsLast)).toEqual([
      ['2023 Q1', false, '2024-04-25 4', '2025-04-25 3'],
    ]);
  });

  it('keep its words, whatever they are', () => {
    const held = [heldCapex({ definition: 'cash PP&E purchases, as the release says' })];
    const { planned } = plan([filedFact(Q1, 6 * BN, '2023-05-15')], held);
    expect(planned[0]?.quarter.definition).toBe('cash PP&E purchases, as the release says');
  });

  it('are not taken over below zero', () => {
    const held = [
      heldCapex(),
      heldCapex({ fiscalQuarter: '2023 Q2', periodStartOn: '2023-04-01', periodEndOn: '2023-06-30' }),
    ];
    const facts = [filedFact(Q1, 5 * BN, '2023-05-15'), filedFact(HALF, 3 * BN, '2023-08-01')];
    expect(plan(facts, held)).toMatchObject({
      planned: [],
      withheld: [expect.stringContaining('below zero')],
    });
  });
});

describe('a correction of the desk', () => {
  const filed = [filedFact(Q1, 5 * BN, '2023-05-15')];
  const corrected = [heldCapex(), heldCapex({ batchId: 2, capexUsdBn: 5.5, deskOn: '2026-11-27' })];

  it('stands against the same filing, whether or not that was merged before', () => {
    expect(brief(filed, corrected)).toEqual([]);
    const first = heldCapex({ capexUsdBn: 4.9 });
    const late = [first, heldCapex({ batchId: 2, capexUsdBn: 5.5, deskOn: '2026-11-27' })];
    expect(brief(filed, late)).toEqual([]);
  });

  it('stands against a newer filing that repeats the old value', () => {
    expect(brief([...filed, filedFact(Q1, 5 * BN, '2027-04-25')], corrected)).toEqual([]);
  });

  it('is revised by a newer filing that states another value, once, from that day on', () => {
    const newer = [...filed, filedFact(Q1, 5.2 * BN, '2027-04-25')];
    const first = plan(newer, corrected);
    expect(first.planned.map(({ values }) => values.map(({ knownFrom }) => knownFrom))).toEqual([
      ['2027-04-25'],
    ]);
    expect(brief(newer, carryOut(corrected, first.planned))).toEqual([]);
  });

  it('stands again when the desk corrects that revision too', () => {
    const newer = [...filed, filedFact(Q1, 5.2 * BN, '2027-04-25')];
    const again = heldCapex({ batchId: 4, capexUsdBn: 5.6, deskOn: '2027-04-25', visibleFrom: '2027-04-25' });
    expect(brief(newer, [...carryOut(corrected, plan(newer, corrected).planned), again])).toEqual([]);
  });
});

describe('a quarter that is not on record', () => {
  const filed = [filedFact(Q1, 5 * BN, '2023-05-15'), filedFact(HALF, 11 * BN, '2023-08-01')];

  it('is added with the words of the issuer, and says when it is a difference', () => {
    expect(plan(filed, [heldCapex()]).planned).toMatchObject([
      {
        isNew: true,
        quarter: {
          fiscalQuarter: '2023 Q2',
          definition: 'cash PP&E purchases (us-gaap:X); derived as year-to-date difference',
        },
        values: [{ knownFrom: '2023-08-01', valueBn: 6 }],
      },
    ]);
  });

  it('is labelled by the fiscal year', () => {
    const held = [heldCapex({ fiscalQuarter: 'FY2023 Q3' })];
    expect(brief(filed, held, { ...WORDS, hasCalendarYear: false }, 6)).toEqual([
      ['FY2023 Q4', true, '2023-08-01 6'],
    ]);
  });

  it('is withheld after a gap, which the model could not bridge, and left out before the first', () => {
    const later = ['2023-10-01', '2023-12-31'] as const;
    const earlier = ['2022-10-01', '2022-12-31'] as const;
    const facts = [
      ...filed.slice(0, 1),
      filedFact(later, 7 * BN, '2024-02-01'),
      filedFact(earlier, 4 * BN, '2023-02-01'),
    ];
    expect(plan(facts, [heldCapex()])).toMatchObject({
      planned: [],
      withheld: ['2023 Q4 is withheld: the quarter before it is not on record.'],
    });
  });

  it('of an issuer without any on record is not where a series begins', () => {
    expect(plan(filed, [])).toMatchObject({ planned: [], withheld: [expect.stringContaining('No quarter')] });
  });

  it('of a concept that nobody has checked is taken only where one quarter agrees', () => {
    const words = { ...WORDS, isChecked: false };
    expect(brief(filed, [heldCapex()], words)).toHaveLength(1);
    expect(plan(filed, [heldCapex({ capexUsdBn: 5.2 })], words)).toMatchObject({
      planned: [],
      withheld: [expect.stringContaining('agrees')],
    });
  });

  it('that the desk has taken back comes again only with a later filing', () => {
    const second = { fiscalQuarter: '2023 Q2', periodStartOn: '2023-04-01', periodEndOn: '2023-06-30' };
    const gone = [
      heldCapex(),
      heldCapex({ ...second, capexUsdBn: 6, visibleFrom: '2023-08-01' }),
      heldCapex({
        ...second,
        batchId: 2,
        visibleFrom: '2023-08-01',
        isWithdrawn: true,
        deskOn: '2026-11-27',
      }),
    ];
    expect(brief(filed, gone)).toEqual([]);
    const restated = [filedFact(Q1, 5 * BN, '2027-04-25'), filedFact(HALF, 12 * BN, '2027-07-25')];
    expect(brief([...filed, ...restated], gone)).toEqual([['2023 Q2', true, '2027-07-25 7']]);
  });
});
