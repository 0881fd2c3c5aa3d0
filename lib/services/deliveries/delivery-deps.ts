import 'server-only';

import { now } from '#lib/platform/clock.ts';
import { env } from '#lib/platform/env.ts';
import type { OutsideDeps } from '#lib/outbound/post-outside.ts';
import { resolveAll } from '#lib/outbound/resolve-all.ts';

/** Everything a sender takes from its surroundings. */
export interface DeliveryDeps extends OutsideDeps {
  readonly nowMs: () => number;
  /** A number of at least 0 and below 1. */
  readonly chance: () => number;
  /** How long a row is this sender's: longer than any try takes. */
  readonly leaseMs: number;
}

const TRY_MS = 10_000;
const LEASE_MS = 60_000;

/** The clock, chance and network of this process. */
export function liveDeliveryDeps(signal: AbortSignal): DeliveryDeps {
  return {
    allowedHosts: env().webhookAllowedHosts,
    resolve: resolveAll,
    timeoutMs: TRY_MS,
    leaseMs: LEASE_MS,
    nowMs: () => now().getTime(),
    chance: Math.random,
    signal,
  };
}
