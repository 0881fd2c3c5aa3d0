import { eventFile, type EventFact } from '#lib/contracts/facts/events.ts';
import type { FactScope } from '#lib/contracts/facts/fact.ts';
import { db } from './client.ts';
import { knownAt, narrow, newestPerKey, standing } from './standing-facts.ts';

const { expectedDirectionForHbm, timing } = eventFile.row.shape;

/** Events that had happened by `asOf`, by id. */
export async function listEvents(scope: FactScope): Promise<EventFact[]> {
  const rows = await db().event.findMany({ where: knownAt(scope), ...newestPerKey() });
  return standing(rows).map((row) => ({
    ...row,
    expectedDirectionForHbm: narrow(
      expectedDirectionForHbm.options,
      row.expectedDirectionForHbm,
      'event.expected_direction_for_hbm',
    ),
    timing: narrow(timing.options, row.timing, 'event.timing'),
  }));
}
