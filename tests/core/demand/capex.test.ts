/** Capex by quarter (model 4, identities 14 and 15). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prorateQuartersByDays } from '#lib/core/calendar/proration.ts';
import { quarterIndexOf } from '#lib/core/calendar/quarter.ts';
import { buildCapexBasis, type CapexBasis, type IssuerBasis } from '#lib/core/demand/capex-basis.ts';
import {
  addToCalendar,
  fillIssuerQuarters,
  layOutShares,
  type CapexOutlook,
} from '#lib/core/demand/capex.ts';
import { findExclusionReason } from '#lib/core/demand/consolidation.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { numberBetween } from '#tests/support/exposure-world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

const OUTLOOK: CapexOutlook = {
  guidanceAttainment: 1,
  growthFirstYear: 0.42,
  growthTerminal: 0.05,
  growthFade: 0.55,
};

function basisAt(asOf: IsoDate): CapexBasis {
  const facts = readExposureFacts(asOf);
  const built = buildCapexBasis({
    asOf,
    actuals: facts.capexActuals,
    announcements: facts.capexAnnouncements,
    lastQuarter: quarterIndexOf(asOf) + 20,
  });
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  return built.value;
}

function issuerAt(asOf: IsoDate, ticker: string): IssuerBasis {
  const issuer = basisAt(asOf).issuers.find((one) => one.ticker === ticker);
  if (issuer === undefined) throw new Error(`${ticker} is not in the basis`);
  return issuer;
}

function issuerOf(reported: readonly number[], guides: readonly (number | null)[], head = 0): IssuerBasis {
  const quarterCount = guides.length * 4 - head;
  const firstMonth = 2025 * 12 + 5;
  return {
    issuer: 'Test',
    ticker: 'TEST',
    firstMonth,
    reportedUsdBn: Float64Array.from(reported),
    missingHeadQuarters: head,
    quarterCount,
    guides: guides.map((point) =>
      point === null
        ? null
        : { announcementId: 'guide', lowUsdBn: point, pointUsdBn: point, highUsdBn: point },
    ),
    shares: prorateQuartersByDays(firstMonth, quarterCount),
    openShares: [],
  };
}

function quartersOf(issuer: IssuerBasis, outlook: CapexOutlook = OUTLOOK): number[] {
  const quarters = new Float64Array(issuer.quarterCount);
  fillIssuerQuarters(issuer, outlook, 'point', quarters);
  return [...quarters];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('quarters of an issuer', () => {
  it('of a guided year run in a straight line from the last reported quarter to the guide', () => {
    // a0 = 40, rest = 200 - 80 = 120 over two quarters: d = 2 (120 - 80) / 6.
    const quarters = quartersOf(issuerOf([30, 30, 30, 30, 40, 40], [null, 200]));
    expect(quarters.slice(6)).toEqual([40 + 40 / 3, 40 + 80 / 3]);
  });

  it('share the rest equally when the line would fall below zero', () => {
    expect(quartersOf(issuerOf([30, 30, 30, 30, 40, 40], [null, 90])).slice(6)).toEqual([5, 5]);
  });

  it('are not negative when a guide lies below what is already reported', () => {
    expect(quartersOf(issuerOf([30, 30, 30, 30, 40, 40], [null, 70])).slice(6)).toEqual([0, 0]);
  });

  it('past guidance grow by a rate that fades to the terminal one', () => {
    const quarters = quartersOf(issuerOf([25, 25, 25, 25], [null, null, null, null]));
    const years = [0, 4, 8, 12].map((start) => sum(quarters.slice(start, start + 4)));
    const expected = [
      100,
      142,
      142 * (1.05 + 0.37 * 0.55),
      142 * (1.05 + 0.37 * 0.55) * (1.05 + 0.37 * 0.55 ** 2),
    ];
    years.forEach((year, i) => {
      expect(year).toBeCloseTo(expected[i] ?? NaN, 10);
    });
  });

  it('scale only the unreported rest by the attainment', () => {
    const quarters = quartersOf(issuerOf([30, 30, 30, 30, 40, 40], [null, 200]), {
      ...OUTLOOK,
      guidanceAttainment: 0.5,
    });
    expect(sum(quarters.slice(4))).toBeCloseTo(80 + 60, 12);
  });

  it('15: reported years keep their sums and guided years their guide, fiscal or calendar', () => {
    const amounts = fc.array(numberBetween(0.5, 60), { minLength: 4, maxLength: 11 });
    fc.assert(
      fc.property(amounts, numberBetween(300, 900), (reported, guide) => {
        const year = Math.floor(reported.length / 4);
        const guides = [null, null, null, null].map((none, i) => (i === year ? guide : none));
        const issuer = issuerOf(reported, guides);
        const quarters = quartersOf(issuer);
        expect(quarters.slice(0, reported.length)).toEqual(reported);
        expect(sum(quarters.slice(year * 4, year * 4 + 4)) / guide).toBeCloseTo(1, 12);
        expect(quarters.every((quarter) => quarter >= 0)).toBe(true);
        // Spread over calendar quarters nothing is lost: the guided fiscal year still sums to its guide.
        const spread = issuer.shares
          .filter((share) => Math.floor(share.fiscal / 4) === year)
          .reduce((total, share) => total + (quarters[share.fiscal] ?? NaN) * share.weight, 0);
        expect(spread / guide).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('the curated series', () => {
  it('give Oracle’s calendar 2025 as its fiscal quarters prorated by hand', () => {
    const basis = basisAt('2026-11-23');
    const oracle = issuerAt('2026-11-23', 'ORCL');
    const quarters = new Float64Array(oracle.quarterCount);
    fillIssuerQuarters(oracle, OUTLOOK, 'point', quarters);
    const calendar = new Float64Array(basis.quarterCount);
    addToCalendar(quarters, layOutShares(basis, oracle.shares), calendar);
    const start = 2025 * 4 - basis.firstQuarter;
    const byHand = (5.862 * 59) / 90 + 9.08 + 8.502 + 12.033 + (18.635 * 31) / 90;
    expect(sum([...calendar.subarray(start, start + 4)])).toBeCloseTo(byHand, 12);
  });

  it('take cash purchases and leave lease-inclusive rows of the same quarter aside', () => {
    const coreWeave = issuerAt('2026-11-23', 'CRWV');
    expect([...coreWeave.reportedUsdBn].slice(4, 8)).toEqual([1.407, 2.453, 2.389, 4.06]);
  });

  it('take the newest guide that no later one replaces, gross where a net one stands beside it', () => {
    const idOf = (asOf: IsoDate, ticker: string): string | undefined =>
      issuerAt(asOf, ticker).guides.findLast((guide) => guide !== null)?.announcementId;
    expect(idOf('2026-11-23', 'MSFT')).toBe('msft-cy2026-20260729');
    expect(idOf('2026-07-28', 'MSFT')).toBe('msft-cy2026-20260429');
    expect(idOf('2026-11-23', 'ORCL')).toBe('orcl-fy2027-20260610-gross');
    expect(idOf('2026-02-25', 'CRWV')).toBe('crwv-cy2025-20251110');
  });

  it('put Microsoft’s own year where its newest guide has it: fiscal in early 2025, calendar in late 2026', () => {
    const early = issuerAt('2025-02-01', 'MSFT');
    const quarters = quartersOf(early);
    // July 2024 is quarter 6 from January 2023.
    expect(sum(quarters.slice(6, 10))).toBeCloseTo(80, 10);
    expect(sum(quartersOf(issuerAt('2026-11-23', 'MSFT')).slice(12, 16))).toBeCloseTo(175, 10);
  });

  it('name the issuer and the quarters around a gap', () => {
    const facts = readExposureFacts();
    const built = buildCapexBasis({
      asOf: facts.asOf,
      actuals: facts.capexActuals.filter(
        (row) => !(row.ticker === 'META' && row.periodStartOn === '2025-07-01'),
      ),
      announcements: facts.capexAnnouncements,
      lastQuarter: 2030 * 4,
    });
    expect(built.ok ? '' : built.error[0]?.message).toBe(
      'Meta Platforms has no reported quarter between 2025 Q2 and 2025 Q4; add the missing row',
    );
  });
});

describe('the consolidation rule', () => {
  const { capexAnnouncements } = readExposureFacts();

  it('lets in the guides of the six buyers and nothing else', () => {
    const included = capexAnnouncements.filter((row) => findExclusionReason(row) === null);
    expect(new Set(included.map((row) => row.kind))).toEqual(new Set(['guidance']));
    expect(new Set(included.map((row) => row.ticker))).toEqual(
      new Set(['MSFT', 'GOOGL', 'AMZN', 'META', 'ORCL', 'CRWV']),
    );
  });

  it('says in words why each of the others stays out', () => {
    const reasonOf = (id: string): string | null => {
      const row = capexAnnouncements.find((one) => one.id === id);
      if (row === undefined) throw new Error(`no announcement ${id}`);
      return findExclusionReason(row);
    };
    expect(reasonOf('tsm-cy2026-20260716')).toContain('supplier');
    expect(reasonOf('openai-oracle-20250722')).toContain('commitment');
    expect(reasonOf('orcl-fy2027-20260610-net')).toContain('net measure');
    expect(reasonOf('nbis-cy2026-20260513')).toContain('no complete cash series for Nebius Group');
  });
});
