/**
 * What the web server's p99 is while it refreshes itself, against the same server at rest:
 * `node --conditions=react-server tests/bench/refresh-beside-web.ts [--rounds=3] [--connections=4]`.
 * Each round starts without prices: once the first refresh (five years of bars of every symbol, the most there ever
 * is) has been measured, regular ones follow, which read the last sessions again. Aim: p99 at most 1.5 x at rest, no
 * errors. The fake Yahoo and the load take their share of the processors, which a remote one would not.
 */
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';

import { BENCHMARKS, ASIAN_BENCHMARKS, CURRENCY_PAIRS } from '#lib/services/refresh/refresh-universe.ts';
import { startFakeYahoo, type FakeYahoo } from '#tests/support/fake-yahoo.ts';

import { startApp, startSeededDatabase, type BenchServer } from './bench-servers.ts';
import { load, type LoadOrder, type LoadResult } from './load-client.ts';

/** As far away as a server on the same continent. */
const DELAY_MS = 30;
/** The whole first refresh takes some five seconds. */
const SECONDS = 2;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '4' },
  },
});
type Target = Pick<LoadOrder, 'path' | 'body'>;
type Kind = 'first' | 'regular';
const targets = [
  { path: '/api/v1/capex/announcements?limit=7&asOf=2026-11-23' },
  { path: '/api/v1/exposure', body: '{"asOf":"2026-11-23"}' },
  { path: '/' },
] as const satisfies readonly Target[];

console.log('| round | target | at rest p50, p99 ms | refreshing p50, p99 ms | p99 ratio | errors |');
console.log('| --- | --- | --- | --- | --- | --- |');
const ratios = new Map<Kind, number[]>([
  ['first', []],
  ['regular', []],
]);
for (let round = 1; round <= Number(values.rounds); round += 1) await measureRound(round);
for (const [kind, found] of ratios) {
  found.sort((a, b) => a - b);
  const median = (found[Math.floor(found.length / 2)] ?? Number.NaN).toFixed(2);
  console.log(`${kind} refresh: median p99 ratio ${median}  (aim <= 1.5)`);
}

async function measureRound(round: number): Promise<void> {
  const database = await startSeededDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const yahoo = await startYahoo(client);
  const app = await startRefreshingApp(database.url, yahoo);
  const common = { port: app.port, connections: Number(values.connections), seconds: SECONDS };
  const measure = async (kind: Kind, target: Target): Promise<void> => {
    const order = { ...common, ...target };
    await until(client, 'running');
    const refreshing = await load(order);
    const { count } = await countRuns(client, 'running');
    if (count === 0) console.log('  the refresh ended before the load did, so that its p99 is of both');
    await until(client, 'rest');
    const atRest = await load(order);
    ratios.get(kind)?.push(print(`${String(round)} ${kind}`, target.path, atRest, refreshing));
  };
  try {
    await load({ ...common, ...targets[0], seconds: 1 });
    await measure('first', targets[0]);
    await checkRefreshed(client);
    for (const target of targets) {
      await load({ ...common, ...target, seconds: 1 });
      await askForRefresh(client);
      await measure('regular', target);
    }
  } finally {
    await app.stop();
    await yahoo.close();
    await client.end();
    await database.remove();
  }
}

/** A run as the schedule plans them; the server takes it up within seconds. */
async function askForRefresh(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO refresh_run (job_id, slot_id, slot_at, source, state, reason, next_try_at, created_at)
     VALUES ('manual', 'manual@' || clock_timestamp()::text, now(), 'yahoo', 'waiting', 'manual', now(), now())`,
  );
}

async function startYahoo(client: Client): Promise<FakeYahoo> {
  const listed = await client.query<{ ticker: string; currency: string }>(
    'SELECT DISTINCT ticker, currency FROM listing',
  );
  const symbols = [
    ...listed.rows.map(({ ticker, currency }) => ({ symbol: ticker, currency })),
    ...[...BENCHMARKS, ...ASIAN_BENCHMARKS.KRX, ...ASIAN_BENCHMARKS.TSE, ...CURRENCY_PAIRS],
  ];

  return startFakeYahoo({
    listings: symbols.map(({ symbol, currency }) => ({
      symbol,
      currency,
      timeZone: 'America/New_York',
      hours: [9.5, 16],
      price: 100,
    })),
    nowMs: () => Date.now(),
    delayMs: DELAY_MS,
  });
}

/** The server with its own refresh on, as `npm start` runs it. */
async function startRefreshingApp(databaseUrl: string, yahoo: FakeYahoo): Promise<BenchServer> {
  const preload = pathToFileURL(path.join(import.meta.dirname, '../support/redirect-yahoo.ts')).href;
  process.env['WATERLINE_REFRESH'] = 'on';
  process.env['FAKE_YAHOO_ORIGIN'] = yahoo.origin;
  process.env['NODE_OPTIONS'] = `--import=${preload}`;
  try {
    return await startApp(databaseUrl);
  } finally {
    delete process.env['NODE_OPTIONS'];
  }
}

/** Waits until a Yahoo run is under way, or until none is and none waits for its first try. */
async function until(client: Client, wanted: 'running' | 'rest'): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { count, planned } = await countRuns(client, wanted === 'running' ? 'running' : 'open');
    if (planned > 0 && (wanted === 'running' ? count > 0 : count === 0)) return;
    await sleep(100);
  }
  throw new Error(`the server's refresh was not ${wanted} within a minute`);
}

async function countRuns(
  client: Client,
  kind: 'running' | 'open',
): Promise<{ readonly count: number; readonly planned: number }> {
  const { rows } = await client.query<{ count: number; planned: number }>(
    `SELECT count(*) FILTER (WHERE state = ANY($1) AND (next_try_at IS NULL OR next_try_at <= now()))::int AS count,
            count(*)::int AS planned
       FROM refresh_run WHERE source = 'yahoo'`,
    [kind === 'running' ? ['running'] : ['running', 'waiting']],
  );

  return rows[0] ?? { count: 0, planned: 0 };
}

/** A refresh that fails does nothing that could hold a request up. */
async function checkRefreshed(client: Client): Promise<void> {
  const { rows } = await client.query<{ bars: number }>('SELECT count(*)::int AS bars FROM price_bar');
  const bars = rows[0]?.bars ?? 0;
  if (bars < 10_000) throw new Error(`the refresh stored ${String(bars)} bars only`);
}

function print(round: string, target: string, atRest: LoadResult, refreshing: LoadResult): number {
  const times = ({ p50Ms, p99Ms }: LoadResult): string => `${p50Ms.toFixed(1)}, ${p99Ms.toFixed(1)}`;
  const ratio = refreshing.p99Ms / atRest.p99Ms;
  const errors = String(atRest.errors + refreshing.errors);
  console.log(
    `| ${round} | ${target} | ${times(atRest)} | ${times(refreshing)} | ${ratio.toFixed(2)} | ${errors} |`,
  );

  return ratio;
}
