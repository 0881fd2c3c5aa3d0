/**
 * Seconds that a refresh of 50 symbols takes against the fake Yahoo, and the most requests that it had under way:
 * `node --conditions=react-server tests/bench/refresh.ts`.
 */
import path from 'node:path';

import { ok } from '#lib/core/result.ts';
import { closeDb, db } from '#lib/db/client.ts';
import { planPrices } from '#lib/services/refresh/tasks/price-tasks.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import { YAHOO_POLICY } from '#lib/sources/yahoo/yahoo-policy.ts';
import { migrate } from '#prisma/migrate.ts';
import { PROJECT_ROOT, startTestCluster } from '#tests/support/cluster.ts';
import { startFakeYahoo } from '#tests/support/fake-yahoo.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';

/** A Friday after the close of New York, and the next Monday. */
const FRIDAY_MS = Date.parse('2026-11-20T21:30:00Z');
const MONDAY_MS = Date.parse('2026-11-23T21:30:00Z');
const SYMBOLS = Array.from({ length: 50 }, (_, index) => `S${String(index).padStart(2, '0')}`);
/** As far away as a server on the same continent. */
const DELAY_MS = 30;

const cluster = await startTestCluster();
process.env['DATABASE_URL'] = cluster.url;
process.env['LOG_LEVEL'] = 'warn';
try {
  await migrate({
    connectionString: cluster.url,
    migrationsDir: path.join(PROJECT_ROOT, 'prisma/migrations'),
  });
  await measure();
} finally {
  await closeDb();
  await cluster.remove();
}

async function measure(): Promise<void> {
  let nowMs = FRIDAY_MS;
  const yahoo = await startFakeYahoo({
    listings: SYMBOLS.map((symbol) => ({
      symbol,
      currency: 'USD',
      timeZone: 'America/New_York',
      hours: [9.5, 16],
      price: 100,
    })),
    nowMs: () => nowMs,
    delayMs: DELAY_MS,
  });
  const sourceDeps = driveDeps(FRIDAY_MS, yahoo.fetch);
  const source = createYahooSource({ ...sourceDeps, nowMs: () => nowMs }, YAHOO_POLICY);
  const listed = SYMBOLS.map((symbol) => ({ symbol, currency: 'USD', validFromOn: null }));
  const deps = driveRefresh(FRIDAY_MS, () => Promise.resolve(ok(planPrices(listed, source, () => nowMs))));
  for (const [name, atMs] of [
    ['five years at first', FRIDAY_MS],
    ['the next session', MONDAY_MS],
    ['the same again', MONDAY_MS],
  ] as const) {
    nowMs = atMs;
    deps.moveTo(atMs);
    const askedBefore = yahoo.requests.length;
    const startedMs = performance.now();
    await runNow('yahoo', 'prices-us', deps);
    const seconds = (performance.now() - startedMs) / 1000;
    const [bars] = await db().$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM price_bar`;
    console.log(
      `${name.padEnd(20)} ${seconds.toFixed(2).padStart(7)} s  ${String(yahoo.requests.length - askedBefore)} requests, ` +
        `at most ${String(yahoo.maxUnderWay())} under way, ${String(bars?.count ?? 0)} bars stored`,
    );
  }
  await yahoo.close();
}
