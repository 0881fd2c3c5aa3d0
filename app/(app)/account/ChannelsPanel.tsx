'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { describeTest } from '#lib/charts/deliveries/channel-words.ts';
import { sendJson } from '#lib/client/send-json.ts';
import { WEBHOOKS_MAX } from '#lib/contracts/deliveries/channels.ts';
import type { ChangedChannel, ChannelsBody, MadeChannel } from '#lib/contracts/deliveries/channels.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import people from '../../_auth/people.module.css';
import { ShownOnce } from '../../_auth/ShownOnce.tsx';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';
import { ChannelRow, type ChannelAction } from './ChannelRow.tsx';
import styles from './channels.module.css';
import { WebhookForm } from './WebhookForm.tsx';

interface ChannelsPanelProps {
  readonly channels: ChannelsBody;
  readonly email: string;
}

/** Channels with what can be done to each, and how to add one. */
export function ChannelsPanel({ channels, email }: ChannelsPanelProps) {
  const { items, canMail } = channels;
  const sending = useSending();
  const router = useRouter();
  const [shown, setShown] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  const [said, setSaid] = useState('');
  const hasMail = items.some(({ kind }) => kind === 'mail');
  const webhooks = items.filter(({ kind }) => kind === 'webhook').length;

  const showSecret = (name: string, secret: string | null): void => {
    if (secret !== null) setShown({ name, secret });
  };
  const change = (id: string, name: string, action: ChannelAction): void => {
    setSaid('');
    if (action === 'remove') {
      sending.run(
        () => sendJson('DELETE', `/api/v1/channels/${id}`),
        () => {
          setSaid(`${name} was removed.`);
          // The button that was pressed is gone with its channel.
          document.getElementById('channels-title')?.focus();
          router.refresh();
        },
      );
      return;
    }
    sending.run(
      () => sendJson<ChangedChannel>('PATCH', `/api/v1/channels/${id}`, { action }),
      ({ secret, test }) => {
        showSecret(name, secret);
        if (test !== null) setSaid(`${name}: ${describeTest(test)}`);
        router.refresh();
      },
    );
  };
  const addMail = (): void => {
    sending.run(
      () => sendJson<MadeChannel>('POST', '/api/v1/channels', { kind: 'mail' }),
      () => {
        setSaid(`Notices go to ${email} from now on.`);
        document.getElementById('channels-title')?.focus();
        router.refresh();
      },
    );
  };

  return (
    <>
      <p className={people['muted']}>
        Notices of your alerts stand in the inbox. From there they can also go to your e-mail address and to
        up to {WEBHOOKS_MAX} webhooks.
      </p>
      {shown === null ? null : (
        <ShownOnce
          secret={shown.secret}
          onDone={() => {
            setShown(null);
          }}
        >
          {`The signing secret of “${shown.name}”. It is shown this once; give it to the receiver.`}
        </ShownOnce>
      )}
      {items.length === 0 ? <p>Notices go nowhere else yet.</p> : null}
      <ul className={styles['list']}>
        {items.map((channel) => (
          <ChannelRow
            key={channel.id}
            channel={channel}
            isBusy={sending.isBusy}
            onChange={(action) => {
              change(channel.id, channel.name, action);
            }}
          />
        ))}
      </ul>
      <p role="status">{said}</p>
      <FormFailure failure={sending.failure} />
      {hasMail ? null : canMail ? (
        <p>
          <button type="button" className={controls['button']} disabled={sending.isBusy} onClick={addMail}>
            Send notices to {email} too
          </button>
        </p>
      ) : (
        <p className={people['muted']}>
          E-mail is not offered: this installation has no mail server (SMTP_URL is not set).
        </p>
      )}
      {webhooks >= WEBHOOKS_MAX ? (
        <p className={people['muted']}>You keep {WEBHOOKS_MAX} webhooks, the most there are.</p>
      ) : (
        <WebhookForm
          onMade={({ channel, secret }) => {
            showSecret(channel.name, secret);
            router.refresh();
          }}
        />
      )}
    </>
  );
}
