'use client';

import type { ReactNode } from 'react';

import type { ScenarioControl } from '#lib/charts/scenario-controls.ts';
import type { SensitivityModel } from '#lib/charts/sensitivity/sensitivity-model.ts';
import { encodeLiveLink } from '#lib/core/scenario/live-link.ts';
import { SENSITIVITY_CODEC, type SensitivityView } from '#lib/core/scenario/sensitivity-view.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useLivePage, type LiveOpening } from '../../_hooks/use-live-page.ts';
import { LiveFrame } from '../../_scenario/LiveFrame.tsx';
import { RunSize } from '../../_scenario/RunSize.tsx';
import { useTables } from '../../_page/tables-context.ts';
import { DriverTable } from './DriverTable.tsx';
import styles from './sensitivity.module.css';
import { ViewChoices } from './ViewChoices.tsx';

interface SensitivityPageProps {
  readonly opening: LiveOpening<SensitivityView, SensitivityModel>;
  readonly controls: readonly ScenarioControl[];
  readonly freshness: ReactNode;
  readonly pinNote: ReactNode;
  readonly unknowns: ReactNode;
}

const load = async () =>
  (await import('#lib/charts/sensitivity/sensitivity-engine.ts')).createSensitivityEngine;

/** The Sensitivity page: drawn by the server, then live in the browser from the same model. */
export function SensitivityPage({ opening, controls, freshness, pinNote, unknowns }: SensitivityPageProps) {
  const live = useLivePage({ opening, codec: SENSITIVITY_CODEC, load });
  const { model, link } = live;
  const kept = new URLSearchParams(encodeLiveLink({ ...link, asOf: null }, opening.today, SENSITIVITY_CODEC));
  return (
    <LiveFrame
      title="Sensitivity"
      path="/sensitivity"
      asOf={opening.asOf}
      dataVersion={opening.dataVersion}
      controls={controls}
      kept={[...kept]}
      freshness={freshness}
      pinNote={pinNote}
      defaultEvidence="firstDriver"
      live={live}
    >
      <ViewChoices view={link.view} outputs={model.outputs} onChange={live.setView} />
      <SensitivityPlots model={model} />
      <RunSize live={live} draws={model.draws} />
      <DriverTable
        rows={model.drivers}
        ranges={link.ranges}
        onRanges={live.setRanges}
        onScatter={(input) => {
          live.setView({ ...link.view, input });
        }}
      />
      {unknowns}
    </LiveFrame>
  );
}

function SensitivityPlots({ model }: { readonly model: SensitivityModel }) {
  const tables = useTables();
  const { provenance } = model;
  return (
    <>
      {model.tornado === null ? (
        <p className={styles['absent']}>The tornado is being drawn.</p>
      ) : (
        <BarPlot model={model.tornado} provenance={provenance} {...tables} />
      )}
      <div className={styles['pair']}>
        {model.heat === null ? (
          <p className={styles['absent']}>No plane of savings: {model.heatAbsence}.</p>
        ) : (
          <XyPlot model={model.heat} provenance={provenance} heightPx={420} {...tables} />
        )}
        {model.distribution === null ? (
          <p className={styles['absent']}>The distribution is being drawn.</p>
        ) : (
          <XyPlot model={model.distribution} provenance={provenance} heightPx={420} {...tables} />
        )}
      </div>
      <div className={styles['pair']}>
        {model.sobol === null ? (
          <p className={styles['absent']}>No shares of the variance: {model.sobolAbsence}.</p>
        ) : (
          <BarPlot model={model.sobol} provenance={provenance} {...tables} />
        )}
        {model.scatter === null ? (
          <p className={styles['absent']}>No scatter: the input is held by the scenario.</p>
        ) : (
          <XyPlot model={model.scatter} provenance={provenance} heightPx={420} {...tables} />
        )}
      </div>
    </>
  );
}
