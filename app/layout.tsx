import type { Metadata, Viewport } from 'next';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import { cookies, headers } from 'next/headers';
import { connection } from 'next/server';
import type { ReactNode } from 'react';

import { THEME_PARAM } from '#lib/contracts/embeds.ts';
import { isEmbedPath } from '#lib/http/content-security-policy.ts';
import { REQUESTED_PATH_HEADER } from '#lib/http/requested-path.ts';

import { currentSettings } from './_auth/current-settings.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Waterline', template: '%s · Waterline' },
  description:
    'How much HBM revenue is at risk if algorithms need less memory, and when does cheaper use offset it.',
};

interface Appearance {
  /** Undefined: as the system has it. */
  readonly 'data-theme'?: 'light' | 'dark';
  /** Only for a member. */
  readonly 'data-member'?: true;
  readonly 'data-keys'?: 'on' | 'off';
}

/** What the first paint must know of the reader. An embed asks nothing of anybody: its address says the theme. */
async function readAppearance(): Promise<Appearance> {
  const [path = '', query] = ((await headers()).get(REQUESTED_PATH_HEADER) ?? '').split('?');
  if (isEmbedPath(path)) return themed(new URLSearchParams(query).get(THEME_PARAM));
  const { isMember, settings } = await currentSettings();
  const ofBrowser = (await cookies()).get('theme')?.value;
  const theme = themed(settings.theme === 'browser' ? ofBrowser : settings.theme);

  return isMember
    ? { ...theme, 'data-member': true, 'data-keys': settings.singleKeys ? 'on' : 'off' }
    : theme;
}

function themed(theme: string | null | undefined): Appearance {
  return theme === 'light' || theme === 'dark' ? { 'data-theme': theme } : {};
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfcfc' },
    { media: '(prefers-color-scheme: dark)', color: '#0d151b' },
  ],
};

/** Frame of every page. Dynamic on purpose: each answer carries its own nonce, so nothing may be prerendered. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  await connection();
  const appearance = await readAppearance();

  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      {...appearance}
      // Smooth within a page only: a new page starts at its top at once.
      data-scroll-behavior="smooth"
    >
      <body>{children}</body>
    </html>
  );
}
