import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Feed, FeedEffect } from '#lib/contracts/feed.ts';
import { getExposureWorld } from '#lib/services/exposure/get-exposure-world.ts';
import { listFeed } from '#lib/services/sources/list-feed.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { hbmMoves } from '#tests/support/guide-by-hand.ts';
import { bring, textOf } from '../imports/desk/desk-files.ts';
import { announcementOf, type Cells } from '../imports/fact-file-builder.ts';

/** How far guides moved exposure, from the stored facts to the feed. */

const RAISED_ON = '2026-11-20';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});
afterAll(() => database.close());

async function feedOf(since: string, more: { dataVersion?: number; measured?: number } = {}): Promise<Feed> {
  const { measured, ...query } = more;
  const feed = await listFeed({ since, ...query }, measured === undefined ? {} : { measured });
  if (!feed.ok) throw new Error(JSON.stringify(feed.error));
  return feed.value;
}

function effectIn(feed: Feed, key: string): FeedEffect | null {
  const item = feed.items.find((one) => one.kind === 'guidance' && one.key === key);
  if (item === undefined) throw new Error(`no guide ${key}`);
  return item.exposureEffect;
}

async function handFor(asOf: string, raiseUsdBn: number, openQuarters: number) {
  const world = await getExposureWorld({ asOf });
  if (!world.ok) throw new Error(JSON.stringify(world.error));
  return hbmMoves({ world: world.value.world, raiseUsdBn, year: 2026, openQuarters });
}

/** A further guide of Alphabet for 2026, to be compared with the last one or not. */
const raise = (id: string, point: string, supersedes: string): Cells =>
  announcementOf(id, {
    ...{ issuer: 'Alphabet', ticker: 'GOOGL', announced_on: RAISED_ON, supersedes_id: supersedes },
    ...{ amount_point_usd_bn: point, source_published_on: RAISED_ON },
  });

async function importGuide(announcement: Cells, isComparable: string | null): Promise<void> {
  await bring('capex_announcement', textOf('capex_announcement', [announcement]));
  if (isComparable === null) return;
  const judged = {
    announcement_id: announcement['id'] ?? '',
    measure: 'cash',
    is_comparable_with_superseded: isComparable,
    reason: 'Leases are in it now.',
    source_title: 'Call',
    source_publisher: 'Alphabet',
    source_url: 'https://example.com/call',
    source_published_on: RAISED_ON,
    confidence: 'primary',
  };
  await bring('capex_comparability', textOf('capex_comparability', [judged]));
}

describe('guides on file', () => {
  it('say how far they moved exposure, as the formulas give by hand', async () => {
    const effect = effectIn(await feedOf('2026-07-01'), 'googl-cy2026-20260722');
    // From 180 to 190, its middle 185, to 195 to 205: the middle rises by 15.
    const hand = await handFor('2026-07-21', 15, 3);

    expect(effect).toMatchObject({ state: 'measured', asOf: '2026-07-21', firstQuarter: '2026Q3' });
    if (effect?.state !== 'measured') return;
    expect(effect.baselineHbmUsdBn.change).toBeCloseTo(hand.baseline, 8);
    expect(effect.exposureUsdBn.change).toBeCloseTo(hand.exposure, 8);
  });

  it('on another measure, outside the total or first of their year have no number, and the reason', async () => {
    const feed = await feedOf('2026-01-01');

    expect(effectIn(feed, 'msft-cy2026-20260729')).toMatchObject({
      state: 'not-measured',
      reason: expect.stringMatching(/^Not comparable with the guide before.*Not a cut/) as string,
    });
    expect(effectIn(feed, 'nbis-cy2026-20260513')).toMatchObject({
      state: 'not-measured',
      reason: expect.stringContaining('no complete cash series for Nebius') as string,
    });
    expect(effectIn(feed, 'googl-cy2026-20260204')).toBeNull();
    expect(feed.items.filter((item) => item.kind !== 'guidance' && item.exposureEffect !== null)).toEqual([]);
  });

  it('are measured only as far down as is shown', async () => {
    const { items } = await feedOf('2026-07-01', { measured: 0 });

    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ exposureEffect }) => exposureEffect === null)).toBe(true);
  });
});

describe('a guide that is imported', () => {
  it('moves exposure by what it raises, from the data version that has it', async () => {
    await importGuide(raise('googl-test-up', '230', 'googl-cy2026-20260722'), 'yes');
    const effect = effectIn(await feedOf(RAISED_ON), 'googl-test-up');
    const hand = await handFor('2026-11-19', 30, 2);

    expect(effect).toMatchObject({ state: 'measured', firstQuarter: '2026Q4', lastQuarter: '2029Q4' });
    if (effect?.state !== 'measured') return;
    expect(effect.baselineHbmUsdBn.change).toBeCloseTo(hand.baseline, 8);
    expect(effect.exposureUsdBn.change).toBeCloseTo(hand.exposure, 8);
    expect(effect.hbmUsdBn.change).toBeCloseTo(hand.baseline + hand.exposure, 8);
    const before = await feedOf(RAISED_ON, { dataVersion: 1 });
    expect(before.items.some(({ key }) => key === 'googl-test-up')).toBe(false);
  });

  it.each([
    [
      'no',
      'googl-test-up',
      /^Not comparable with the guide before, which is on another measure\. Leases are in it now\.$/,
    ],
    [null, 'googl-test-no', /^Nobody has judged/],
  ])('judged %s against %s has no number', async (isComparable, supersedes, reason) => {
    const id = `googl-test-${isComparable ?? 'unjudged'}`;
    await importGuide(raise(id, '240', supersedes), isComparable);

    expect(effectIn(await feedOf(RAISED_ON), id)).toEqual({
      state: 'not-measured',
      reason: expect.stringMatching(reason) as string,
    });
  });
});
