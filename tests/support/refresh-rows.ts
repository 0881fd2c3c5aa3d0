import type { NewPriceBar } from '#lib/db/price-bars.ts';
import { inTransaction } from '#lib/db/transaction.ts';

/** A bar of Micron with the changes given. */
export function priceBar(changes: Partial<NewPriceBar> = {}): NewPriceBar {
  return {
    symbol: 'MU',
    sessionOn: '2026-11-20',
    isFinal: true,
    open: 229.5,
    high: 233.25,
    low: 228,
    close: 231.1,
    adjustedClose: 230.9,
    volumeShares: 21_000_000,
    currency: 'USD',
    minorUnitFactor: 1,
    ...changes,
  };
}

/** A run that has ended, for rows to come from. */
export async function makeEndedRun(at: Date): Promise<bigint> {
  const run = await inTransaction((tx) =>
    tx.refreshRun.create({
      data: {
        jobId: 'prices-us',
        slotId: `prices-us@${at.toISOString()}`,
        slotAt: at,
        source: 'yahoo',
        state: 'succeeded',
        reason: 'regular',
        createdAt: at,
        startedAt: at,
        endedAt: at,
      },
    }),
  );

  return run.id;
}
