import { describe, expect, it } from 'vitest';

import { makeFeed } from '#lib/core/ledger/feed.ts';
import { listKnownChanges, type RecordedRevision } from '#lib/core/ledger/reported-quarters.ts';
import { storedFact } from '#tests/support/stored-facts.ts';

function recorded(
  batch: number,
  visibleFrom: string,
  capexUsdBn: number,
  isWithdrawn = false,
): RecordedRevision {
  const { revisionCount: _count, ...fact } = storedFact({
    table: 'capex_actual',
    key: 'META | 2023 Q1',
    visibleFrom,
    recordedInBatch: batch,
    columns: {
      issuer: 'Meta Platforms',
      fiscal_quarter: '2023 Q1',
      capex_usd_bn: capexUsdBn,
      definition: 'cash',
    },
  });
  return { ...fact, isWithdrawn };
}

const brief = (...revisions: RecordedRevision[]) =>
  listKnownChanges(revisions).map(({ on, before, after }) => [on, before?.point ?? null, after.point]);

describe('what became known of a quarter', () => {
  it('is its first figure and each that differs, on the days they were public, in whatever order recorded', () => {
    const first = recorded(1, '2023-04-27', 6.842);
    const restated = recorded(2, '2024-04-25', 6.823);
    expect(brief(first, restated)).toEqual([
      ['2023-04-27', null, 6.842],
      ['2024-04-25', 6.842, 6.823],
    ]);
    // A correction of the first word hides the restatement recorded before it.
    expect(brief(restated, first, recorded(3, '2023-04-27', 6.84))).toEqual([['2023-04-27', null, 6.84]]);
  });

  it('is nothing where a revision says the same number, or the fact was taken back', () => {
    expect(brief(recorded(1, '2023-05-15', 5), recorded(2, '2023-04-27', 5))).toEqual([
      ['2023-04-27', null, 5],
    ]);
    expect(brief(recorded(1, '2023-04-27', 5), recorded(2, '2023-04-27', 5, true))).toEqual([]);
  });

  it('is in the feed once, as a report or a restatement', () => {
    const revisions = [recorded(1, '2023-04-27', 6.842), recorded(2, '2024-04-25', 6.823)];
    const [, second] = revisions;
    if (second === undefined) throw new Error('there are two');
    const again = { ...second, previousColumns: revisions[0]?.columns ?? {} };
    const feedSince = (since: string) =>
      makeFeed({ ledger: [], revisions: [again], quarters: revisions, since }).map(({ kind, on }) => [
        kind,
        on,
      ]);
    expect(feedSince('2023-01-01')).toEqual([
      ['restatement', '2024-04-25'],
      ['report', '2023-04-27'],
    ]);
    // Recorded after the day, known before it: then the record is the news.
    expect(feedSince('2024-04-26')).toEqual([['revision', again.recordedAt.slice(0, 10)]]);
  });
});
