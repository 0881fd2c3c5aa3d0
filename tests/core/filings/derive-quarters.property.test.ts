import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import { firstDayOfMonth } from '#lib/core/calendar/quarter.ts';
import { toCalendarQuarters } from '#lib/core/filings/calendar-quarters.ts';
import { deriveQuarters } from '#lib/core/filings/derive-quarters.ts';
import { awaitsRestatement, listQuarterRevisions } from '#lib/core/filings/quarter-revisions.ts';
import type { FiledFact, KnownQuarters } from '#lib/core/filings/types.ts';
import { fileYears, type FilingStyle, type ToldQuarter } from '#tests/support/filed-facts.ts';

const FIRST_DAY = toDayNumber('2018-01-01');
const END = '2040-01-01';
const YEARS = 3;

/** First days of quarters and the day after the last: whole months from some month on, or 13 or 14 weeks each. */
const boundaries = fc.oneof(
  fc
    .integer({ min: 2018 * 12, max: 2020 * 12 })
    .map((month) => Array.from({ length: YEARS * 4 + 1 }, (_, i) => firstDayOfMonth(month + i * 3))),
  fc
    .tuple(
      fc.integer({ min: 0, max: 700 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: YEARS, maxLength: YEARS }),
    )
    .map(([offset, longQuarters]) => {
      const days = [FIRST_DAY + offset];
      for (let quarter = 0; quarter < YEARS * 4; quarter += 1) {
        const isLong = longQuarters[Math.floor(quarter / 4)] === quarter % 4;
        days.push((days.at(-1) ?? 0) + (isLong ? 98 : 91));
      }
      return days;
    }),
);

const amount = fc.integer({ min: 0, max: 900_000_000 });
/** Equal neighbours that nothing confirms are set aside (derive-quarters.test.ts), so here only zeros are equal. */
const distinct = (one: number | null, index: number): number | null =>
  one === null || one === 0 ? one : one * 100 + index;
const company = fc
  .record({
    days: boundaries,
    amounts: fc.array(fc.tuple(amount, fc.option(amount)), { minLength: YEARS * 4, maxLength: YEARS * 4 }),
  })
  .map(({ days, amounts }) =>
    Array.from({ length: YEARS }, (_, year) =>
      Array.from({ length: 4 }, (_unused, quarter): ToldQuarter => {
        const index = year * 4 + quarter;
        const [value = 0, restated = null] = (amounts[index] ?? []).map((one) => distinct(one, index));
        return {
          startOn: toIsoDate(days[index] ?? 0),
          endOn: toIsoDate((days[index + 1] ?? 0) - 1),
          value: value ?? 0,
          restatedValue: restated ?? value ?? 0,
        };
      }),
    ),
  );
const style = fc.constantFrom<FilingStyle>('since-start', 'quarters-and-year', 'both');
const facts = fc.tuple(company, style).map(([years, how]) => fileYears(years, how));
const asOf = fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 2500 }).map(toIsoDate);

const valuesByStart = ({ quarters }: KnownQuarters): Map<string, number> =>
  new Map(quarters.map(({ periodStartOn, value }) => [periodStartOn, value]));

describe('quarters from filings, whatever the figures', () => {
  it('are what the company told, restated where it restated, in each style of report', () => {
    fc.assert(
      fc.property(company, style, (years, how) => {
        const told = years.flatMap((quarters, year) =>
          quarters.map((quarter): [string, number] => [
            quarter.startOn,
            year < YEARS - 1 ? quarter.restatedValue : quarter.value,
          ]),
        );
        expect([...valuesByStart(deriveQuarters(fileYears(years, how), END))]).toEqual(told);
      }),
    );
  });

  it('add up to the year that stands, on every day, exactly', () => {
    fc.assert(
      fc.property(company, asOf, (years, day) => {
        const filed = fileYears(years, 'since-start');
        const known = valuesByStart(deriveQuarters(filed, day));
        for (const quarters of years) {
          const [first, , , last] = quarters;
          const year = filed.findLast(
            (fact) =>
              fact.periodStartOn === first?.startOn &&
              fact.periodEndOn === last?.endOn &&
              fact.filedOn <= day,
          );
          if (year === undefined) continue;
          const sum = quarters.reduce((total, { startOn }) => total + (known.get(startOn) ?? NaN), 0);
          expect(sum).toBe(year.value);
        }
      }),
    );
  });

  it('do not depend on the order of the facts', () => {
    fc.assert(
      fc.property(
        facts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        asOf,
        ([all, shuffled], day) => {
          expect(deriveQuarters(shuffled, day)).toEqual(deriveQuarters(all, day));
        },
      ),
    );
  });

  it('are only ever added to as days go by, and know nothing of later filings', () => {
    fc.assert(
      fc.property(facts, asOf, asOf, (all, one, other) => {
        const [before, after] = [one, other].toSorted();
        if (before === undefined || after === undefined) return;
        const earlier = deriveQuarters(all, before);
        const later = valuesByStart(deriveQuarters(all, after));
        expect(earlier.quarters.filter(({ periodStartOn }) => !later.has(periodStartOn))).toEqual([]);
        const onFile = all.filter(({ filedOn }: FiledFact) => filedOn <= before);
        expect(deriveQuarters(onFile, END)).toEqual(earlier);
        for (const { knownFrom, parts } of earlier.quarters) {
          expect(knownFrom <= before).toBe(true);
          expect(parts.every(({ fact }) => fact.filedOn <= knownFrom)).toBe(true);
        }
      }),
    );
  });

  it('are the signed sum of their parts', () => {
    fc.assert(
      fc.property(facts, asOf, (all, day) => {
        for (const { value, parts } of deriveQuarters(all, day).quarters) {
          expect(parts.reduce((sum, { sign, fact }) => sum + sign * fact.value, 0)).toBe(value);
        }
      }),
    );
  });

  it('can be told from their revisions alone', () => {
    fc.assert(
      fc.property(facts, asOf, (all, day) => {
        const told = new Map<string, number>();
        for (const { figure, filedOn, previousValue } of listQuarterRevisions(all)) {
          if (filedOn > day) continue;
          expect(previousValue).toBe(told.get(figure.periodStartOn) ?? null);
          told.set(figure.periodStartOn, figure.value);
        }
        const { quarters } = deriveQuarters(all, day);
        expect([...told.keys()].toSorted()).toEqual(quarters.map((one) => one.periodStartOn).toSorted());
        for (const figure of quarters) {
          // A difference of both kinds of figure waits for the other restatement, see quarter-revisions.
          if (!awaitsRestatement(figure)) expect(told.get(figure.periodStartOn)).toBe(figure.value);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('lose nothing and gain nothing on their way to calendar quarters', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const { quarters } = deriveQuarters(all, END);
        const total = quarters.reduce((sum, { value }) => sum + value, 0);
        const spread = toCalendarQuarters(quarters)
          .flatMap(({ shares }) => shares)
          .reduce((sum, { figure, days, fiscalDays }) => sum + (figure.value * days) / fiscalDays, 0);
        // Up to 24 terms of at most 1e11, each rounded to 2^-52 of itself.
        expect(Math.abs(spread - total)).toBeLessThan(0.01);
      }),
    );
  });
});
