'use client';

import { useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import type { AlertBody, AlertItem } from '#lib/contracts/alerts/alerts.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';
import styles from './alerts.module.css';

interface RuleActionsProps {
  readonly rule: AlertItem;
  readonly onEdit: (rule: AlertItem) => void;
  readonly onDone: (words: string) => void;
}

const small = `${controls['button'] ?? ''} ${people['small'] ?? ''}`;
const WEEK_MS = 7 * 86_400_000;

/** What can be done to a rule. A deletion asks once more. */
export function RuleActions({ rule, onEdit, onDone }: RuleActionsProps) {
  const sending = useSending();
  const [isLeaving, setIsLeaving] = useState(false);
  const change = (fields: object, words: string): void => {
    sending.run<AlertBody>(
      () => sendJson('PATCH', `/api/v1/alerts/${rule.id}`, { version: rule.version, ...fields }),
      () => {
        onDone(words);
      },
    );
  };
  const isMuted = rule.quiet?.kind === 'muted';
  return (
    <>
      <span className={styles['actions']}>
        <button
          type="button"
          className={small}
          aria-label={`Change ${rule.name}`}
          onClick={() => {
            onEdit(rule);
          }}
        >
          Change
        </button>
        {rule.quiet?.kind === 'spent' ? (
          <button
            type="button"
            className={small}
            disabled={sending.isBusy}
            aria-label={`Arm again: ${rule.name}`}
            onClick={() => {
              change({ rearm: true }, `“${rule.name}” is armed again.`);
            }}
          >
            Arm again
          </button>
        ) : null}
        <button
          type="button"
          className={small}
          disabled={sending.isBusy}
          aria-label={isMuted ? `Unmute ${rule.name}` : `Mute a week: ${rule.name}`}
          onClick={() => {
            const until = isMuted ? null : new Date(Date.now() + WEEK_MS).toISOString();
            change(
              { muteUntil: until },
              isMuted ? `“${rule.name}” is heard again.` : `“${rule.name}” is muted for a week.`,
            );
          }}
        >
          {isMuted ? 'Unmute' : 'Mute a week'}
        </button>
        <button
          type="button"
          className={small}
          disabled={sending.isBusy}
          aria-label={isLeaving ? `Really? Delete ${rule.name}` : `Delete ${rule.name}`}
          onBlur={() => {
            setIsLeaving(false);
          }}
          onClick={() => {
            if (!isLeaving) {
              setIsLeaving(true);
              return;
            }
            sending.run(
              () => sendJson('DELETE', `/api/v1/alerts/${rule.id}`),
              () => {
                onDone(`“${rule.name}” is deleted; what it fired for stays in the inbox.`);
              },
            );
          }}
        >
          {isLeaving ? 'Really?' : 'Delete'}
        </button>
      </span>
      <FormFailure failure={sending.failure} />
    </>
  );
}
