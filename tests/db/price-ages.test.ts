import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findNewestListedSession, listNewestSessions } from '#lib/db/price-ages.ts';
import { insertPriceBars } from '#lib/db/price-bars.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { makeEndedRun, priceBar } from '#tests/support/refresh-rows.ts';

import { openDatabase, type OpenDatabase } from './open-database.ts';

const AT = new Date('2026-11-25T22:00:00Z');
let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});
afterAll(() => database.close());

describe('ages of prices', () => {
  it('are of none while nothing is stored', async () => {
    expect(await findNewestListedSession('2026-11-26')).toBeNull();
    expect(await listNewestSessions()).toEqual([]);
  });

  it('are those of listed shares, as far as a day; an index that trades later does not make them younger', async () => {
    const runId = await makeEndedRun(AT);
    await inTransaction((tx) =>
      insertPriceBars(
        tx,
        'yahoo',
        [
          priceBar({ sessionOn: '2026-11-20' }),
          priceBar({ sessionOn: '2026-11-24' }),
          priceBar({ symbol: '000660.KS', sessionOn: '2026-11-23', currency: 'KRW' }),
          priceBar({ symbol: '^SOX', sessionOn: '2026-11-25' }),
        ],
        { runId, recordedAt: AT },
      ),
    );

    expect(await findNewestListedSession('2026-11-26')).toEqual({ symbol: 'MU', sessionOn: '2026-11-24' });
    expect(await findNewestListedSession('2026-11-23')).toEqual({
      symbol: '000660.KS',
      sessionOn: '2026-11-23',
    });
    expect(await findNewestListedSession('2026-11-19')).toBeNull();
    expect(await listNewestSessions()).toEqual([
      { symbol: '000660.KS', sessionOn: '2026-11-23' },
      { symbol: 'MU', sessionOn: '2026-11-24' },
      { symbol: '^SOX', sessionOn: '2026-11-25' },
    ]);
  });
});
