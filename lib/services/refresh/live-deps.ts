import 'server-only';

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { now } from '#lib/platform/clock.ts';
import { env } from '#lib/platform/env.ts';
import { createEcbSource, ECB_DESCRIPTION } from '#lib/sources/ecb/ecb-source.ts';
import { createEdgarSource, EDGAR_DESCRIPTION } from '#lib/sources/edgar/edgar-source.ts';
import { createOpenRouterSource, OPENROUTER_DESCRIPTION } from '#lib/sources/openrouter/openrouter-source.ts';
import type { SourceDeps, SourceDescription } from '#lib/sources/source.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';

import { planTasks } from './plan-tasks.ts';
import { REFRESH_POLICY, type RefreshDeps } from './refresh-deps.ts';
import type { SourceAdapters } from './source-adapters.ts';

/** What the adapters themselves allow is at most this. */
const MAX_UNDER_WAY = 2;

/** Refreshing as this process does it, and how it is ended. */
interface LiveRefresh {
  readonly deps: RefreshDeps;
  /** Of the sources that this installation has. */
  readonly descriptions: readonly SourceDescription[];
  readonly stop: () => void;
}

/** Survives the module reloads of development, so that each source is asked at one pace by a process. */
const remembered = globalThis as typeof globalThis & { waterlineRefresh?: LiveRefresh };

/** The sources, clock and network of this process. */
export function liveRefresh(): LiveRefresh {
  remembered.waterlineRefresh ??= makeLiveRefresh();
  return remembered.waterlineRefresh;
}

function makeLiveRefresh(): LiveRefresh {
  const ending = new AbortController();
  const nowMs = () => now().getTime();
  const { adapters, descriptions } = createAdapters({
    fetch: (input, init) => fetch(input, init),
    nowMs,
    sleep: async (milliseconds, signal) => {
      await sleep(milliseconds, undefined, { signal });
    },
    signal: ending.signal,
  });
  const deps: RefreshDeps = {
    plan: (source, jobId) => planTasks(source, jobId, { adapters, nowMs }),
    nowMs,
    holder: `${hostname()} ${String(process.pid)} ${randomUUID().slice(0, 8)}`,
    signal: ending.signal,
    maxUnderWay: MAX_UNDER_WAY,
    policy: {
      ...REFRESH_POLICY,
      answers: { ...REFRESH_POLICY.answers, keepDays: env().keepAnswersDays },
    },
  };

  return {
    deps,
    descriptions,
    stop: () => {
      ending.abort(new Error('the server stops'));
    },
  };
}

/** Every source of the product; one that is left out here switches its jobs off and nothing else. */
function createAdapters(deps: SourceDeps): {
  readonly adapters: SourceAdapters;
  readonly descriptions: readonly SourceDescription[];
} {
  const yahoo = createYahooSource(deps);

  return {
    adapters: {
      yahoo,
      edgar: createEdgarSource(env().secContact, deps),
      ecb: createEcbSource(deps),
      openrouter: createOpenRouterSource(deps),
    },
    descriptions: [yahoo.description, EDGAR_DESCRIPTION, ECB_DESCRIPTION, OPENROUTER_DESCRIPTION],
  };
}
