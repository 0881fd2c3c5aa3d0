'use client';

import { lazy, useCallback, useState, type ReactNode } from 'react';

import type { EvidenceBook } from '#lib/charts/figure-evidence.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import type { NoteKind } from '#lib/core/notes/types.ts';

import { NotesProvider } from '../_notes/NotesProvider.tsx';
import type { NoteTarget } from '../_notes/notes-context.ts';
import { NotesSection } from '../_notes/NotesSection.tsx';
import { usePageTools } from '../_hooks/use-page-tools.ts';
import { EvidenceContext } from './evidence-context.ts';
import { KeptContext, type TellKept } from './kept-context.ts';
import styles from './page.module.css';
import { PageFoot } from './PageFoot.tsx';
import { PageHeader } from './PageHeader.tsx';
import { RefusedPanel } from './RefusedPanel.tsx';
import { TablesContext } from './tables-context.ts';

const FigureDrawer = lazy(async () => ({ default: (await import('./FigureDrawer.tsx')).FigureDrawer }));

interface PageFrameProps {
  readonly title: string;
  /** Address of the page without query. */
  readonly path: string;
  readonly asOf: string;
  readonly dataVersion: number;
  /** What the address holds beside the date. */
  readonly kept: readonly (readonly [string, string])[];
  readonly freshness: ReactNode;
  /** False where the page always speaks of today. */
  readonly hasDate?: boolean;
  /** What else the header offers. */
  readonly tool?: ReactNode;
  /** What notes of this page stand on; the page itself when left out. */
  readonly note?: NoteTarget;
  /** A kind of which things with notes of their own stand on the page. */
  readonly noteKind?: NoteKind;
  readonly faults: readonly LinkFault[];
  readonly evidence: EvidenceBook;
  /** Evidence that the full stop opens when no figure has the focus. */
  readonly defaultEvidence: string;
  readonly children: ReactNode;
}

/** Header, keys, evidence drawer and status line around a page's own content. */
export function PageFrame(props: PageFrameProps) {
  const { path, asOf, evidence, faults } = props;
  const tools = usePageTools(props.defaultEvidence);
  const { evidenceKey } = tools;
  // Those of the next address are others, and are shown again.
  const [dismissed, setDismissed] = useState<readonly LinkFault[] | null>(null);
  const [kept, tellKept] = useKept(props.kept);

  return (
    <EvidenceContext value={tools.openEvidence}>
      <TablesContext value={tools.tables}>
        <NotesProvider path={path} title={props.title} target={props.note} kind={props.noteKind}>
          <PageHeader {...props} kept={kept} onCopyLink={tools.copyLink} onHelp={tools.openHelp} />
          <main className={styles['main']} id="content">
            <RefusedPanel
              faults={faults === dismissed ? [] : faults}
              onDismiss={() => {
                setDismissed(faults);
                window.history.replaceState(null, '', `${path}${writeLink(kept, linkedAsOf(asOf))}`);
              }}
            />
            <KeptContext value={tellKept}>{props.children}</KeptContext>
            <NotesSection target={props.note} />
          </main>
          <PageFoot tools={tools}>
            <FigureDrawer
              figure={evidenceKey}
              evidence={evidenceKey === null ? null : (evidence[evidenceKey] ?? null)}
              isOpen={evidenceKey !== null}
              onClose={tools.closeEvidence}
              asOf={asOf}
              dataVersion={props.dataVersion}
            />
          </PageFoot>
        </NotesProvider>
      </TablesContext>
    </EvidenceContext>
  );
}

type Kept = PageFrameProps['kept'];

/** What the address holds: as the server read it, until a part of the page says otherwise. */
function useKept(read: Kept): readonly [Kept, TellKept] {
  const [told, setTold] = useState({ since: read, kept: read });
  const tellKept = useCallback(
    (kept: Kept) => {
      setTold({ since: read, kept });
    },
    [read],
  );
  return [told.since === read ? told.kept : read, tellKept];
}

/** The date, where the address asks for it; null for a page of today and for a date that was refused. */
function linkedAsOf(asOf: string): string | null {
  return new URLSearchParams(window.location.search).get('asOf') === asOf ? asOf : null;
}
