import { describe, expect, it } from 'vitest';

import { listQuarterRevisions } from '#lib/core/filings/quarter-revisions.ts';
import { filedFact } from '#tests/support/filed-facts.ts';

const Q1 = ['2025-01-01', '2025-03-31'] as const;
const Q2 = ['2025-04-01', '2025-06-30'] as const;
const HALF = ['2025-01-01', '2025-06-30'] as const;

const filed = [filedFact(Q1, 100, '2025-04-25'), filedFact(HALF, 230, '2025-07-25')];
const brief = (facts: Parameters<typeof listQuarterRevisions>[0]) =>
  listQuarterRevisions(facts).map(({ figure, filedOn, previousValue }) => [
    figure.periodStartOn,
    filedOn,
    previousValue,
    figure.value,
  ]);

describe('revisions of a quarter', () => {
  it('begin with the first figure', () => {
    expect(brief(filed)).toEqual([
      ['2025-01-01', '2025-04-25', null, 100],
      ['2025-04-01', '2025-07-25', null, 130],
    ]);
  });

  it('name the figure before and the day of the filing that changed it, derived quarters too', () => {
    const restated = [filedFact(Q1, 90, '2026-04-25'), filedFact(HALF, 215, '2026-07-25')];
    expect(brief([...filed, ...restated]).slice(2)).toEqual([
      ['2025-01-01', '2026-04-25', 100, 90],
      ['2025-04-01', '2026-07-25', 130, 125],
    ]);
  });

  it('wait with a difference until both of its figures are restated, even if one then stays as it was', () => {
    const moved = [filedFact(Q1, 90, '2026-04-25'), filedFact(HALF, 230, '2026-07-25', { form: '10-Q' })];
    expect(brief([...filed, ...moved]).slice(2)).toEqual([
      ['2025-01-01', '2026-04-25', 100, 90],
      ['2025-04-01', '2026-07-25', 130, 140],
    ]);
  });

  it('take a longer figure that is restated after a shorter one stayed as it was: its turn has come', () => {
    const repeated = [filedFact(Q1, 100, '2026-04-25'), filedFact(HALF, 240, '2026-07-25')];
    expect(brief([...filed, ...repeated]).slice(2)).toEqual([['2025-04-01', '2026-07-25', 130, 140]]);
  });

  it('begin with a difference of both kinds where nothing stood before', () => {
    const late = [filedFact(Q1, 100, '2025-04-25'), filedFact(Q1, 90, '2025-06-01')];
    expect(brief([...late, filedFact(HALF, 230, '2025-07-25')])).toEqual([
      ['2025-01-01', '2025-04-25', null, 100],
      ['2025-01-01', '2025-06-01', 100, 90],
      ['2025-04-01', '2025-07-25', null, 140],
    ]);
  });

  it('are not made by a filing that repeats, nor by one that states what was derived', () => {
    const again = [filedFact(Q1, 100, '2026-04-25'), filedFact(Q2, 130, '2026-07-25')];
    expect(brief([...filed, ...again])).toEqual(brief(filed));
  });

  it('may go back to an earlier figure', () => {
    const facts = [filedFact(Q1, 90, '2026-04-25'), filedFact(Q1, 100, '2026-05-05', { form: '10-Q/A' })];
    expect(brief([...filed.slice(0, 1), ...facts])).toEqual([
      ['2025-01-01', '2025-04-25', null, 100],
      ['2025-01-01', '2026-04-25', 100, 90],
      ['2025-01-01', '2026-05-05', 90, 100],
    ]);
  });
});
