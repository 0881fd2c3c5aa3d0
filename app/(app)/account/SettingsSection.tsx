'use client';

import { useState, type ReactNode } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import type { Settings, SettingsChange } from '#lib/contracts/accounts/settings.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import { setShortcutsHere } from '../../_hooks/use-shortcuts.ts';
import section from '../../_page/section.module.css';
import { showTheme } from '../../_shell/ThemeSwitch.tsx';
import controls from '../../_ui/controls.module.css';
import styles from './settings.module.css';

interface SettingsSectionProps {
  readonly settings: Settings;
  /** The member's own, by name. */
  readonly scenarios: readonly { readonly id: string; readonly name: string }[];
}

/** How Waterline looks and behaves for this member; each change is kept at once. */
export function SettingsSection({ settings, scenarios }: SettingsSectionProps) {
  const [kept, setKept] = useState(settings);
  const [said, setSaid] = useState('');
  const sending = useSending();
  const change = (part: SettingsChange): void => {
    setSaid('');
    sending.run(
      () => sendJson<Settings>('PATCH', '/api/v1/me/settings', part),
      (now) => {
        setKept(now);
        if (part.theme !== undefined) showTheme(now.theme);
        if (part.singleKeys !== undefined) setShortcutsHere(now.singleKeys);
        setSaid('Kept.');
      },
    );
  };
  const select = <Name extends 'theme' | 'currency' | 'changesSince'>(
    name: Name,
    label: string,
    choices: readonly (readonly [Settings[Name], string])[],
  ): ReactNode => (
    <label className={controls['field']}>
      {label}
      <select
        value={kept[name]}
        disabled={sending.isBusy}
        onChange={(event) => {
          change({ [name]: event.currentTarget.value });
        }}
      >
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <section className={section['section']} aria-labelledby="settings-title">
      <h2 id="settings-title">Settings</h2>
      <div className={styles['fields']}>
        {select('theme', 'Theme', [
          ['browser', 'as each browser has it'],
          ['light', 'light'],
          ['dark', 'dark'],
        ])}
        {select('currency', 'Accounts of companies open in', [
          ['native', 'their own currency'],
          ['usd', 'US dollars'],
        ])}
        {select('changesSince', 'What changed is told since', [
          ['month', 'thirty days ago'],
          ['monday', 'the week began, on Monday'],
          ['sunday', 'the week began, on Sunday'],
        ])}
        <label className={controls['field']}>
          The navigation opens pages with
          <select
            value={kept.startScenarioId ?? ''}
            disabled={sending.isBusy}
            onChange={(event) => {
              change({ startScenarioId: event.currentTarget.value || null });
            }}
          >
            <option value="">the base scenario</option>
            {scenarios.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label className={styles['choice']}>
        <input
          type="checkbox"
          checked={kept.singleKeys}
          disabled={sending.isBusy}
          onChange={(event) => {
            change({ singleKeys: event.currentTarget.checked });
          }}
        />
        Single keys work (they can get in the way of speech input)
        <span className={people['muted']} role="status">
          {said}
        </span>
      </label>
      <FormFailure failure={sending.failure} />
      <p className={styles['note']}>
        {scenarios.length === 0 ? 'Scenarios that you save can be opened by the navigation. ' : ''}
        Ranges are the 80 % of draws in the middle, for everybody and everywhere: two people must not read two
        ranges under one name.
      </p>
    </section>
  );
}
