import type { Metadata, Viewport } from 'next';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import { cookies, headers } from 'next/headers';
import { connection } from 'next/server';
import type { ReactNode } from 'react';

import { THEME_PARAM } from '#lib/contracts/embeds.ts';
import { isEmbedPath } from '#lib/http/content-security-policy.ts';
import { REQUESTED_PATH_HEADER } from '#lib/http/requested-path.ts';

import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Waterline', template: '%s · Waterline' },
  description:
    'How much HBM revenue is at risk if algorithms need less memory, and when does cheaper use offset it.',
};

/** As the reader chose it; an embed reads no cookie, its address says it. Undefined: as the system has it. */
async function readTheme(): Promise<'light' | 'dark' | undefined> {
  const [path = '', query] = ((await headers()).get(REQUESTED_PATH_HEADER) ?? '').split('?');
  const theme = isEmbedPath(path)
    ? new URLSearchParams(query).get(THEME_PARAM)
    : (await cookies()).get('theme')?.value;

  return theme === 'light' || theme === 'dark' ? theme : undefined;
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
  const chosen = await readTheme();

  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-theme={chosen}
      // Smooth within a page only: a new page starts at its top at once.
      data-scroll-behavior="smooth"
    >
      <body>{children}</body>
    </html>
  );
}
