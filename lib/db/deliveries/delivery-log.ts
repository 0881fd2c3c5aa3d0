/** What was sent, as the owner of the channels reads it. */
import type { Prisma } from '#prisma/generated/client.ts';

import { db } from '../client.ts';

/** How a row stands; `sending`: a sender has it in hand. */
export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'given-up' | 'dropped';

/** A row of the log. */
export interface LoggedDelivery {
  readonly id: bigint;
  readonly channelId: string;
  readonly channelName: string;
  readonly subject: string;
  readonly path: string;
  readonly isTest: boolean;
  readonly occurredAt: Date;
  readonly createdAt: Date;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly lastTriedAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastFault: string | null;
  readonly nextTryAt: Date | null;
  readonly endedAt: Date | null;
}

/** Counts of a channel by how its notices stand. */
export interface ChannelCounts {
  readonly waiting: number;
  readonly givenUp: number;
  /** Of what waits, the soonest. */
  readonly nextTryAt: Date | null;
}

const LOGGED = {
  id: true,
  channelId: true,
  subject: true,
  path: true,
  isTest: true,
  occurredAt: true,
  createdAt: true,
  state: true,
  tries: true,
  lastTriedAt: true,
  lastStatus: true,
  lastFault: true,
  nextTryAt: true,
  endedAt: true,
  leaseUntil: true,
  channel: { select: { name: true } },
} as const satisfies Prisma.DeliverySelect;

/** Rows of a member's channels, removed ones too, newest first. */
export async function listDeliveries(
  ownerId: string,
  {
    now,
    limit,
    beforeId,
  }: { readonly now: Date; readonly limit: number; readonly beforeId: bigint | undefined },
): Promise<readonly LoggedDelivery[]> {
  const rows = await db().delivery.findMany({
    where: { channel: { ownerId }, ...(beforeId !== undefined && { id: { lt: beforeId } }) },
    orderBy: { id: 'desc' },
    take: limit,
    select: LOGGED,
  });

  return rows.map((row) => toLogged(row, now));
}

/** One row, whatever its state. */
export async function findDelivery(id: bigint, now: Date): Promise<LoggedDelivery> {
  return toLogged(await db().delivery.findUniqueOrThrow({ where: { id }, select: LOGGED }), now);
}

/** The last row of each channel that was tried. */
export async function listLastTried(
  channelIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, LoggedDelivery>> {
  const rows = await Promise.all(
    channelIds.map((channelId) =>
      db().delivery.findFirst({
        where: { channelId, lastTriedAt: { not: null } },
        orderBy: [{ lastTriedAt: 'desc' }, { id: 'desc' }],
        select: LOGGED,
      }),
    ),
  );

  return new Map(rows.flatMap((row) => (row === null ? [] : [[row.channelId, toLogged(row, now)]])));
}

/** How the notices of each channel stand; channels without any are absent. */
export async function countDeliveries(
  channelIds: readonly string[],
): Promise<ReadonlyMap<string, ChannelCounts>> {
  const groups = await db().delivery.groupBy({
    by: ['channelId', 'state'],
    where: { channelId: { in: [...channelIds] }, state: { in: ['waiting', 'given-up'] }, isTest: false },
    _count: true,
    _min: { nextTryAt: true },
  });
  const ofChannel = Map.groupBy(groups, ({ channelId }) => channelId);

  return new Map(
    [...ofChannel].map(([channelId, states]) => {
      const waiting = states.find(({ state }) => state === 'waiting');
      const givenUp = states.find(({ state }) => state === 'given-up');
      const counts: ChannelCounts = {
        waiting: waiting?._count ?? 0,
        givenUp: givenUp?._count ?? 0,
        nextTryAt: waiting?._min.nextTryAt ?? null,
      };

      return [channelId, counts];
    }),
  );
}

function toLogged(
  { channel, leaseUntil, state, ...row }: Prisma.DeliveryGetPayload<{ select: typeof LOGGED }>,
  now: Date,
): LoggedDelivery {
  const isInHand = leaseUntil !== null && leaseUntil > now;

  // The table's own check lets no other state in.
  return { ...row, channelName: channel.name, state: isInHand ? 'sending' : (state as DeliveryState) };
}
