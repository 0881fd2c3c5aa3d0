import 'server-only';

import type { IsoDate } from '#lib/core/facts/types.ts';
import { getBatchOf, getNewestBatch } from '#lib/db/data-version.ts';

/** A data version with the day (UTC) on which its last batch was recorded. */
export interface RecordedVersion {
  readonly dataVersion: number;
  readonly recordedOn: IsoDate;
}

/** Where a pinned data version stands among those of this Waterline. */
export interface PinStanding {
  /** Null when this Waterline has no such version. */
  readonly pinned: RecordedVersion | null;
  readonly newest: RecordedVersion;
}

/**
 * When the facts of a data version were recorded, and the newest beside it. Null before the first import.
 *
 * @throws what the database throws
 */
export async function getPinStanding(dataVersion: number): Promise<PinStanding | null> {
  const [batch, newestBatch] = await Promise.all([getBatchOf(dataVersion), getNewestBatch()]);
  if (newestBatch === null) return null;
  const isKnown = batch !== null && dataVersion <= newestBatch.id;

  return {
    pinned: isKnown ? { dataVersion, recordedOn: dayOf(batch.committedAt) } : null,
    newest: { dataVersion: newestBatch.id, recordedOn: dayOf(newestBatch.committedAt) },
  };
}

function dayOf(time: Date): IsoDate {
  return time.toISOString().slice(0, 10);
}
