'use client';

import { useState } from 'react';

import { embedAddress, embedCode } from '#lib/charts/embed-code.ts';
import { EMBED_THEMES, type EMBEDS } from '#lib/contracts/embeds.ts';
import type { LinkPin } from '#lib/core/link/pin.ts';

import controls from '../_ui/controls.module.css';
import { Drawer } from '../_ui/Drawer.tsx';
import styles from './EmbedDialog.module.css';

interface EmbedDialogProps {
  /** At least one. */
  readonly charts: readonly (typeof EMBEDS)[number][];
  readonly pin: LinkPin;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The tag of an iframe for a chart of the page as it is now. */
export function EmbedDialog({ charts, pin, isOpen, onClose }: EmbedDialogProps) {
  return (
    <Drawer title="Embed" place="centre" isOpen={isOpen} onClose={onClose}>
      <EmbedForm charts={charts} pin={pin} />
    </Drawer>
  );
}

function EmbedForm({ charts, pin }: Pick<EmbedDialogProps, 'charts' | 'pin'>) {
  const [chart, setChart] = useState<string>(charts[0]?.chart ?? '');
  const [isPinned, setIsPinned] = useState(true);
  const [theme, setTheme] = useState('');
  const [said, setSaid] = useState('');
  const choice = {
    href: window.location.href,
    chart,
    name: charts.find((one) => one.chart === chart)?.name ?? chart,
    theme: EMBED_THEMES.find((one) => one === theme) ?? null,
    pin: isPinned ? pin : null,
  };
  const code = embedCode(choice);
  const copy = (): void => {
    void navigator.clipboard.writeText(code).then(
      () => {
        setSaid('Copied.');
      },
      () => {
        setSaid('The browser did not allow copying; take it from the field.');
      },
    );
  };
  return (
    <div className={styles['form']}>
      <div className={styles['choices']}>
        <Choice
          label="Chart"
          value={chart}
          choices={charts.map((one) => [one.chart, one.name])}
          onChange={setChart}
        />
        <Choice
          label="Figures"
          value={isPinned ? 'pinned' : 'live'}
          choices={[
            ['pinned', `pinned to data version ${String(pin.dataVersion)}`],
            ['live', 'live: they move with the facts'],
          ]}
          onChange={(value) => {
            setIsPinned(value === 'pinned');
          }}
        />
        <Choice
          label="Theme"
          value={theme}
          choices={[['', 'as the reader’s system'], ...EMBED_THEMES.map((one) => [one, one] as const)]}
          onChange={setTheme}
        />
      </div>
      <label className={styles['label']}>
        Tag for the other page
        <textarea className={styles['code']} readOnly rows={5} value={code} spellCheck={false} />
      </label>
      <p className={styles['tools']}>
        <button type="button" className={controls['button']} onClick={copy}>
          Copy
        </button>
        <a href={embedAddress(choice)} target="_blank" rel="noopener">
          See it alone
        </a>
        <span role="status">{said}</span>
      </p>
      <p className={styles['note']}>
        The frame sets and reads no cookie, says whether it is live or pinned and links back. It shows figures
        only where this Waterline can be read without signing in.
      </p>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, choices, onChange }: ChoiceProps) {
  return (
    <label className={styles['label']}>
      {label}
      <select
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      >
        {choices.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
