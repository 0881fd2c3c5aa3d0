'use client';

import { useState } from 'react';

import { conditionWords, KIND_WORDS, subjectWords } from '#lib/charts/alerts/alert-words.ts';
import { readField } from '#lib/client/read-field.ts';
import { sendJson } from '#lib/client/send-json.ts';
import { scenarioOf, type AlertSpec } from '#lib/contracts/alerts/alert-spec.ts';
import { ALERT_NAME_MAX, type AlertBody, type AlertItem } from '#lib/contracts/alerts/alerts.ts';

import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';
import { specOf, type AlertDraft } from './alert-draft.ts';
import styles from './alerts.module.css';
import type { AlertChoices } from './open-alerts.ts';
import { PreviewLine } from './PreviewLine.tsx';
import { SpecFields } from './SpecFields.tsx';

interface AlertFormProps {
  /** The rule that is changed; null: a new one is made. */
  readonly rule: AlertItem | null;
  readonly begun: AlertDraft;
  /** Somebody came here to write this very rule. */
  readonly isBegun: boolean;
  readonly choices: AlertChoices;
  readonly hasChannels: boolean;
  readonly onKept: (kept: AlertBody) => void;
  readonly onLeft: () => void;
}

/** Makes a rule or changes one, with how often it would have fired. */
export function AlertForm({ rule, begun, isBegun, choices, hasChannels, onKept, onLeft }: AlertFormProps) {
  const sending = useSending();
  const [draft, setDraft] = useState(begun);
  const [isOneShot, setIsOneShot] = useState(rule?.isOneShot ?? false);
  const spec = specOf(draft);
  const suggested = suggestName(spec, draft, choices);
  const send = (form: HTMLFormElement): void => {
    const written = readField(form, 'name');
    const fields = {
      name: written === '' ? suggested : written,
      ...(spec !== null && { spec }),
      isOneShot,
      deliver: new FormData(form).get('toChannels') === null ? 'inbox' : 'inbox-and-channels',
    };
    sending.run<AlertBody>(
      () =>
        rule === null
          ? sendJson('POST', '/api/v1/alerts', {
              ...fields,
              tellsStanding: new FormData(form).get('tellsStanding') !== null,
            })
          : sendJson('PATCH', `/api/v1/alerts/${rule.id}`, { version: rule.version, ...fields }),
      onKept,
    );
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && rule !== null) onLeft();
      }}
    >
      <div className={styles['fields']}>
        <SpecFields draft={draft} choices={choices} onChange={setDraft} isFocused={isBegun} />
        <Field
          label="Name"
          name="name"
          defaultValue={rule?.name ?? ''}
          placeholder={suggested}
          maxLength={ALERT_NAME_MAX}
          autoComplete="off"
          fault={sending.failure?.byField['name']}
        />
      </div>
      <div className={styles['options']}>
        <label>
          <input
            type="checkbox"
            checked={isOneShot}
            onChange={(event) => {
              setIsOneShot(event.currentTarget.checked);
            }}
          />
          Once only
        </label>
        {rule === null ? (
          <label>
            <input type="checkbox" name="tellsStanding" />
            Tell at once if it holds already
          </label>
        ) : null}
        <label>
          <input type="checkbox" name="toChannels" defaultChecked={rule?.deliver === 'inbox-and-channels'} />
          E-mail and webhooks too{hasChannels ? '' : ' (you have set up none: only the inbox is used)'}
        </label>
      </div>
      <PreviewLine spec={spec} isOneShot={isOneShot} />
      <div className={styles['actions']}>
        <button type="submit" className={controls['button']} disabled={sending.isBusy || spec === null}>
          {rule === null ? 'Make the alert' : 'Keep the change'}
        </button>
        {rule === null ? null : (
          <button type="button" className={controls['button']} onClick={onLeft}>
            Leave it
          </button>
        )}
      </div>
      <FormFailure failure={sending.failure} fields={['name']} />
    </form>
  );
}

/** What the rule is called unless somebody says otherwise. */
function suggestName(spec: AlertSpec | null, { kind }: AlertDraft, { scenarios }: AlertChoices): string {
  if (spec === null) return KIND_WORDS[kind];
  const id = scenarioOf(spec);
  const scenario = scenarios.find(({ ref }) => ref === id)?.title ?? null;

  return `${subjectWords(spec, { scenario })} ${conditionWords(spec, null)}`.slice(0, ALERT_NAME_MAX);
}
