'use client';

import { useDeferredValue, useMemo, type ReactNode } from 'react';

import { prepareOtherRows } from '#lib/charts/rebound/evidence-rows.ts';
import { prepareEvidenceStrip } from '#lib/charts/rebound/evidence-strip.ts';
import type { ReboundModel } from '#lib/charts/rebound/rebound-model.ts';
import type { ScenarioControl } from '#lib/charts/scenario-controls.ts';
import type { ElasticityEvidence } from '#lib/core/rebound/elasticity-evidence.ts';
import { encodeLiveLink, NO_VIEW } from '#lib/core/scenario/live-link.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useLivePage, type LiveOpening } from '../../_hooks/use-live-page.ts';
import { useTables } from '../../_page/tables-context.ts';
import { LiveFrame } from '../../_scenario/LiveFrame.tsx';
import { RunSize } from '../../_scenario/RunSize.tsx';
import { NamedTableSection } from './NamedTableSection.tsx';
import styles from './rebound.module.css';

interface ReboundPageProps {
  readonly opening: LiveOpening<null, ReboundModel>;
  readonly controls: readonly ScenarioControl[];
  readonly freshness: ReactNode;
  readonly pinNote: ReactNode;
  readonly evidence: ElasticityEvidence;
  readonly unknowns: ReactNode;
}

const load = async () => (await import('#lib/charts/rebound/rebound-engine.ts')).createReboundEngine;

/** The Rebound page: drawn by the server, then live in the browser from the same model. */
export function ReboundPage({ opening, controls, freshness, pinNote, evidence, unknowns }: ReboundPageProps) {
  const live = useLivePage({ opening, codec: NO_VIEW, load });
  const kept = new URLSearchParams(encodeLiveLink({ ...live.link, asOf: null }, opening.today, NO_VIEW));
  return (
    <LiveFrame
      title="Rebound"
      path="/rebound"
      asOf={opening.asOf}
      dataVersion={opening.dataVersion}
      controls={controls}
      kept={[...kept]}
      freshness={freshness}
      pinNote={pinNote}
      defaultEvidence="breakEven"
      live={live}
    >
      <ReboundBody
        model={live.model}
        evidence={evidence}
        runSize={<RunSize live={live} draws={live.model.draws} />}
      />
      {unknowns}
    </LiveFrame>
  );
}

interface ReboundBodyProps {
  readonly model: ReboundModel;
  readonly evidence: ElasticityEvidence;
  readonly runSize: ReactNode;
}

function ReboundBody({ model, evidence, runSize }: ReboundBodyProps) {
  const tables = useTables();
  // What lies below the fold may follow a dragged slider a frame later; sentence and main chart may not.
  const below = useDeferredValue(model);
  const strip = useMemo(() => prepareEvidenceStrip(evidence, below.marks), [evidence, below.marks]);
  const others = useMemo(() => prepareOtherRows(evidence), [evidence]);
  const { provenance } = below;
  const ofFile = { ...provenance, source: 'estimates as each row says, with their addresses' };
  return (
    <>
      <section className={styles['crossing']} aria-labelledby="crossing-title">
        <h2 className={styles['hidden']} id="crossing-title">
          Lost and regained
        </h2>
        <XyPlot model={model.crossing} provenance={model.provenance} heightPx={420} {...tables} />
        {runSize}
      </section>
      <div className={styles['pair']}>
        <section aria-labelledby="frontier-title">
          <h2 className={styles['hidden']} id="frontier-title">
            Break-even frontier
          </h2>
          <XyPlot model={below.frontier} provenance={provenance} heightPx={420} {...tables} />
        </section>
        <section id="evidence" aria-labelledby="evidence-title">
          <h2 className={styles['hidden']} id="evidence-title">
            Evidence
          </h2>
          {strip === null ? (
            <p className={styles['absent']}>No estimate of an elasticity was public by this date.</p>
          ) : (
            <BarPlot model={strip} provenance={ofFile} {...tables} />
          )}
        </section>
      </div>
      <section className={styles['section']} aria-labelledby="steps-title">
        <h2 id="steps-title">If the saving came in one step</h2>
        {below.steps === null ? (
          <p className={styles['absent']}>Nothing is saved, so there is nothing to pay back.</p>
        ) : (
          <NamedTableSection named={below.steps} provenance={provenance} />
        )}
        <NamedTableSection named={below.claims} provenance={provenance} />
      </section>
      {below.levers === null ? null : (
        <section className={styles['section']}>
          <NamedTableSection named={below.levers} provenance={provenance} level={2} />
        </section>
      )}
      {others === null ? null : (
        <section className={styles['section']}>
          <NamedTableSection named={others} provenance={ofFile} level={2} isFolded />
        </section>
      )}
    </>
  );
}
