/** Rows of the outbox as a sender takes them: one at a time under a lease, whichever process it runs in. */
import type { Prisma } from '#prisma/generated/client.ts';

import { db } from '../client.ts';
import type { DbTransaction } from '../transaction.ts';
import type { ChannelKind } from './channels.ts';

/** When a row is taken, and until when it is its taker's. */
export interface DeliveryLease {
  readonly now: Date;
  readonly until: Date;
}

/** A lease on what is due, unless that was tried `triesMax` times. */
export interface DueLease extends DeliveryLease {
  readonly triesMax: number;
}

/** A row that this process holds, with where it goes. */
export interface HeldDelivery {
  readonly id: bigint;
  readonly leaseNumber: number;
  /** Tries with this one. */
  readonly tries: number;
  readonly messageId: string;
  readonly isTest: boolean;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly path: string;
  readonly occurredAt: Date;
  readonly channel: {
    readonly id: string;
    readonly kind: ChannelKind;
    readonly url: string | null;
    readonly secretSealed: string | null;
    readonly priorSecretSealed: string | null;
    readonly priorSecretUntil: Date | null;
    /** Of the member's account. */
    readonly email: string;
  };
}

/** How a try ended. */
export interface TryEnd {
  readonly at: Date;
  readonly status: number | null;
  /** Null when the notice arrived. */
  readonly fault: string | null;
  /** Null when there is no other try. */
  readonly nextTryAt: Date | null;
}

const HELD = {
  id: true,
  leaseNumber: true,
  tries: true,
  messageId: true,
  isTest: true,
  subject: true,
  lines: true,
  path: true,
  occurredAt: true,
  channel: {
    select: {
      id: true,
      kind: true,
      url: true,
      secretSealed: true,
      priorSecretSealed: true,
      priorSecretUntil: true,
      owner: { select: { email: true } },
    },
  },
} as const satisfies Prisma.DeliverySelect;

/**
 * Takes the row that has been due longest; null when there is none. Rows of a channel that another sender has in hand
 * are left, so that a receiver that hangs holds up its own notices only.
 */
export async function takeDueDelivery({ now, until, triesMax }: DueLease): Promise<HeldDelivery | null> {
  const [taken] = await db().$queryRaw<{ id: bigint }[]>`
    UPDATE delivery
       SET lease_until = ${until}, lease_number = lease_number + 1, tries = tries + 1, last_tried_at = ${now}
     WHERE id = (
       SELECT waits.id
         FROM delivery waits
         JOIN delivery_channel channel ON channel.id = waits.channel_id
         JOIN app_user owner ON owner.id = channel.owner_id
        WHERE waits.state = 'waiting' AND waits.next_try_at <= ${now} AND NOT waits.is_test
          AND (waits.lease_until IS NULL OR (waits.lease_until <= ${now} AND waits.tries < ${triesMax}))
          AND channel.switched_off_at IS NULL AND channel.removed_at IS NULL AND owner.disabled_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM delivery other
                           WHERE other.channel_id = waits.channel_id AND other.state = 'waiting'
                             AND other.lease_until > ${now})
        ORDER BY waits.next_try_at, waits.id
        LIMIT 1
          FOR UPDATE OF waits SKIP LOCKED)
    RETURNING id`;

  if (taken === undefined) return null;

  return toHeld(await db().delivery.findUniqueOrThrow({ where: { id: taken.id }, select: HELD }));
}

/** Makes a row that its maker holds from the start: a test, tried once. */
export async function insertHeldTest(
  tx: DbTransaction,
  test: Pick<HeldDelivery, 'subject' | 'lines' | 'path'> & {
    readonly channelId: string;
    readonly dedupeKey: string;
  },
  { now, until }: DeliveryLease,
): Promise<HeldDelivery> {
  const row = await tx.delivery.create({
    data: {
      ...test,
      lines: [...test.lines],
      isTest: true,
      occurredAt: now,
      createdAt: now,
      state: 'waiting',
      tries: 1,
      nextTryAt: now,
      leaseUntil: until,
      leaseNumber: 1,
      lastTriedAt: now,
    },
    select: HELD,
  });

  return toHeld(row);
}

/** Writes down how a try ended. Returns false, having written nothing, when the row is somebody else's by now. */
export async function settleDelivery(
  tx: DbTransaction,
  { id, leaseNumber }: Pick<HeldDelivery, 'id' | 'leaseNumber'>,
  { at, status, fault, nextTryAt }: TryEnd,
): Promise<boolean> {
  const isOver = nextTryAt === null;
  const { count } = await tx.delivery.updateMany({
    where: { id, leaseNumber, state: 'waiting' },
    data: {
      state: fault === null ? 'sent' : isOver ? 'given-up' : 'waiting',
      lastStatus: status,
      lastFault: fault,
      leaseUntil: null,
      nextTryAt,
      endedAt: isOver ? at : null,
    },
  });

  return count > 0;
}

/** Gives back a row that was taken but not tried. */
export async function returnDelivery({
  id,
  leaseNumber,
}: Pick<HeldDelivery, 'id' | 'leaseNumber'>): Promise<void> {
  await db().delivery.updateMany({
    where: { id, leaseNumber, state: 'waiting' },
    data: { leaseUntil: null, tries: { decrement: 1 } },
  });
}

function toHeld({ channel, ...row }: Prisma.DeliveryGetPayload<{ select: typeof HELD }>): HeldDelivery {
  const { owner, kind, ...rest } = channel;

  // The table's own check lets no other kind in.
  return { ...row, channel: { ...rest, kind: kind as ChannelKind, email: owner.email } };
}
