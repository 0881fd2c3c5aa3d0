'use client';

import { lazy, type ReactNode } from 'react';

import type { PageTools } from '../_hooks/use-page-tools.ts';
import { Lazily } from '../_ui/Lazily.tsx';
import styles from './page.module.css';

const HelpDialog = lazy(async () => ({ default: (await import('./HelpDialog.tsx')).HelpDialog }));

interface PageFootProps {
  readonly tools: PageTools;
  /** The page's drawer of evidence, mounted when it is first wanted. */
  readonly children: ReactNode;
}

/** Status line, drawer and help of a page. */
export function PageFoot({ tools, children }: PageFootProps) {
  return (
    <>
      <p className={styles['status']} role="status">
        {tools.said}
      </p>
      <Lazily isWanted={tools.evidenceKey !== null}>{children}</Lazily>
      <Lazily isWanted={tools.isHelpOpen}>
        <HelpDialog isOpen={tools.isHelpOpen} onClose={tools.closeHelp} />
      </Lazily>
    </>
  );
}
