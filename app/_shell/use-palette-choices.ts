'use client';

import { useQuery } from '@tanstack/react-query';

import type { PaletteChoice } from '#lib/charts/palette/rank-entries.ts';
import { sendJson } from '#lib/client/send-json.ts';
import type { PaletteBody } from '#lib/contracts/palette.ts';
import type { SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';

import { PAGE_KEYS } from '../_page/page-keys.ts';
import { switchTheme } from './ThemeSwitch.tsx';

/** A choice with what it does: opens `href`, or runs. */
export interface PaletteAction extends PaletteChoice {
  readonly href: string;
  readonly run: (() => void) | null;
}

const OTHER_PAGES: readonly (readonly [name: string, path: string])[] = [
  ['Health', '/health'],
  ['Import', '/import'],
  ['Export', '/export'],
  ['Account', '/account'],
  ['Admin', '/admin'],
];

const PAGES: readonly PaletteAction[] = [
  ...PAGE_KEYS.map(([letter, name, path]) => page(name, path, `g ${letter}`)),
  ...OTHER_PAGES.map(([name, path]) => page(name, path, '')),
];

const ACTIONS: readonly PaletteAction[] = [
  action('Copy link to this page', () => {
    void navigator.clipboard.writeText(window.location.href);
  }),
  action('Switch between light and dark', switchTheme),
];

const GROUPS = { company: 'Company', technique: 'Technique', model: 'Model', event: 'Event' } as const;
const FRESH_MS = 60_000;

/** Everything that the palette offers; pages at once, the rest as it comes. `absence` says what could not be read. */
export function usePaletteChoices(isMember: boolean): {
  readonly choices: readonly PaletteAction[];
  readonly absence: string | null;
} {
  const named = useQuery({ queryKey: ['palette'], queryFn: readNamed, staleTime: FRESH_MS });
  const own = useQuery({ queryKey: ['own-scenarios'], queryFn: readOwn, staleTime: 0, enabled: isMember });

  return {
    choices: [...PAGES, ...(own.data ?? []), ...(named.data ?? []), ...ACTIONS],
    absence: named.isError ? `Companies, techniques and models cannot be read. ${named.error.message}` : null,
  };
}

async function readNamed(): Promise<readonly PaletteAction[]> {
  const sent = await sendJson<PaletteBody>('GET', '/api/v1/palette');
  if (!sent.ok) throw new Error(sent.detail);

  return sent.value.items.map(({ kind, code, title, detail, href }) => ({
    ...{ id: `${kind} ${code}`, group: GROUPS[kind], code, title, detail, href },
    run: null,
  }));
}

async function readOwn(): Promise<readonly PaletteAction[]> {
  const sent = await sendJson<{ readonly items: readonly SavedScenarioItem[] }>('GET', '/api/v1/scenarios');

  return (sent.ok ? sent.value.items : []).map(({ id, name, link }) => ({
    ...{ id: `scenario ${id}`, group: 'Your scenario', code: '', title: name, detail: '' },
    href: link === '' ? '/exposure' : `/exposure?${link}`,
    run: null,
  }));
}

function page(name: string, href: string, code: string): PaletteAction {
  return { id: `page ${href}`, group: 'Page', code, title: name, detail: '', href, run: null };
}

function action(title: string, run: () => void): PaletteAction {
  return { id: `action ${title}`, group: 'Action', code: '', title, detail: '', href: '', run };
}
