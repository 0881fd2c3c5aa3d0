import type { DbTransaction } from '../transaction.ts';

/** Ways in which notices go out. */
export type ChannelKind = 'mail' | 'webhook';

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
