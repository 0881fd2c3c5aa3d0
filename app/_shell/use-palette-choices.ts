'use client';

import { useQuery } from '@tanstack/react-query';
import { useContext } from 'react';

import type { PaletteChoice } from '#lib/charts/palette/rank-entries.ts';
import { sendJson } from '#lib/client/send-json.ts';
import type { PaletteBody } from '#lib/contracts/palette.ts';
import type { Watchlists } from '#lib/contracts/watchlists/watchlists.ts';
import type { SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';

import { PAGE_KEYS } from '../_page/page-keys.ts';
import { StartContext, withScenarioOf } from './start-context.ts';
import { switchTheme } from './ThemeSwitch.tsx';

/** A choice with what it does: opens `href`, or runs. */
export interface PaletteAction extends PaletteChoice {
  readonly href: string;
  readonly run: (() => void) | null;
}

const OTHER_PAGES: readonly (readonly [name: string, path: string])[] = [
  ['Import', '/import'],
  ['Export', '/export'],
  ['Account', '/account'],
  ['Admin', '/admin'],
];

function listPages(startQuery: string): readonly PaletteAction[] {
  return [
    ...PAGE_KEYS.map(([letter, name, path]) =>
      page(name, withScenarioOf(path, startQuery, window.location), `g ${letter}`),
    ),
    ...OTHER_PAGES.map(([name, path]) => page(name, path, '')),
  ];
}

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
  const own = useQuery({ queryKey: ['own-things'], queryFn: readOwn, staleTime: 0, enabled: isMember });
  const startQuery = useContext(StartContext);

  return {
    choices: [...listPages(startQuery), ...(own.data ?? []), ...(named.data ?? []), ...ACTIONS],
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

/** Scenarios and watchlists of the member; what cannot be read now is left out. */
async function readOwn(): Promise<readonly PaletteAction[]> {
  const [scenarios, lists] = await Promise.all([readOwnScenarios(), readOwnLists()]);

  return [...lists, ...scenarios];
}

async function readOwnLists(): Promise<readonly PaletteAction[]> {
  const sent = await sendJson<Watchlists>('GET', '/api/v1/watchlists');

  if (!sent.ok) return [];
  const { items, sharedWithMe } = sent.value;
  const toAction = (id: string, title: string, group: string, detail: string): PaletteAction => ({
    ...{ id: `watchlist ${id}`, group, code: '', title, detail },
    href: `/watchlists?list=${id}`,
    run: null,
  });

  return [
    ...items.map(({ id, name }) => toAction(id, name, 'Your watchlist', '')),
    ...sharedWithMe.map(({ id, name, ownerName }) => toAction(id, name, 'Watchlist', `of ${ownerName}`)),
  ];
}

async function readOwnScenarios(): Promise<readonly PaletteAction[]> {
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
