/** The world at a date (model 4 and 10). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import type { ExposureFacts } from '#lib/core/exposure/types.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { buildWorld } from '#lib/core/exposure/world.ts';
import { answerOf, curatedWorld, worldOf } from '#tests/support/exposure-world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

const facts = readExposureFacts();
const FIRST_POSSIBLE_DATE = '2023-04-14';

function faultsOf(changed: Partial<ExposureFacts>): InputFault[] {
  const built = buildWorld({ ...facts, ...changed });
  return built.ok ? [] : built.error;
}

const anyDate = fc
  .integer({ min: toDayNumber(FIRST_POSSIBLE_DATE), max: toDayNumber('2027-12-31') })
  .map((day) => toIsoDate(day));

describe('a world', () => {
  it('reproduces the market it is calibrated to: 2025 sums to the published 35 USD bn', () => {
    const year = curatedWorld().history.filter((one) => one.quarter.startsWith('2025'));
    expect(year.reduce((sum, one) => sum + one.baselineHbmUsdBn, 0)).toBeCloseTo(35, 10);
  });

  it('is plain JSON: sent to a browser it answers the same to the last bit', () => {
    const world = curatedWorld();
    const sent = JSON.parse(JSON.stringify(world)) as typeof world;
    expect(answerOf(sent, { memorySaving: 0.4 })).toEqual(answerOf(world, { memorySaving: 0.4 }));
  });

  it('14: does not change with facts that were published after asOf', () => {
    fc.assert(
      fc.property(anyDate, (asOf) => {
        const known = {
          ...facts,
          asOf,
          capexActuals: facts.capexActuals.filter((row) => row.visibleFrom <= asOf),
          capexAnnouncements: facts.capexAnnouncements.filter((row) => row.visibleFrom <= asOf),
          vendors: facts.vendors.filter((row) => row.visibleFrom <= asOf),
        };
        const world = worldOf({ ...facts, asOf });
        expect(world).toEqual(worldOf(known));
        expect(answerOf(world, {})).toEqual(answerOf(worldOf(known), {}));
      }),
      { numRuns: 40 },
    );
  });

  it('14: knows a market value from its date on, and the vendor before that only by name', () => {
    const before = answerOf(curatedWorld('2026-08-19'), {}).vendors.find((vendor) => vendor.ticker === 'MU');
    const after = answerOf(curatedWorld('2026-08-20'), {}).vendors.find((vendor) => vendor.ticker === 'MU');
    expect([before?.name, before?.marketCapUsdBn, before?.valueChangePct]).toEqual(['Micron', null, null]);
    expect([after?.marketCapUsdBn, after?.marketCapAsOn]).toEqual([1101, '2026-08-20']);
  });

  it('14: goes by the day on which a row became visible, not by the day it speaks of', () => {
    const late = { visibleFrom: '2026-11-24' };
    const changed = {
      ...facts,
      capexAnnouncements: facts.capexAnnouncements.map((row) =>
        row.id === 'googl-cy2026-20260722' ? { ...row, ...late } : row,
      ),
      vendors: facts.vendors.map((row) =>
        row.ticker === 'MU' ? { ...row, marketCapAsOn: '2026-11-24' } : row,
      ),
    };
    const world = worldOf(changed);
    const alphabet = world.issuerYears.find((row) => row.ticker === 'GOOGL' && row.year === 2026);
    expect(alphabet?.announcementId).toBe('googl-cy2026-20260429');
    expect(world.vendors.find((vendor) => vendor.ticker === 'MU')).toMatchObject({
      marketCapUsdBn: null,
      marketCapAsOn: null,
    });
  });

  it('tabulates only years that an issuer’s series covers whole', () => {
    const yearsOf = (changed: Partial<ExposureFacts>, ticker: string): number[] =>
      worldOf({ ...facts, ...changed })
        .issuerYears.filter((row) => row.ticker === ticker)
        .map((row) => row.year);
    expect(yearsOf({}, 'ORCL')).toEqual([2023, 2024, 2025, 2026, 2027, 2028, 2029]);
    expect(yearsOf({}, 'CRWV')[0]).toBe(2024);
    const withoutFirst = facts.capexActuals.filter(
      (row) => !(row.ticker === 'CRWV' && row.periodStartOn === '2024-01-01'),
    );
    expect(yearsOf({ capexActuals: withoutFirst }, 'CRWV')[0]).toBe(2025);
  });

  it('can be had at every date since the first reported quarter, with finite and positive paths', () => {
    fc.assert(
      fc.property(anyDate, (asOf) => {
        const world = worldOf({ ...facts, asOf });
        const { capexUsdBn, baselineHbmUsdBn, baselineBnGb, hbmPriceUsdPerGb } = world;
        for (const path of [capexUsdBn, baselineHbmUsdBn, baselineBnGb, hbmPriceUsdPerGb]) {
          expect(path).toHaveLength(world.maxHorizonQuarters);
          expect(path.every((value) => Number.isFinite(value) && value > 0)).toBe(true);
        }
        expect(world.history.every((one) => one.quarter < (world.quarters[0] ?? ''))).toBe(true);
        for (const row of world.issuerYears) {
          expect(row.lowUsdBn).toBeLessThanOrEqual(row.pointUsdBn + 1e-9);
          expect(row.pointUsdBn).toBeLessThanOrEqual(row.highUsdBn + 1e-9);
          expect(row.actualUsdBn ?? 0).toBeLessThanOrEqual(row.pointUsdBn + 1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reproduces the quoted "$700 billion" at the time it was quoted: 695, 710, 725 after the April 2026 calls', () => {
    const bigFour = curatedWorld('2026-05-10').issuerYears.filter(
      (row) => row.year === 2026 && ['MSFT', 'GOOGL', 'AMZN', 'META'].includes(row.ticker),
    );
    const sum = (end: 'lowUsdBn' | 'pointUsdBn' | 'highUsdBn'): number =>
      bigFour.reduce((total, row) => total + row[end], 0);
    expect(sum('lowUsdBn')).toBeCloseTo(695, 9);
    expect(sum('pointUsdBn')).toBeCloseTo(710, 9);
    expect(sum('highUsdBn')).toBeCloseTo(725, 9);
  });

  it('marks assumptions that were written after asOf as hindsight', () => {
    const { inputs } = answerOf(curatedWorld('2025-06-30'), {});
    expect(inputs.every((input) => input.isHindsight)).toBe(true);
    expect(answerOf(curatedWorld(), {}).inputs.some((input) => input.isHindsight)).toBe(false);
  });
});

describe('a world that cannot be built', () => {
  it('before any fact says from which date on it can', () => {
    const dayBefore = toIsoDate(toDayNumber(FIRST_POSSIBLE_DATE) - 1);
    const [fault] = faultsOf({ asOf: dayBefore });
    expect(fault?.pointer).toBe('/asOf');
    expect(fault?.message).toContain(`use ${FIRST_POSSIBLE_DATE} or later`);
    expect(faultsOf({ asOf: FIRST_POSSIBLE_DATE })).toEqual([]);
  });

  it('names a date that is none, or too far away', () => {
    for (const asOf of ['2026-02-30', 'yesterday', '', '2100-01-01']) {
      expect(faultsOf({ asOf }).map((fault) => fault.pointer)).toEqual(['/asOf']);
    }
  });

  it('names every missing input and a missing series at once', () => {
    const gone = ['pass_through', 'hbm_price_factor_2028'];
    const faults = faultsOf({
      assumptions: facts.assumptions.filter((row) => !gone.includes(row.id)),
      capexActuals: [],
    });
    expect(faults.map((fault) => fault.pointer)).toEqual([
      '/asOf',
      '/assumptions/hbm_price_factor_2028',
      '/assumptions/pass_through',
    ]);
  });

  it('asks for the quarters of the calibration year', () => {
    const faults = faultsOf({
      capexActuals: facts.capexActuals.filter((row) => row.periodStartOn >= '2025-06-01'),
    });
    expect(faults.map((fault) => fault.pointer)).toEqual(['/assumptions/calibration_year']);
  });
});
