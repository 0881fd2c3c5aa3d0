'use client';

import { Icon } from '../_ui/Icon.tsx';
import styles from './tool.module.css';

const ONE_YEAR_SECONDS = 31_536_000;

/** Light or dark; the choice is a cookie, so that the server draws the next page in it without a flash. */
export function ThemeSwitch() {
  return (
    <button
      type="button"
      className={styles['tool']}
      onClick={switchTheme}
      aria-label="Switch between light and dark"
    >
      <Icon name="theme" />
    </button>
  );
}

/** Changes the theme of this browser. */
export function switchTheme(): void {
  const root = document.documentElement;
  const isDark =
    root.dataset['theme'] === undefined
      ? window.matchMedia('(prefers-color-scheme: dark)').matches
      : root.dataset['theme'] === 'dark';
  const next = isDark ? 'light' : 'dark';
  root.dataset['theme'] = next;
  document.cookie = `theme=${next}; path=/; max-age=${String(ONE_YEAR_SECONDS)}; samesite=lax`;
}
