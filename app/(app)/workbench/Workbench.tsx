'use client';

import { useDeferredValue, useEffect, type ReactNode } from 'react';

import type { WorkbenchChoices } from '#lib/charts/workbench/workbench-choices.ts';
import type { WorkbenchModel } from '#lib/charts/workbench/workbench-model.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { pinPairs, type LinkMoment } from '#lib/core/link/pin.ts';
import {
  workbenchPairs,
  writeWorkbenchLink,
  type WorkbenchConfig,
} from '#lib/core/workbench/workbench-config.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { XyPlot } from '../../_charts/XyPlot.tsx';
import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import pageStyles from '../../_page/page.module.css';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { useTables } from '../../_page/tables-context.ts';
import { TextTable } from '../../_ui/TextTable.tsx';
import { useWorkbench } from './use-workbench.ts';
import styles from './workbench.module.css';
import { WorkbenchControls } from './WorkbenchControls.tsx';

interface WorkbenchProps {
  readonly initial: WorkbenchModel;
  readonly wanted: WorkbenchConfig;
  readonly choices: WorkbenchChoices;
  readonly linkFaults: readonly LinkFault[];
  readonly asOf: string;
  /** Date and pin of the address. */
  readonly link: LinkMoment;
  readonly pinNote: ReactNode;
  readonly dataVersion: number;
  readonly modelVersion: string;
  readonly freshness: ReactNode;
  readonly children: ReactNode;
}

/** Browsers refuse more than about a hundred address changes in half a minute. */
const WRITE_AFTER_MS = 400;

/** One configuration, before and after: drawn by the server, then live in the browser from the same model. */
export function Workbench(props: WorkbenchProps) {
  const { initial, choices, linkFaults, asOf, link, dataVersion } = props;
  const { model, config, change, failure } = useWorkbench(props);

  useEffect(() => {
    if (config === initial.config) return;
    const timer = setTimeout(() => {
      const query = writeWorkbenchLink(config, link);
      window.history.replaceState(null, '', `/workbench${query}`);
    }, WRITE_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [config, initial.config, link]);

  const isAsOpened = model === initial;
  return (
    <PageFrame
      title="Workbench"
      path="/workbench"
      asOf={asOf}
      dataVersion={dataVersion}
      kept={[...pinPairs(link.pin), ...workbenchPairs(config)]}
      pinNote={props.pinNote}
      freshness={props.freshness}
      faults={isAsOpened ? [...linkFaults, ...model.faults] : model.faults}
      evidence={model.evidence}
      defaultEvidence="saving"
    >
      {failure === null ? null : (
        <p className={pageStyles['failure']} role="alert">
          The live model could not be loaded; the figures are those of the page as it was opened. {failure}
        </p>
      )}
      <Headline parts={model.headline} note={model.note} />
      <WorkbenchControls moment={link} choices={choices} config={config} change={change} />
      <Figures figures={model.figures} />
      {model.cautions.map((caution) => (
        <p key={caution} className={pageStyles['caution']}>
          {caution}
        </p>
      ))}
      <WorkbenchCharts model={model} />
      {props.children}
    </PageFrame>
  );
}

/** What lies below the fold may follow a typed figure a frame later. */
function WorkbenchCharts({ model }: { readonly model: WorkbenchModel }) {
  const tables = useTables();
  const below = useDeferredValue(model);
  const { provenance } = model;
  return (
    <>
      <div className={pageStyles['pair']}>
        <h2 className={pageStyles['hidden']}>The deployment before and after</h2>
        <BarPlot model={model.footprint} provenance={provenance} {...tables} />
        {model.context === null ? (
          <p className={styles['none']}>No length of context can be served, so there is no speed to draw.</p>
        ) : (
          <XyPlot model={model.context} provenance={provenance} {...tables} />
        )}
      </div>
      <div className={pageStyles['pair']}>
        {below.stack === null ? (
          <p className={styles['none']}>
            No technique is applied, or the deployment cannot serve: there is no saving to walk through.
          </p>
        ) : (
          <BarPlot model={below.stack} provenance={provenance} {...tables} />
        )}
        {below.tiers === null ? (
          <p className={styles['none']}>
            Nothing is served, or no size of host memory and flash was published by this date.
          </p>
        ) : (
          <BarPlot model={below.tiers} provenance={provenance} {...tables} />
        )}
      </div>
      {below.groups === null ? null : <TextTable table={below.groups} />}
    </>
  );
}
