import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { firstDayOfMonth } from '#lib/core/calendar/quarter.ts';
import { toIsoDate } from '#lib/core/calendar/day-number.ts';
import { deriveQuarters } from '#lib/core/filings/derive-quarters.ts';
import { planCapex, type HeldCapex } from '#lib/core/filings/plan-capex.ts';
import { awaitsRestatement, listQuarterRevisions } from '#lib/core/filings/quarter-revisions.ts';
import { isSameToTheMillion, tellQuarters } from '#lib/core/filings/told-quarters.ts';
import type { FiledFact } from '#lib/core/filings/types.ts';
import { fileYears, type FilingStyle, type ToldQuarter } from '#tests/support/filed-facts.ts';
import { carryOut, heldCapex } from '#tests/support/held-capex.ts';

const FIRST_MONTH = 2023 * 12;
const YEARS = 3;
const WORDS = {
  issuer: 'Example',
  definition: 'cash PP&E purchases',
  hasCalendarYear: true,
  isChecked: true,
};

/** Amounts in tens of millions that differ from quarter to quarter, so that none passes for its neighbour's. */
const amount = fc.integer({ min: 100, max: 900 });
const company = fc
  .array(fc.tuple(amount, fc.option(amount)), { minLength: YEARS * 4, maxLength: YEARS * 4 })
  .map((amounts) =>
    Array.from({ length: YEARS }, (_, year) =>
      Array.from({ length: 4 }, (_unused, quarter): ToldQuarter => {
        const index = year * 4 + quarter;
        const [value = 0, restated = null] = amounts[index] ?? [];
        const scaled = (one: number) => (one * 1000 + index) * 10_000_000;
        return {
          startOn: toIsoDate(firstDayOfMonth(FIRST_MONTH + index * 3)),
          endOn: toIsoDate(firstDayOfMonth(FIRST_MONTH + index * 3 + 3) - 1),
          value: scaled(value),
          restatedValue: scaled(restated ?? value),
        };
      }),
    ),
  );
const facts = fc
  .tuple(company, fc.constantFrom<FilingStyle>('since-start', 'quarters-and-year', 'both'))
  .map(([years, style]) => fileYears(years, style));

/** What was on record before: the first quarter at least, others with the filed or another value, days or weeks off. */
const shipped = fc.array(
  fc.record({
    index: fc.integer({ min: 0, max: YEARS * 4 - 1 }),
    capexUsdBn: fc.integer({ min: 1, max: 9_000 }).map((one) => one / 1000),
    lateMonths: fc.integer({ min: 0, max: 15 }),
  }),
  { maxLength: 6 },
);

function onRecord(rows: typeof shipped extends fc.Arbitrary<infer Row> ? Row : never): HeldCapex[] {
  const first = { index: 0, capexUsdBn: 1.234, lateMonths: 2 };
  return [first, ...rows].map(({ index, capexUsdBn, lateMonths }, place) => {
    const month = FIRST_MONTH + index * 3;
    return heldCapex({
      fiscalQuarter: `${String(2023 + Math.floor(index / 4))} Q${String((index % 4) + 1)}`,
      periodStartOn: toIsoDate(firstDayOfMonth(month)),
      periodEndOn: toIsoDate(firstDayOfMonth(month + 3) - 1),
      visibleFrom: toIsoDate(firstDayOfMonth(month + 3 + lateMonths)),
      capexUsdBn,
      batchId: place + 1,
    });
  });
}

const merge = (all: readonly FiledFact[], held: readonly HeldCapex[]) =>
  planCapex(tellQuarters(listQuarterRevisions(all), 12), held, WORDS);

/** What a reader sees: of each quarter the newest record of those visible, by another way than the plan's. */
function valueAt(held: readonly HeldCapex[], startOn: string, day: string): number | null {
  const [newest] = held
    .filter((row) => row.periodStartOn === startOn && row.visibleFrom <= day)
    .toSorted((a, b) => b.batchId - a.batchId);
  return newest?.capexUsdBn ?? null;
}

describe('merged filings', () => {
  it('add nothing the second time', () => {
    fc.assert(
      fc.property(facts, shipped, (all, rows) => {
        const held = onRecord(rows);
        const merged = carryOut(held, merge(all, held).planned);
        expect(merge(all, merged).planned).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('say on every filing day what follows from the filings up to it', () => {
    fc.assert(
      fc.property(facts, shipped, (all, rows) => {
        const held = onRecord(rows);
        const merged = carryOut(held, merge(all, held).planned);
        for (const day of new Set(all.map(({ filedOn }) => filedOn))) {
          for (const figure of deriveQuarters(all, day).quarters) {
            if (awaitsRestatement(figure) || figure.knownFrom !== day) continue;
            const value = valueAt(merged, figure.periodStartOn, day);
            expect(value !== null && isSameToTheMillion(value, figure.value / 1e9)).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('say on every day what follows from the filings up to it where nothing else was on record', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 60 }), (all, months) => {
        const day = toIsoDate(firstDayOfMonth(FIRST_MONTH + months) + 14);
        const held = onRecord([]);
        const merged = carryOut(held, merge(all, held).planned);
        for (const figure of deriveQuarters(all, day).quarters) {
          if (awaitsRestatement(figure) || figure.periodStartOn === '2023-01-01') continue;
          const value = valueAt(merged, figure.periodStartOn, day);
          expect(value !== null && isSameToTheMillion(value, figure.value / 1e9)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('come out the same filing by filing as all at once', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const held = onRecord([]);
        const atOnce = carryOut(held, merge(all, held).planned);
        let byDay = held;
        for (const day of [...new Set(all.map(({ filedOn }) => filedOn))].toSorted()) {
          const known = all.filter(({ filedOn }) => filedOn <= day);
          byDay = carryOut(byDay, merge(known, byDay).planned);
        }
        for (const { periodStartOn, visibleFrom } of [...atOnce, ...byDay]) {
          expect(valueAt(byDay, periodStartOn, visibleFrom)).toBe(
            valueAt(atOnce, periodStartOn, visibleFrom),
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});
