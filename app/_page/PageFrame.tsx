'use client';

import { lazy, useCallback, useMemo, useState, type ReactNode } from 'react';

import type { EvidenceBook } from '#lib/charts/figure-evidence.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';

import { useGoKeys } from '../_hooks/use-go-keys.ts';
import { useShortcuts } from '../_hooks/use-shortcuts.ts';
import { Lazily } from '../_ui/Lazily.tsx';
import { EvidenceContext } from './evidence-context.ts';
import { PAGE_KEYS } from './page-keys.ts';
import styles from './page.module.css';
import { PageHeader } from './PageHeader.tsx';
import { RefusedPanel } from './RefusedPanel.tsx';
import { TablesContext } from './tables-context.ts';
import { useCopyLink } from './use-copy-link.ts';

const FigureDrawer = lazy(async () => ({ default: (await import('./FigureDrawer.tsx')).FigureDrawer }));
const HelpDialog = lazy(async () => ({ default: (await import('./HelpDialog.tsx')).HelpDialog }));

interface PageFrameProps {
  readonly title: string;
  /** Address of the page without query. */
  readonly path: string;
  readonly asOf: string;
  readonly dataVersion: number;
  /** What the address holds beside the date. */
  readonly kept: readonly (readonly [string, string])[];
  readonly freshness: ReactNode;
  readonly faults: readonly LinkFault[];
  readonly evidence: EvidenceBook;
  /** Evidence that the full stop opens when no figure has the focus. */
  readonly defaultEvidence: string;
  readonly children: ReactNode;
}

/** Header, keys, evidence drawer and status line around a page's own content. */
export function PageFrame(props: PageFrameProps) {
  const { evidence, defaultEvidence, faults } = props;
  const [evidenceKey, setEvidenceKey] = useState<string | null>(null);
  const [areTablesOpen, setAreTablesOpen] = useState(false);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [areFaultsShown, setAreFaultsShown] = useState(true);
  const { said, copyLink } = useCopyLink();
  const openEvidence = useCallback((key: string) => {
    setEvidenceKey(key);
  }, []);
  const tables = useMemo(
    () => ({ isTableOpen: areTablesOpen, onTableOpenChange: setAreTablesOpen }),
    [areTablesOpen],
  );
  const openHelp = useCallback(() => {
    setIsHelpOpen(true);
  }, []);
  useShortcuts({
    '.': () => {
      setEvidenceKey(focusedEvidence() ?? defaultEvidence);
    },
    t: () => {
      setAreTablesOpen(!areTablesOpen);
    },
    y: copyLink,
    '?': openHelp,
  });
  useGoKeys(PAGE_KEYS);

  return (
    <EvidenceContext value={openEvidence}>
      <TablesContext value={tables}>
        <PageHeader {...props} onCopyLink={copyLink} onHelp={openHelp} />
        <main className={styles['main']} id="content">
          <RefusedPanel
            faults={areFaultsShown ? faults : []}
            onDismiss={() => {
              setAreFaultsShown(false);
              window.history.replaceState(null, '', addressOf(props));
            }}
          />
          {props.children}
        </main>
        <p className={styles['status']} role="status">
          {said}
        </p>
        <Lazily isWanted={evidenceKey !== null}>
          <FigureDrawer
            evidence={evidenceKey === null ? null : (evidence[evidenceKey] ?? null)}
            isOpen={evidenceKey !== null}
            onClose={() => {
              setEvidenceKey(null);
            }}
            asOf={props.asOf}
            dataVersion={props.dataVersion}
          />
        </Lazily>
        <Lazily isWanted={isHelpOpen}>
          <HelpDialog
            isOpen={isHelpOpen}
            onClose={() => {
              setIsHelpOpen(false);
            }}
          />
        </Lazily>
      </TablesContext>
    </EvidenceContext>
  );
}

/** The address with what was understood of it. */
function addressOf({ path, kept }: Pick<PageFrameProps, 'path' | 'kept'>): string {
  const query = new URLSearchParams(kept.map(([name, value]) => [name, value])).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Evidence of the figure under the focus; null when no figure has it. */
function focusedEvidence(): string | null {
  const holder = document.activeElement?.closest<HTMLElement>('[data-evidence]');
  return holder?.dataset['evidence'] ?? null;
}
