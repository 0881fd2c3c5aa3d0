/** A worker as `npm run worker` is one, with its sources on loopback and its clock in a file that the test writes. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { runRefreshLoop } from '#lib/jobs/refresh-loop.ts';
import { ok } from '#lib/core/result.ts';
import { closeDb } from '#lib/db/client.ts';
import { REFRESH_POLICY, type RefreshDeps } from '#lib/services/refresh/refresh-deps.ts';
import { planFilings } from '#lib/services/refresh/tasks/filing-tasks.ts';
import { planModelPrices } from '#lib/services/refresh/tasks/model-price-tasks.ts';
import { planPrices } from '#lib/services/refresh/tasks/price-tasks.ts';
import { planRates } from '#lib/services/refresh/tasks/rate-tasks.ts';
import { createEcbSource } from '#lib/sources/ecb/ecb-source.ts';
import { createEdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import { EDGAR_ISSUERS } from '#lib/sources/edgar/issuers.ts';
import { createOpenRouterSource } from '#lib/sources/openrouter/openrouter-source.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import { YAHOO_POLICY } from '#lib/sources/yahoo/yahoo-policy.ts';
import { rewriteYahooHosts } from '#tests/support/yahoo-rewrite.ts';

import { DRIVEN_SCHEDULE, DRIVEN_SYMBOLS, type WorkerSettings } from './driven-schedule.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;
const ending = new AbortController();
process.once('SIGTERM', () => {
  ending.abort(new Error('the test stops it'));
});

const nowMs = () => Number(readFileSync(settings.clockFile, 'utf8'));
const sourceDeps = {
  fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) => fetch(input, init),
  nowMs,
  sleep: async (milliseconds: number, signal: AbortSignal) => {
    await sleep(milliseconds, undefined, { signal });
  },
  signal: ending.signal,
};
const yahoo = createYahooSource(
  { ...sourceDeps, fetch: rewriteYahooHosts(settings.yahooOrigin) },
  { ...YAHOO_POLICY, minIntervalMs: 0 },
);
const edgar = createEdgarSource('Tests tests@firm.example', sourceDeps, {
  baseUrl: new URL(settings.edgarUrl),
});
const ecb = createEcbSource(sourceDeps, { baseUrl: new URL(settings.ecbUrl) });
const openrouter = createOpenRouterSource(sourceDeps, { baseUrl: new URL(settings.openrouterUrl) });

const plan: RefreshDeps['plan'] = (source) => {
  const micron = EDGAR_ISSUERS.filter(({ ticker }) => ticker === 'MU');
  const listed = DRIVEN_SYMBOLS.map((symbol) => ({ symbol, currency: 'USD', validFromOn: null }));
  const tasks = {
    yahoo: () => planPrices(listed, yahoo, nowMs),
    edgar: () => planFilings(micron, edgar),
    ecb: () => planRates(['USD', 'KRW'], ecb, nowMs),
    openrouter: () => planModelPrices(openrouter),
  };

  return Promise.resolve(ok(tasks[source]()));
};

await runRefreshLoop(
  DRIVEN_SCHEDULE,
  {
    plan,
    nowMs,
    holder: settings.name,
    signal: ending.signal,
    maxUnderWay: 1,
    policy: { ...REFRESH_POLICY, leaseMs: 60_000, heartbeatMs: 200 },
  },
  { pauseMs: 80 },
);
await closeDb();
