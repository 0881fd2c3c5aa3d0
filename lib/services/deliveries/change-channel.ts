import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import {
  channelChangeSchema,
  PRIOR_SECRET_HOURS,
  type ChangedChannel,
  type DeliveryItem,
} from '#lib/contracts/deliveries/channels.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import {
  findChannel,
  findSealedSecret,
  lockChannelsOf,
  removeChannelRow,
  replaceSecret,
  switchChannel,
  type StoredChannel,
} from '#lib/db/deliveries/channels.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import { now } from '#lib/platform/clock.ts';

import { toActor } from '../accounts/actor.ts';
import { noChannel } from './no-channel.ts';
import { listMemberChannels } from './show-channels.ts';
import { testChannel } from './test-channel.ts';
import { makeWebhookSecret, sealWebhookSecret } from './webhook-secret.ts';

const HOUR_MS = 3_600_000;

/** What a change of a channel leaves to be shown beside it. */
interface Shown {
  readonly secret: string | null;
  readonly test: DeliveryItem | null;
}

/** Switches one of the member's channels on or off, sends a test on it, or gives it another secret. */
export async function changeChannel(
  member: Member,
  id: string,
  input: unknown,
): Promise<Result<ChangedChannel, RequestFault>> {
  const own = await inTransaction((tx) => findChannel(tx, member.userId, id));
  if (own === null) return err(noChannel());
  const parsed = parseInput(channelChangeSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { action } = parsed.value;
  const shown =
    action === 'test'
      ? await testChannel(member, id)
      : action === 'rotate-secret'
        ? await rotateSecret(member, id)
        : await switchOwnChannel(member, id, action === 'on');
  if (!shown.ok) return shown;
  const channel = (await listMemberChannels(member)).items.find((item) => item.id === id);

  return channel === undefined ? err(noChannel()) : ok({ channel, ...shown.value });
}

/** Removes one of the member's channels; what waits on it is not sent, what was sent stays in the log. */
export async function removeChannel(
  member: Member,
  id: string,
): Promise<Result<{ readonly done: true }, RequestFault>> {
  return withOwnChannel(member, id, async (tx, channel) => {
    await removeChannelRow(tx, id);
    await audit(tx, member, channel, 'channel.removed');

    return ok({ done: true } as const);
  });
}

function switchOwnChannel(member: Member, id: string, isOn: boolean): Promise<Result<Shown, RequestFault>> {
  return withOwnChannel(member, id, async (tx, channel) => {
    if ((channel.switchedOffAt === null) !== isOn) {
      await switchChannel(tx, id, { isOn });
      await audit(tx, member, channel, isOn ? 'channel.switched-on' : 'channel.switched-off');
    }

    return ok({ secret: null, test: null });
  });
}

function rotateSecret(member: Member, id: string): Promise<Result<Shown, RequestFault>> {
  return withOwnChannel(member, id, async (tx, channel) => {
    if (channel.kind !== 'webhook') {
      return err(invalidField('action', 'is rotate-secret, but only webhooks have a secret'));
    }
    const secret = makeWebhookSecret();
    const sealed = await findSealedSecret(tx, id);
    const until = new Date(now().getTime() + PRIOR_SECRET_HOURS * HOUR_MS);
    await replaceSecret(tx, id, {
      secretSealed: sealWebhookSecret(secret, id),
      prior: sealed === null ? null : { sealed, until },
    });
    await audit(tx, member, channel, 'channel.secret-rotated');

    return ok({ secret, test: null });
  });
}

async function withOwnChannel<Answer>(
  member: Member,
  id: string,
  work: (tx: DbTransaction, channel: StoredChannel) => Promise<Result<Answer, RequestFault>>,
): Promise<Result<Answer, RequestFault>> {
  return inTransaction(async (tx) => {
    await lockChannelsOf(tx, member.userId);
    const channel = await findChannel(tx, member.userId, id);

    return channel === null ? err(noChannel()) : work(tx, channel);
  });
}

async function audit(
  tx: DbTransaction,
  member: Member,
  { id, kind, name }: StoredChannel,
  action: string,
): Promise<void> {
  await recordAudit(tx, {
    ...toActor(member),
    action,
    entityType: 'channel',
    entityId: id,
    before: { kind, name },
  });
}
