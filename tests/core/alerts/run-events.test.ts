/** Laws of rules about occurrences, and what happens in a ledger. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  listChangesAround,
  listEntries,
  listGuideRevisions,
  listHbmDisclosures,
} from '#lib/core/alerts/ledger-occurrences.ts';
import {
  listSince,
  runEvents,
  type EventState,
  type Occurrence,
  type ReadMark,
} from '#lib/core/alerts/run-events.ts';
import type { RecordedRevision } from '#lib/core/ledger/reported-quarters.ts';

const OPEN = { isMuted: false };
const markOf = (day: number, dataVersion: number): ReadMark => ({
  on: `2026-11-${String(day).padStart(2, '0')}`,
  dataVersion,
  at: `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`,
});

/** A month in which facts become known on their day or are recorded later; looks happen in the order of days. */
const month = fc.uniqueArray(
  fc.record({ id: fc.nat(40), day: fc.integer({ min: 1, max: 30 }), batch: fc.integer({ min: 2, max: 9 }) }),
  { maxLength: 40, selector: ({ id, batch }) => `${String(id)} ${String(batch)}` },
);
const looks = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 })), {
  maxLength: 8,
});

describe('any rule about occurrences', () => {
  it('tells a month the same however often it looks: each occurrence exactly once', () => {
    fc.assert(
      fc.property(month, looks, fc.boolean(), (facts, when, isOneShot) => {
        const all = facts.map(({ id, day, batch }): Occurrence => ({
          key: `t ${String(id)} ${String(batch)}`,
          on: markOf(day, 0).on,
          recordedInBatch: batch,
        }));
        const days = when.map(([day]) => day).toSorted((a, b) => a - b);
        const batches = when.map(([, batch]) => batch).toSorted((a, b) => a - b);
        const marks = [...days.map((day, index) => markOf(day, batches[index] ?? 1)), markOf(30, 9)];
        let state: EventState = { mark: markOf(1, 1), isSpent: false };
        const told: string[] = [];
        for (const now of marks) {
          const run = runEvents({ isOneShot }, state, listSince(all, state.mark, now), {
            now,
            isMuted: false,
          });
          // Looked at twice: nothing comes again.
          expect(
            runEvents({ isOneShot }, run.state, listSince(all, run.state.mark, now), { now, isMuted: false })
              .fired,
          ).toEqual([]);
          told.push(...run.fired.map(({ key }) => key));
          state = run.state;
        }
        const expected = new Set(all.map(({ key }) => key));
        expect(new Set(told).size).toBe(told.length);
        if (isOneShot) expect(told.length).toBe(Math.min(1, expected.size));
        else expect(new Set(told)).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('spends no shot on what comes during a mute', () => {
    const begun: EventState = { mark: markOf(1, 1), isSpent: false };
    const one: Occurrence = { key: 'a', on: '2026-11-02', recordedInBatch: 2 };
    const muted = runEvents({ isOneShot: true }, begun, [one], { now: markOf(2, 2), isMuted: true });
    expect(muted.fired).toEqual([one]);
    expect(muted.state.isSpent).toBe(false);
    const two = { ...one, key: 'b' };
    const open = runEvents({ isOneShot: true }, muted.state, [two], { now: markOf(3, 3), ...OPEN });
    expect([open.fired, open.state.isSpent]).toEqual([[two], true]);
  });
});

function revision(
  table: string,
  key: string,
  batch: number,
  columns: RecordedRevision['columns'],
  changes: Partial<RecordedRevision> = {},
): RecordedRevision {
  return {
    ...{ id: key, table, key, columns, recordedInBatch: batch, isWithdrawn: false, visibleRule: 'published' },
    ...{
      visibleFrom: '2026-07-01',
      recordedAt: `2026-11-${String(10 + batch)}T00:00:00.000Z`,
      grade: 'primary',
    },
    ...{ sourceTitle: 'A report', publisher: 'A paper', url: null, publishedOn: '2026-07-01' },
    ...changes,
  };
}

const guide = (key: string, batch: number, point: number, supersedes: string | null, issuer = 'Microsoft') =>
  revision('capex_announcement', key, batch, {
    ...{ kind: 'guidance', issuer, period_label: 'FY27', supersedes_id: supersedes },
    ...{ low_usd_bn: null, point_usd_bn: point, high_usd_bn: null },
  });

describe('guides', () => {
  const all = [
    guide('g1', 1, 140, null),
    guide('g2', 1, 190, 'g1'),
    guide('g3', 2, 190, 'g2'),
    guide('a1', 1, 70, null, 'Amazon'),
  ];

  it('are revised by one that replaces another with another number, not by one that repeats it', () => {
    expect(
      listGuideRevisions(all, null).map(({ key, before, after }) => [key, before?.point, after?.point]),
    ).toEqual([['capex_announcement g2 1', 140, 190]]);
    expect(listGuideRevisions(all, 'Amazon')).toEqual([]);
  });

  it('are revised by a correction too, which is an occurrence of its own', () => {
    const corrected = listGuideRevisions([...all, guide('g2', 3, 195, 'g1')], 'Microsoft');
    expect(corrected.map(({ key }) => key)).toEqual(['capex_announcement g2 1', 'capex_announcement g2 3']);
    expect(corrected[1]).toMatchObject({
      kind: 'revised',
      before: { point: 190 },
      after: { point: 195 },
      on: '2026-11-13',
    });
  });
});

const hbm = (key: string, batch: number, value: number, changes: object = {}, visibleFrom = '2026-07-01') =>
  revision(
    'vendor_metric',
    key,
    batch,
    {
      ...{ ticker: 'MU', vendor: 'Micron', segment: 'HBM', metric: 'revenue', unit: 'USD_bn', value },
      ...{
        reported_or_estimate: 'reported',
        period_start_on: '2026-03-01',
        period_end_on: '2026-05-28',
        fiscal_quarter: 'FQ3-26',
      },
      ...changes,
    },
    { visibleFrom },
  );

describe('HBM revenue', () => {
  it('is disclosed once, restated by another number, and not said again by who repeats it or only estimates', () => {
    const told = listHbmDisclosures(
      [
        hbm('first', 1, 2),
        hbm('repeated', 2, 2, {}, '2026-08-01'),
        hbm('estimate', 2, 2.4, { reported_or_estimate: 'estimate' }),
        hbm('restated', 3, 2.1, {}, '2026-09-24'),
        hbm('whole company', 3, 9, { segment: 'total' }),
        hbm('other', 3, 6.2, { ticker: '000660.KS', vendor: 'SK hynix' }),
      ],
      'MU',
    );
    expect(
      told.map(({ kind, revision: { key }, before, after }) => [kind, key, before?.point, after?.point]),
    ).toEqual([
      ['entered', 'first', undefined, 2],
      ['revised', 'restated', 2, 2.1],
    ]);
  });
});

describe('a watched value', () => {
  const market = (key: string, batch: number, point: number, period = '2025') =>
    revision('hbm_market', key, batch, {
      ...{
        quantity: 'hbm_market_size',
        vendor_or_industry: 'industry',
        period,
        unit: 'USD_bn',
        definition: 'revenue',
      },
      ...{ low: null, point, high: null },
    });

  it('is revised by its own record and contradicted by another of the same quantity, not by what says the same', () => {
    const told = listChangesAround(
      [
        market('mine', 1, 35),
        market('before me', 1, 35),
        market('agrees', 2, 35),
        market('rival', 2, 38),
        market('another year', 2, 60, '2026'),
        market('mine', 3, 36),
        market('late rival', 4, 36),
        market('rival', 5, 39),
      ],
      'mine',
    );
    expect(told.map(({ kind, key }) => [kind, key]).toSorted()).toEqual([
      ['contradicted', 'hbm_market rival 2'],
      ['contradicted', 'hbm_market rival 5'],
      ['revised', 'hbm_market mine 3'],
    ]);
  });

  it('that is withdrawn is told as that', () => {
    const gone = { ...market('mine', 2, 35), isWithdrawn: true };
    expect(listChangesAround([market('mine', 1, 35), gone], 'mine')).toMatchObject([
      { kind: 'withdrawn', before: { point: 35 }, after: null },
    ]);
  });
});

describe('entries', () => {
  it('enter once; what is recorded anew entered before', () => {
    const technique = (key: string, batch: number) =>
      revision('technique', key, batch, { name: key, baseline: 'x' });
    expect(
      listEntries([technique('a', 1), technique('a', 2), technique('b', 2)]).map(({ key }) => key),
    ).toEqual(['technique a 1', 'technique b 2']);
  });
});
