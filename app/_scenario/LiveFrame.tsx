'use client';

import { lazy, useMemo, type ReactNode } from 'react';

import type { LiveModel } from '#lib/charts/live-model.ts';
import type { ScenarioControl } from '#lib/charts/scenario-controls.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { LinkPin } from '#lib/core/link/pin.ts';
import { seedOf } from '#lib/core/uncertainty/seed-of.ts';

import { NotesProvider } from '../_notes/NotesProvider.tsx';
import { NotesSection } from '../_notes/NotesSection.tsx';
import type { LivePageState } from '../_hooks/use-live-page.ts';
import { headerTools, usePageTools } from '../_hooks/use-page-tools.ts';
import { EvidenceContext } from '../_page/evidence-context.ts';
import { Figures } from '../_page/Figures.tsx';
import { Headline } from '../_page/Headline.tsx';
import styles from '../_page/page.module.css';
import { PageFoot } from '../_page/PageFoot.tsx';
import { PinContext } from '../_page/pin-context.ts';
import { PageHeader } from '../_page/PageHeader.tsx';
import { RefusedPanel } from '../_page/RefusedPanel.tsx';
import { TablesContext } from '../_page/tables-context.ts';
import { ScenarioBar } from './ScenarioBar.tsx';

const FigureDrawer = lazy(async () => ({
  default: (await import('../_page/FigureDrawer.tsx')).FigureDrawer,
}));

interface LiveFrameProps<View> {
  readonly title: string;
  readonly path: string;
  readonly asOf: string;
  readonly dataVersion: number;
  readonly controls: readonly ScenarioControl[];
  /** What the address holds beside the date. */
  readonly kept: readonly (readonly [string, string])[];
  readonly freshness: ReactNode;
  /** Says what the page is pinned to. */
  readonly pinNote: ReactNode;
  readonly defaultEvidence: string;
  readonly live: LivePageState<View, LiveModel>;
  readonly children: ReactNode;
}

/** Header, scenario bar, headline, key figures and evidence around the charts of a live page. */
export function LiveFrame<View>(props: LiveFrameProps<View>) {
  const { title, path, asOf, dataVersion, live } = props;
  const { model, link } = live;
  const seed = seedOf(link.pin);
  const pin = useMemo(
    (): LinkPin => ({ asOf, dataVersion, modelVersion: MODEL_VERSION, seed }),
    [asOf, dataVersion, seed],
  );
  const tools = usePageTools(props.defaultEvidence, pin);
  const { evidenceKey } = tools;
  return (
    <EvidenceContext value={tools.openEvidence}>
      <TablesContext value={tools.tables}>
        <NotesProvider path={path} title={title}>
          <PageHeader
            title={title}
            path={path}
            asOf={asOf}
            kept={props.kept}
            freshness={props.freshness}
            {...headerTools(tools)}
          />
          <ScenarioBar
            controls={props.controls}
            scenario={link.scenario}
            ranges={link.ranges}
            asOf={asOf}
            saved={{
              scenario: link.scenario,
              ranges: link.ranges,
              asOf,
              isPinned: link.asOf !== null || link.pin !== null,
            }}
            onChange={live.setInputs}
          />
          <main className={styles['main']} id="content">
            {props.pinNote}
            <RefusedPanel of="scenario" faults={live.allFaults} onDismiss={live.dismissFaults} />
            {live.failure === null ? null : <LiveFailure message={live.failure} retry={live.retry} />}
            <Headline parts={model.headline} note={model.note} isPending={live.isPending} />
            <Figures figures={model.figures} />
            <PinContext value={pin}>{props.children}</PinContext>
            <NotesSection />
          </main>
          <PageFoot tools={tools}>
            <FigureDrawer
              figure={evidenceKey}
              evidence={evidenceKey === null ? null : (model.evidence[evidenceKey] ?? null)}
              isOpen={evidenceKey !== null}
              onClose={tools.closeEvidence}
              asOf={asOf}
              dataVersion={dataVersion}
            />
          </PageFoot>
        </NotesProvider>
      </TablesContext>
    </EvidenceContext>
  );
}

function LiveFailure({ message, retry }: { readonly message: string; readonly retry: () => void }) {
  return (
    <p className={styles['failure']} role="alert">
      The live model could not run; ranges may be missing. {message}{' '}
      <button type="button" onClick={retry}>
        Try again
      </button>
    </p>
  );
}
