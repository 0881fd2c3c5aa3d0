'use client';

import type { Settings } from '#lib/contracts/accounts/settings.ts';

import { Icon } from '../_ui/Icon.tsx';
import { keepSetting } from './own-settings.ts';
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

/** Changes the theme, in this browser and for the member who reads in it. */
export function switchTheme(): void {
  const root = document.documentElement;
  const isDark =
    root.dataset['theme'] === undefined
      ? window.matchMedia('(prefers-color-scheme: dark)').matches
      : root.dataset['theme'] === 'dark';
  const next = isDark ? 'light' : 'dark';
  showTheme(next);
  void keepSetting({ theme: next });
}

/** Shows a theme in this browser; `browser` takes back what was chosen in it. */
export function showTheme(theme: Settings['theme']): void {
  const { dataset } = document.documentElement;
  const isChosen = theme !== 'browser';
  if (isChosen) dataset['theme'] = theme;
  else delete dataset['theme'];
  const age = isChosen ? ONE_YEAR_SECONDS : 0;
  document.cookie = `theme=${theme}; path=/; max-age=${String(age)}; samesite=lax`;
}
