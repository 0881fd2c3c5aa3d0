import { describeLast, describeQueue } from '#lib/charts/deliveries/channel-words.ts';
import { DELIVERY_LOG_DAYS, type ChannelItem } from '#lib/contracts/deliveries/channels.ts';

import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import controls from '../../_ui/controls.module.css';
import styles from './channels.module.css';

/** What can be done to a channel. */
export type ChannelAction = 'test' | 'on' | 'off' | 'rotate-secret' | 'remove';

interface ChannelRowProps {
  readonly channel: ChannelItem;
  readonly isBusy: boolean;
  readonly onChange: (action: ChannelAction) => void;
}

/** One channel: where it leads, how it fares, and what can be done to it. */
export function ChannelRow({ channel, isBusy, onChange }: ChannelRowProps) {
  const { kind, name, address, isOn, isFailing, silence } = channel;
  const queue = describeQueue(channel, formatInstant, DELIVERY_LOG_DAYS);
  const actions: readonly (readonly [ChannelAction, string])[] = [
    ['test', 'Send a test'],
    isOn ? ['off', 'Switch off'] : ['on', 'Switch on'],
    ...(kind === 'webhook' ? ([['rotate-secret', 'New secret']] as const) : []),
    ['remove', 'Remove'],
  ];
  return (
    <li className={styles['channel']} data-failing={isFailing ? '' : undefined}>
      <p>
        <strong>{name}</strong>{' '}
        <span className={people['muted']}>{kind === 'mail' ? 'mail, ' : 'webhook, '}</span>
        <span className={styles['state']}>{isFailing ? 'failing' : silence === null ? 'on' : 'silent'}</span>
      </p>
      <p className={people['secret']}>{address}</p>
      {silence === null ? null : <p>Silent: {silence}.</p>}
      <p className={isFailing ? undefined : people['muted']}>{describeLast(channel, formatInstant)}</p>
      {queue === null ? null : <p className={people['muted']}>{queue}</p>}
      <p className={people['actions']}>
        {actions.map(([action, words]) => (
          <button
            key={action}
            type="button"
            className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
            disabled={isBusy}
            aria-label={`${words}: ${name}`}
            onClick={() => {
              onChange(action);
            }}
          >
            {words}
          </button>
        ))}
      </p>
    </li>
  );
}
