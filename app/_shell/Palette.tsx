'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useId, useRef, useState, type KeyboardEvent } from 'react';

import { rankEntries } from '#lib/charts/palette/rank-entries.ts';

import { Providers } from '../providers.tsx';
import { Drawer } from '../_ui/Drawer.tsx';
import styles from './Palette.module.css';
import { usePaletteChoices, type PaletteAction } from './use-palette-choices.ts';

interface PaletteProps {
  /** Whether somebody is signed in, who may have scenarios. */
  readonly isMember: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** One field that opens any page, company, technique, model and scenario by a part of its name. */
export function Palette({ isMember, isOpen, onClose }: PaletteProps) {
  return (
    <Drawer title="Go to" place="centre" isOpen={isOpen} onClose={onClose}>
      <Providers>
        <Finder isMember={isMember} onClose={onClose} />
      </Providers>
    </Drawer>
  );
}

/** A combobox with a list, as WAI-ARIA describes it: the focus stays in the field, the arrows move the choice. */
function Finder({ isMember, onClose }: Pick<PaletteProps, 'isMember' | 'onClose'>) {
  const router = useRouter();
  const listId = useId();
  const list = useRef<HTMLUListElement>(null);
  const { choices, absence } = usePaletteChoices(isMember);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const shown = rankEntries(choices, typed);
  const current = Math.min(at, shown.length - 1);
  const move = (to: number): void => {
    const next = (to + shown.length) % shown.length;
    setAt(next);
    list.current?.querySelector(`[data-index="${String(next)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (choice: PaletteAction | undefined): void => {
    if (choice === undefined) return;
    onClose();
    if (choice.run === null) router.push(choice.href as Route);
    else choice.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => {
        move(current + 1);
      },
      ArrowUp: () => {
        move(current - 1);
      },
      Enter: () => {
        choose(shown[current]);
      },
    };
    const act = moves[event.key];
    if (act === undefined || shown.length === 0) return;
    event.preventDefault();
    act();
  };
  return (
    <>
      <input
        className={styles['field']}
        type="text"
        role="combobox"
        aria-label="Page, company, technique, model or scenario"
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown.length === 0 ? undefined : optionId(listId, current)}
        placeholder="Page, ticker, technique, model …"
        autoComplete="off"
        spellCheck={false}
        ref={focusWhenShown}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul ref={list} className={styles['list']} id={listId} role="listbox" aria-label="What fits">
        {shown.map((choice, index) => (
          <li
            key={choice.id}
            id={optionId(listId, index)}
            role="option"
            aria-selected={index === current}
            data-index={index}
            className={styles['option']}
            onClick={() => {
              choose(choice);
            }}
          >
            <span className={styles['title']}>{choice.title}</span>
            <span className={styles['detail']}>{describe(choice)}</span>
          </li>
        ))}
      </ul>
      <p className={styles['said']} role="status">
        {shown.length === 0 ? 'Nothing has this in its name.' : (absence ?? '')}
      </p>
    </>
  );
}

/** A dialog that opens gives the focus to what has this attribute, which React does not write. */
function focusWhenShown(field: HTMLInputElement | null): void {
  field?.setAttribute('autofocus', '');
}

function optionId(listId: string, index: number): string {
  return `${listId}-${String(index)}`;
}

function describe({ group, code, detail }: PaletteAction): string {
  return [group, code, detail].filter((part) => part !== '').join(' · ');
}
