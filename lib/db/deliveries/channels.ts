import { now } from '#lib/platform/clock.ts';
import type { Prisma } from '#prisma/generated/client.ts';

import { db } from '../client.ts';
import type { DbTransaction } from '../transaction.ts';

/** Ways in which notices go out. */
export type ChannelKind = 'mail' | 'webhook';

/** A channel as its owner may see it: without secrets. */
export interface StoredChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly url: string | null;
  readonly createdAt: Date;
  readonly switchedOffAt: Date | null;
  readonly switchedOffReason: string | null;
}

/** A sealed secret of a channel and what it replaces. */
export interface SealedSecrets {
  readonly secretSealed: string;
  readonly prior: { readonly sealed: string; readonly until: Date } | null;
}

const CHANNEL = {
  id: true,
  kind: true,
  name: true,
  url: true,
  createdAt: true,
  switchedOffAt: true,
  switchedOffReason: true,
} as const satisfies Prisma.DeliveryChannelSelect;

/** Channels of these members that notices go out on. */
export async function listActiveChannels(
  tx: DbTransaction,
  ownerIds: readonly string[],
  kinds: readonly ChannelKind[],
): Promise<readonly { readonly id: string; readonly ownerId: string }[]> {
  return tx.deliveryChannel.findMany({
    where: {
      ownerId: { in: [...ownerIds] },
      kind: { in: [...kinds] },
      switchedOffAt: null,
      removedAt: null,
      owner: { disabledAt: null },
    },
    orderBy: { createdAt: 'asc' },
    select: { id: true, ownerId: true },
  });
}

/** Channels of a member that are not removed, oldest first. */
export async function listChannels(tx: DbTransaction, ownerId: string): Promise<readonly StoredChannel[]> {
  const rows = await tx.deliveryChannel.findMany({
    where: { ownerId, removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: CHANNEL,
  });

  return rows.map(toStored);
}

/** The same outside a transaction. */
export async function listOwnChannels(ownerId: string): Promise<readonly StoredChannel[]> {
  return listChannels(db(), ownerId);
}

/** One channel of a member that is not removed, or null. */
export async function findChannel(
  tx: DbTransaction,
  ownerId: string,
  id: string,
): Promise<StoredChannel | null> {
  const row = await tx.deliveryChannel.findUnique({
    where: { id, ownerId, removedAt: null },
    select: CHANNEL,
  });

  return row === null ? null : toStored(row);
}

/** Makes all who change channels of a member wait for each other until the transaction ends. */
export async function lockChannelsOf(tx: DbTransaction, ownerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`waterline.channels.${ownerId}`}, 0))`;
}

/** A new channel that is on. Needs {@link lockChannelsOf}. */
export async function insertChannel(
  tx: DbTransaction,
  channel: {
    readonly id: string;
    readonly ownerId: string;
    readonly kind: ChannelKind;
    readonly name: string;
    readonly url: string | null;
    readonly secretSealed: string | null;
  },
): Promise<void> {
  await tx.deliveryChannel.create({ data: { ...channel, createdAt: now() } });
}

/** Switches a channel on, or off with a reason when it was not its owner who did. */
export async function switchChannel(
  tx: DbTransaction,
  id: string,
  { isOn, reason = null }: { readonly isOn: boolean; readonly reason?: string | null },
): Promise<void> {
  await tx.deliveryChannel.update({
    where: { id },
    data: { switchedOffAt: isOn ? null : now(), switchedOffReason: isOn ? null : reason },
  });
}

/** The sealed secret of a webhook; null when there is no such one. */
export async function findSealedSecret(tx: DbTransaction, id: string): Promise<string | null> {
  const row = await tx.deliveryChannel.findUnique({ where: { id }, select: { secretSealed: true } });

  return row?.secretSealed ?? null;
}

/** Gives a webhook another secret. */
export async function replaceSecret(
  tx: DbTransaction,
  id: string,
  { secretSealed, prior }: SealedSecrets,
): Promise<void> {
  await tx.deliveryChannel.update({
    where: { id },
    data: {
      secretSealed,
      priorSecretSealed: prior?.sealed ?? null,
      priorSecretUntil: prior?.until ?? null,
    },
  });
}

/** Removes a channel: its address and secrets go, what was sent on it stays in the log. */
export async function removeChannelRow(tx: DbTransaction, id: string): Promise<void> {
  await tx.deliveryChannel.update({
    where: { id },
    data: {
      removedAt: now(),
      url: null,
      secretSealed: null,
      priorSecretSealed: null,
      priorSecretUntil: null,
    },
  });
}

function toStored(row: Prisma.DeliveryChannelGetPayload<{ select: typeof CHANNEL }>): StoredChannel {
  // The table's own check lets no other kind in.
  return { ...row, kind: row.kind as ChannelKind };
}
