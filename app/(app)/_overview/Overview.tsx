'use client';

import { lazy, memo, useDeferredValue, useMemo, useState, type ReactNode } from 'react';

import type { CapexBarsModel } from '#lib/charts/capex-model.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { EvidenceKey } from '#lib/charts/headline.ts';
import type { OverviewModel } from '#lib/charts/overview-model.ts';
import type { ScenarioControl } from '#lib/charts/scenario-controls.ts';
import type { UncertaintyAnswer } from '#lib/core/uncertainty/types.ts';
import { encodeLiveLink, NO_VIEW, type DecodedLiveLink } from '#lib/core/scenario/live-link.ts';
import type { LinkPin } from '#lib/core/link/pin.ts';
import { seedOf } from '#lib/core/uncertainty/seed-of.ts';

import { CapexBars } from '../../_charts/CapexBars.tsx';
import { VendorBars } from '../../_charts/VendorBars.tsx';
import { WaterlineChart } from '../../_charts/WaterlineChart.tsx';
import { useIntent } from '../../_hooks/use-intent.ts';
import { NotesProvider } from '../../_notes/NotesProvider.tsx';
import { NotesSection } from '../../_notes/NotesSection.tsx';
import { useLiveEngine } from '../../_hooks/use-live-engine.ts';
import { headerTools, usePageTools } from '../../_hooks/use-page-tools.ts';
import { useLiveLink } from '../../_hooks/use-live-link.ts';
import { EvidenceContext } from '../../_page/evidence-context.ts';
import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import styles from '../../_page/page.module.css';
import { PageFoot } from '../../_page/PageFoot.tsx';
import { PageHeader } from '../../_page/PageHeader.tsx';
import { RefusedPanel } from '../../_page/RefusedPanel.tsx';
import { PinContext } from '../../_page/pin-context.ts';
import { ScenarioBar } from '../../_scenario/ScenarioBar.tsx';
import { Sentence } from '../../_page/Sentence.tsx';
import { useLiveModel } from './use-live-model.ts';
import { VendorTable } from './VendorTable.tsx';

const EvidenceDrawer = lazy(async () => ({ default: (await import('./EvidenceDrawer.tsx')).EvidenceDrawer }));
/** No scenario moves capex, so a changed one need not draw it again. */
const SteadyCapexBars = memo(CapexBars);

export interface OverviewProps {
  readonly today: string;
  /** The date that the page speaks of. */
  readonly asOf: string;
  /** What the address asks for, as far as it is used. */
  readonly link: DecodedLiveLink<null>;
  readonly pinNote: ReactNode;
  readonly dataVersion: number;
  readonly modelVersion: string;
  readonly model: OverviewModel;
  /** Draws behind the ranges of `model`; null when there were none. */
  readonly draws: UncertaintyAnswer | null;
  readonly capex: CapexBarsModel;
  readonly capexProvenance: ChartProvenance;
  readonly controls: readonly ScenarioControl[];
  readonly freshness: ReactNode;
  readonly capexTotals: ReactNode;
  readonly capexEvidence: ReactNode;
  readonly method: ReactNode;
  /** What prices imply of the base scenario. */
  readonly pricedIn: ReactNode;
}

async function loadOverviewEngine() {
  return (await import('#lib/charts/overview-engine.ts')).createOverviewEngine;
}

/** The Overview: drawn by the server, then live in the browser from the same model. */
export function Overview(props: OverviewProps) {
  const { asOf, today, dataVersion, modelVersion, controls } = props;
  const { link, faults, setInputs, dismissFaults } = useLiveLink(props.link, today, NO_VIEW);
  const [isOrders, setIsOrders] = useState(false);
  const seed = seedOf(link.pin);
  const pin = useMemo(
    (): LinkPin => ({ asOf, dataVersion, modelVersion, seed }),
    [asOf, dataVersion, modelVersion, seed],
  );
  const tools = usePageTools('change' satisfies EvidenceKey, pin);
  const { tables } = tools;
  // Every figure of this page carries a key of its own kind.
  const evidenceKey = tools.evidenceKey as EvidenceKey | null;
  const isAsOpened = link === props.link && !isOrders && evidenceKey === null;
  const hasIntent = useIntent();
  const { machine, failure, retry } = useLiveEngine({
    asOf,
    dataVersion,
    modelVersion,
    isEnabled: hasIntent || !isAsOpened,
    load: loadOverviewEngine,
  });
  const live = useLiveModel({
    machine,
    initial: props.model,
    initialDraws: props.draws,
    link,
    isOrders,
    asOf,
    dataVersion,
  });
  const { model } = live;
  // What lies below the fold may follow a dragged slider a frame later; sentence and Waterline chart may not.
  const below = useDeferredValue(model);

  return (
    <EvidenceContext value={tools.openEvidence}>
      <PinContext value={pin}>
        <NotesProvider path="/" title="Overview">
          <PageHeader
            title="Overview"
            path="/"
            asOf={asOf}
            kept={[...new URLSearchParams(encodeLiveLink({ ...link, asOf: null }, today, NO_VIEW))]}
            freshness={props.freshness}
            {...headerTools(tools)}
          />
          <ScenarioBar
            controls={controls}
            scenario={link.scenario}
            ranges={link.ranges}
            asOf={asOf}
            saved={{
              scenario: link.scenario,
              ranges: link.ranges,
              asOf,
              isPinned: link.asOf !== null || link.pin !== null,
            }}
            onChange={setInputs}
          />
          <main className={styles['main']} id="content">
            {props.pinNote}
            <RefusedPanel of="scenario" faults={[...faults, ...live.faults]} onDismiss={dismissFaults} />
            {failure === null ? null : <EngineFailure message={failure} retry={retry} />}
            <Headline
              parts={model.headline.parts}
              note={model.headline.rangeNote}
              isPending={live.isPending}
            />
            {model.hindsight === null ? null : <p className={styles['caution']}>{model.hindsight}</p>}
            {props.pricedIn}
            <Figures figures={model.figures} />
            <section className={styles['waterline']} aria-labelledby="waterline-title">
              <h2 className={styles['hidden']} id="waterline-title">
                Revenue at risk
              </h2>
              <WaterlineChart
                model={model.waterline}
                provenance={model.provenance}
                onOrdersChange={setIsOrders}
                {...tables}
              />
              <p className={styles['absorption']}>
                <Sentence parts={model.absorption} />
              </p>
              {model.labMargin === null ? null : <p className={styles['absorption']}>{model.labMargin}</p>}
              {model.extrapolation === null ? null : (
                <p className={styles['caution']}>{model.extrapolation}</p>
              )}
            </section>
            <div className={styles['pair']}>
              <section id="vendors" aria-labelledby="vendors-title">
                <h2 className={styles['hidden']} id="vendors-title">
                  Vendors
                </h2>
                <VendorBars model={below.vendors} provenance={below.provenance} {...tables} />
                <VendorTable figures={below.vendorFigures} />
              </section>
              <section id="capex" aria-labelledby="capex-title">
                <h2 className={styles['hidden']} id="capex-title">
                  Capex
                </h2>
                <SteadyCapexBars model={props.capex} provenance={props.capexProvenance} {...tables} />
                {props.capexTotals}
              </section>
            </div>
            {props.capexEvidence}
            {props.method}
            <NotesSection />
          </main>
          <PageFoot tools={tools}>
            <EvidenceDrawer
              figure={evidenceKey}
              isOpen={evidenceKey !== null}
              evidence={
                evidenceKey === null
                  ? null
                  : (machine?.engine.evidence(link, evidenceKey, live.draws) ?? null)
              }
              onClose={tools.closeEvidence}
              asOf={asOf}
              dataVersion={dataVersion}
            />
          </PageFoot>
        </NotesProvider>
      </PinContext>
    </EvidenceContext>
  );
}

function EngineFailure({ message, retry }: { readonly message: string; readonly retry: () => void }) {
  return (
    <p className={styles['failure']} role="alert">
      The live model could not be loaded; the figures below are those of the page as it was opened. {message}{' '}
      <button type="button" onClick={retry}>
        Try again
      </button>
    </p>
  );
}
