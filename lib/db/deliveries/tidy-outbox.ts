import { db } from '../client.ts';

/** What ends a row that nobody sends any more, as the log says it. */
export interface TidyWords {
  /** Its last try never said how it ended. */
  readonly unknown: string;
  readonly removed: string;
  readonly switchedOff: string;
  readonly disabled: string;
}

/** Ends rows that can no longer be sent: tried as often as may be without a known end, or with no channel to go on. */
export async function endUnsendable(now: Date, triesMax: number, words: TidyWords): Promise<number> {
  const lost = await db().$executeRaw`
    UPDATE delivery
       SET state = 'given-up', ended_at = ${now}, next_try_at = NULL, lease_until = NULL, last_fault = ${words.unknown}
     WHERE state = 'waiting' AND lease_until <= ${now} AND (is_test OR tries >= ${triesMax})`;
  const dropped = await db().$executeRaw`
    UPDATE delivery
       SET state = 'dropped', ended_at = ${now}, next_try_at = NULL, lease_until = NULL,
           last_fault = CASE WHEN channel.removed_at IS NOT NULL THEN ${words.removed}
                             WHEN channel.switched_off_at IS NOT NULL THEN ${words.switchedOff}
                             ELSE ${words.disabled} END
      FROM delivery_channel channel
      JOIN app_user owner ON owner.id = channel.owner_id
     WHERE delivery.channel_id = channel.id AND state = 'waiting' AND NOT is_test
       AND (lease_until IS NULL OR lease_until <= ${now})
       AND (channel.removed_at IS NOT NULL OR channel.switched_off_at IS NOT NULL OR owner.disabled_at IS NOT NULL)`;

  return lost + dropped;
}

/** Deletes what ended before. */
export async function deleteEndedBefore(before: Date): Promise<number> {
  const { count } = await db().delivery.deleteMany({ where: { endedAt: { lt: before } } });

  return count;
}
