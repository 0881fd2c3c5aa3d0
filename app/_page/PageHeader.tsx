'use client';

import type { ReactNode } from 'react';

import type { LinkPin } from '#lib/core/link/pin.ts';

import { NoteButton } from '../_notes/NoteButton.tsx';
import { ThemeSwitch } from '../_shell/ThemeSwitch.tsx';
import toolStyles from '../_shell/tool.module.css';
import { Icon } from '../_ui/Icon.tsx';
import { EmbedButton } from './EmbedButton.tsx';
import styles from './PageHeader.module.css';

interface PageHeaderProps {
  readonly title: string;
  /** Address of the page without query. */
  readonly path: string;
  readonly asOf: string;
  /** What the address holds beside the date, so that another date keeps it. */
  readonly kept: readonly (readonly [string, string])[];
  readonly freshness: ReactNode;
  readonly hasDate?: boolean;
  readonly tool?: ReactNode;
  readonly onCopyLink: () => void;
  /** Null where the page has no pinned links. */
  readonly onCopyPinned: (() => void) | null;
  readonly onHelp: () => void;
  /** Pin of the figures on screen; null where the page has none. */
  readonly pin: LinkPin | null;
}

/** Name of the page, the as-of date and the page's tools. */
export function PageHeader({ title, freshness, hasDate = true, tool, ...rest }: PageHeaderProps) {
  const { onCopyLink, onCopyPinned, onHelp } = rest;
  return (
    <header className={styles['header']} id="top">
      <h1 className={styles['title']}>{title}</h1>
      {hasDate ? <DateForm {...rest} /> : null}
      <div className={styles['freshness']}>{freshness}</div>
      <div className={styles['tools']}>
        {tool}
        <NoteButton />
        <button
          type="button"
          className={toolStyles['tool']}
          onClick={onCopyLink}
          aria-label="Copy link to this page as it is"
          title="Copy link (y)"
        >
          <Icon name="link" />
        </button>
        {onCopyPinned === null ? null : (
          <button
            type="button"
            className={toolStyles['tool']}
            onClick={onCopyPinned}
            aria-label="Copy pinned link: it keeps these figures"
            title="Copy pinned link (Y)"
          >
            <Icon name="pin" />
          </button>
        )}
        <EmbedButton path={rest.path} pin={rest.pin} />
        <ThemeSwitch />
        <button
          type="button"
          className={toolStyles['tool']}
          onClick={onHelp}
          aria-label="Keys and help"
          title="Keys (?)"
        >
          <Icon name="help" />
        </button>
      </div>
    </header>
  );
}

function DateForm({ path, asOf, kept }: Pick<PageHeaderProps, 'path' | 'asOf' | 'kept'>) {
  return (
    <form className={styles['form']} action={path} method="get">
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className={styles['label']} htmlFor="as-of">
        as of
      </label>
      <input
        className={styles['date']}
        type="text"
        id="as-of"
        name="asOf"
        defaultValue={asOf}
        inputMode="numeric"
        pattern="\d{4}-\d{2}-\d{2}"
        title="A day as year-month-day, for example 2026-04-30"
        maxLength={10}
        autoComplete="off"
        required
      />
      <button type="submit" className={styles['submit']}>
        Show
      </button>
    </form>
  );
}
