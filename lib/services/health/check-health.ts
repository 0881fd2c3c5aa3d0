import 'server-only';

import path from 'node:path';

import type { Health } from '#lib/contracts/health.ts';
import { getNewestBatch } from '#lib/db/data-version.ts';
import { listSourceStates } from '#lib/db/source-states.ts';
import { now } from '#lib/platform/clock.ts';
import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';
import { pendingMigrations } from '#prisma/migrate.ts';

import { listStaleSources } from '../refresh/list-stale-sources.ts';
import { REFRESH_SCHEDULE } from '../refresh/refresh-schedule.ts';
import { rememberBriefly } from '../scope/remember-briefly.ts';
import { WATERLINE_VERSION } from './waterline-version.ts';

/** Probes may come every second from several sides; the database is asked once. */
const LIFETIME_MS = 1_000;
/** A probe that waits longer than this gets the answer "away". */
const PATIENCE_MS = 3_000;

/** State of the server and its database. Never throws: what is away is reported as away. */
export const checkHealth: () => Promise<Health> = rememberBriefly(probe, LIFETIME_MS);

async function probe(): Promise<Health> {
  const [batch, pending, refresh] = await Promise.all([
    attempt(getNewestBatch()),
    attempt(countPending()),
    attempt(readRefresh()),
  ]);
  const isDatabaseOk = batch.isDone && pending.isDone;
  const newest = batch.isDone ? batch.value : null;
  const isReady = isDatabaseOk && pending.value === 0 && newest !== null;

  return {
    status: isReady ? 'ok' : 'degraded',
    version: WATERLINE_VERSION,
    database: { ok: isDatabaseOk, migrations: describeMigrations(pending) },
    dataVersion: newest?.id ?? null,
    refresh: {
      lastSuccessAt: toIso((refresh.isDone ? refresh.value.lastSuccessAt : null) ?? newest?.committedAt),
      staleSources: refresh.isDone ? refresh.value.staleSources : [],
    },
  };
}

async function readRefresh() {
  const isOff = env().refresh === 'off';
  const [states, staleSources] = await Promise.all([
    listSourceStates(),
    isOff ? [] : listStaleSources(REFRESH_SCHEDULE, now().getTime()),
  ]);
  const successes = states.flatMap(({ lastSuccessAt }) => lastSuccessAt?.getTime() ?? []);

  return { lastSuccessAt: successes.length === 0 ? null : new Date(Math.max(...successes)), staleSources };
}

function toIso(instant: Date | undefined): string | null {
  return instant?.toISOString() ?? null;
}

async function countPending(): Promise<number> {
  const { databaseUrl } = env();
  if (databaseUrl === null)
    throw new Error('DATABASE_URL is not set; npm start sets it for the embedded database');
  const migrationsDir = path.join(/* turbopackIgnore: true */ process.cwd(), 'prisma', 'migrations');
  const pending = await pendingMigrations({ connectionString: databaseUrl, migrationsDir });

  return pending.length;
}

type Attempt<Value> = { readonly isDone: true; readonly value: Value } | { readonly isDone: false };

async function attempt<Value>(work: Promise<Value>): Promise<Attempt<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(PATIENCE_MS)} ms`));
    }, PATIENCE_MS);
  });

  try {
    return { isDone: true, value: await Promise.race([work, deadline]) };
  } catch (error) {
    log().warn({ err: error }, 'health probe failed');
    return { isDone: false };
  } finally {
    clearTimeout(timer);
  }
}

function describeMigrations(pending: Attempt<number>): Health['database']['migrations'] {
  if (!pending.isDone) return 'unknown';

  return pending.value === 0 ? 'applied' : 'pending';
}
