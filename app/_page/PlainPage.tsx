import type { ReactNode } from 'react';

import { ThemeSwitch } from '../_shell/ThemeSwitch.tsx';
import page from './page.module.css';
import header from './PageHeader.module.css';
import { PlainKeys } from './PlainKeys.tsx';

/** A page about people, not about figures: it has a title and no date. */
export function PlainPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <header className={header['header']} id="top">
        <h1 className={header['title']}>{title}</h1>
        <div className={header['freshness']} />
        <div className={header['tools']}>
          <ThemeSwitch />
          <PlainKeys />
        </div>
      </header>
      <main className={page['main']} id="content">
        {children}
      </main>
    </>
  );
}
