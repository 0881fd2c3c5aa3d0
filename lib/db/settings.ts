import type { Settings } from '#lib/contracts/accounts/settings.ts';
import { now } from '#lib/platform/clock.ts';

import { db } from './client.ts';

/** As stored, its words not yet checked; null for whoever has not changed any. */
export async function findSettings(
  memberId: string,
): Promise<Readonly<Record<keyof Settings, unknown>> | null> {
  return db().memberSettings.findUnique({
    where: { memberId },
    select: { theme: true, currency: true, changesSince: true, singleKeys: true, startScenarioId: true },
  });
}

/** Writes what changes; a member's first change takes the rest from `defaults`. */
export async function writeSettings(
  memberId: string,
  change: Partial<Settings>,
  defaults: Settings,
): Promise<void> {
  const changedAt = now();
  await db().memberSettings.upsert({
    where: { memberId },
    create: { memberId, ...defaults, ...change, changedAt },
    update: { ...change, changedAt },
  });
}
