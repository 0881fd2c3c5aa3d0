'use client';

import Link from 'next/link';
import { useEffect, useId, useRef, useState } from 'react';

import { sendJson, type Sent } from '#lib/client/send-json.ts';
import {
  SCENARIO_NAME_MAX,
  SCENARIO_NOTE_MAX,
  type SavedScenarioItem,
} from '#lib/contracts/scenarios/saved-scenarios.ts';
import type { OwnRange } from '#lib/core/exposure/own-ranges.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';

import { Field } from '../_auth/Field.tsx';
import { FormFailure } from '../_auth/FormFailure.tsx';
import { useSending } from '../_auth/use-sending.ts';
import controls from '../_ui/controls.module.css';
import { alertLink } from '../_ui/alert-link.ts';
import { Drawer } from '../_ui/Drawer.tsx';
import styles from './SaveDialog.module.css';

/** What the page shows and would be kept. */
export interface SavableScenario {
  readonly scenario: ExposureScenario;
  readonly ranges: readonly OwnRange[];
  /** The date that the page speaks of. */
  readonly asOf: string;
  /** Whether the address names that date. */
  readonly isPinned: boolean;
}

export interface SaveDialogProps {
  readonly saved: SavableScenario;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

type Existing = Sent<{ readonly items: readonly SavedScenarioItem[] }>;

/** Keeps the scenario of the page under a new name, or as the next version of one that is kept already. */
export function SaveDialog({ saved, isOpen, onClose }: SaveDialogProps) {
  return (
    <Drawer title="Save the scenario" place="side" isOpen={isOpen} onClose={onClose}>
      <SaveForm saved={saved} />
    </Drawer>
  );
}

function SaveForm({ saved }: { readonly saved: SavableScenario }) {
  const existing = useExisting();
  const [done, setDone] = useState<SavedScenarioItem | null>(null);
  if (existing === null) return <p role="status">Reading your scenarios …</p>;
  if (!existing.ok) {
    return existing.status === 401 ? <SignInFirst /> : <p role="alert">{existing.detail}</p>;
  }
  if (done !== null) return <Done item={done} />;
  return <SaveFields saved={saved} items={existing.value.items} onDone={setDone} />;
}

/** The scenarios that the member has; null while they are read. */
function useExisting(): Existing | null {
  const [existing, setExisting] = useState<Existing | null>(null);
  useEffect(() => {
    let isGone = false;
    void sendJson<{ readonly items: readonly SavedScenarioItem[] }>('GET', '/api/v1/scenarios').then(
      (sent) => {
        if (!isGone) setExisting(sent);
      },
    );
    return () => {
      isGone = true;
    };
  }, []);
  return existing;
}

function SignInFirst() {
  const { pathname, search } = window.location;
  return (
    <p>
      Scenarios are kept for members.{' '}
      <a href={`/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`}>Sign in</a> and you come back
      here, with what is set.
    </p>
  );
}

function Done({ item }: { readonly item: SavedScenarioItem }) {
  const next = useRef<HTMLAnchorElement>(null);
  // The form that had the focus is gone; the next step takes it.
  useEffect(() => {
    next.current?.focus();
  }, []);
  return (
    <>
      <p role="status">
        “{item.name}” is saved, version {item.version}. <Link href="/scenarios">Your scenarios</Link> has all
        of yours.
      </p>
      <p>
        <Link ref={next} href={alertLink({ kind: 'net-sign', scenarioId: item.id })}>
          Set an alert: net effect changes sign
        </Link>
      </p>
    </>
  );
}

interface SaveFieldsProps {
  readonly saved: SavableScenario;
  readonly items: readonly SavedScenarioItem[];
  readonly onDone: (item: SavedScenarioItem) => void;
}

function SaveFields({ saved, items, onDone }: SaveFieldsProps) {
  const sending = useSending();
  const ids = { as: useId(), note: useId() };
  const [into, setInto] = useState('');
  const target = items.find(({ id }) => id === into) ?? null;
  const send = (form: HTMLFormElement): void => {
    const data = new FormData(form);
    const content = {
      scenario: saved.scenario,
      ranges: saved.ranges.map(({ id, low, high, reason }) => ({ id, low, high, reason: reason ?? null })),
      asOf: data.get('isPinned') === null ? null : saved.asOf,
      note: data.get('note'),
    };
    sending.run<SavedScenarioItem>(
      () =>
        target === null
          ? sendJson('POST', '/api/v1/scenarios', { ...content, name: data.get('name') })
          : sendJson('PATCH', `/api/v1/scenarios/${target.id}`, { ...content, version: target.version }),
      onDone,
    );
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      {items.length === 0 ? null : (
        <div className={controls['field']}>
          <label htmlFor={ids.as}>Save as</label>
          <select
            id={ids.as}
            value={into}
            onChange={(event) => {
              setInto(event.currentTarget.value);
            }}
          >
            <option value="">a new scenario</option>
            {items.map(({ id, name, version }) => (
              <option key={id} value={id}>
                {`version ${String(version + 1)} of ${name}`}
              </option>
            ))}
          </select>
        </div>
      )}
      {target === null ? (
        <Field
          label="Name"
          name="name"
          required
          maxLength={SCENARIO_NAME_MAX}
          autoComplete="off"
          fault={sending.failure?.byField['name']}
        />
      ) : null}
      <div className={controls['field']}>
        <label htmlFor={ids.note}>Note, if you like</label>
        <textarea
          key={into}
          id={ids.note}
          className={styles['note']}
          name="note"
          rows={3}
          maxLength={SCENARIO_NOTE_MAX}
          defaultValue={target?.note ?? ''}
        />
      </div>
      <label className={styles['choice']}>
        <input type="checkbox" name="isPinned" defaultChecked={saved.isPinned} />
        Hold it at what was known on {saved.asOf}
      </label>
      <button type="submit" className={controls['button']} disabled={sending.isBusy}>
        {target === null ? 'Save' : `Save as version ${String(target.version + 1)}`}
      </button>
      <FormFailure failure={sending.failure} fields={['name']} />
    </form>
  );
}
