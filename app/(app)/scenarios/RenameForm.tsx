'use client';

import { useEffect, useRef } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import { SCENARIO_NAME_MAX, type SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';
import styles from './saved.module.css';

interface RenameFormProps {
  readonly item: SavedScenarioItem;
  /** Null: the name stays. */
  readonly onDone: (name: string | null) => void;
}

/** The name of a scenario as a field; Esc leaves it as it was. */
export function RenameForm({ item, onDone }: RenameFormProps) {
  const sending = useSending();
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    ref.current?.select();
  }, []);
  return (
    <form
      className={styles['rename']}
      onSubmit={(event) => {
        event.preventDefault();
        const name = new FormData(event.currentTarget).get('name');
        sending.run<SavedScenarioItem>(
          () => sendJson('PATCH', `/api/v1/scenarios/${item.id}`, { version: item.version, name }),
          (renamed) => {
            onDone(renamed.name);
          },
        );
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone(null);
      }}
    >
      <input
        ref={ref}
        name="name"
        aria-label={`New name of ${item.name}`}
        defaultValue={item.name}
        required
        maxLength={SCENARIO_NAME_MAX}
        autoComplete="off"
      />
      <button type="submit" className={controls['button']} disabled={sending.isBusy}>
        Rename
      </button>
      <FormFailure failure={sending.failure} />
    </form>
  );
}
