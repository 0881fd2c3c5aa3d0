'use client';

import { lazy, useCallback, useMemo, useState, type ReactNode } from 'react';

import type { EvidenceBook } from '#lib/charts/figure-evidence.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import type { LinkPin } from '#lib/core/link/pin.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import type { NoteKind } from '#lib/core/notes/types.ts';

import { NotesProvider } from '../_notes/NotesProvider.tsx';
import type { NoteTarget } from '../_notes/notes-context.ts';
import { NotesSection } from '../_notes/NotesSection.tsx';
import { headerTools, usePageTools } from '../_hooks/use-page-tools.ts';
import { EvidenceContext } from './evidence-context.ts';
import { KeptContext, type TellKept } from './kept-context.ts';
import styles from './page.module.css';
import { PageFoot } from './PageFoot.tsx';
import { PinContext } from './pin-context.ts';
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
  /** Says what the page is pinned to; left out where a page has no pinned links. */
  readonly pinNote?: ReactNode;
  /** Of the draws on the page; left out where nothing is drawn. */
  readonly seed?: number | null;
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
  const pin = usePagePin(props);
  const tools = usePageTools(props.defaultEvidence, pin);
  const { evidenceKey } = tools;
  // Those of the next address are others, and are shown again.
  const [dismissed, setDismissed] = useState<readonly LinkFault[] | null>(null);
  const [kept, tellKept] = useKept(props.kept);

  return (
    <EvidenceContext value={tools.openEvidence}>
      <TablesContext value={tools.tables}>
        <NotesProvider path={path} title={props.title} target={props.note} kind={props.noteKind}>
          <PageHeader {...props} kept={kept} {...headerTools(tools)} />
          <main className={styles['main']} id="content">
            {props.pinNote}
            <RefusedPanel
              faults={faults === dismissed ? [] : faults}
              onDismiss={() => {
                setDismissed(faults);
                window.history.replaceState(null, '', `${path}${writeLink(kept, linkedAsOf(asOf))}`);
              }}
            />
            <PinContext value={pin}>
              <KeptContext value={tellKept}>{props.children}</KeptContext>
            </PinContext>
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

type PinnableProps = Pick<PageFrameProps, 'asOf' | 'dataVersion' | 'pinNote' | 'seed'>;

/** What a pinned link to the figures on screen says; null where the page has none. */
function usePagePin({ asOf, dataVersion, pinNote, seed = null }: PinnableProps): LinkPin | null {
  const hasPins = pinNote !== undefined;
  return useMemo(
    () => (hasPins ? { asOf, dataVersion, modelVersion: MODEL_VERSION, seed } : null),
    [hasPins, asOf, dataVersion, seed],
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
