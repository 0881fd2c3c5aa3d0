'use client';

import type { ReactNode } from 'react';

import type { ExposureModel } from '#lib/charts/exposure/exposure-model.ts';
import type { ScenarioControl } from '#lib/charts/scenario-controls.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { EXPOSURE_CODEC, type ExposureView } from '#lib/core/scenario/exposure-view.ts';
import { encodeLiveLink, type LiveLink } from '#lib/core/scenario/live-link.ts';

import { useLivePage, type LiveOpening } from '../../_hooks/use-live-page.ts';
import { LiveFrame } from '../../_scenario/LiveFrame.tsx';
import { RunSize } from '../../_scenario/RunSize.tsx';
import { AttributionSection } from './AttributionSection.tsx';
import { ExposureSections } from './ExposureSections.tsx';

interface ExposurePageProps {
  readonly opening: LiveOpening<ExposureView, ExposureModel>;
  readonly controls: readonly ScenarioControl[];
  readonly freshness: ReactNode;
  readonly pinNote: ReactNode;
  readonly unknowns: ReactNode;
}

const load = async () => (await import('#lib/charts/exposure/exposure-engine.ts')).createExposureEngine;

/** The Exposure page: drawn by the server, then live in the browser from the same model. */
export function ExposurePage({ opening, controls, freshness, pinNote, unknowns }: ExposurePageProps) {
  const live = useLivePage({ opening, codec: EXPOSURE_CODEC, load });
  const { model, link } = live;
  const addressOf = (part: Partial<LiveLink<ExposureView>>): string =>
    encodeLiveLink({ ...link, ...part }, opening.today, EXPOSURE_CODEC);
  const hrefOf = (scenario: ExposureScenario): string => `/exposure?${addressOf({ scenario })}`;
  const setScenario = (scenario: ExposureScenario): void => {
    live.setInputs({ scenario, ranges: link.ranges });
  };
  return (
    <LiveFrame
      title="Exposure"
      path="/exposure"
      asOf={opening.asOf}
      dataVersion={opening.dataVersion}
      controls={controls}
      kept={[...new URLSearchParams(addressOf({ asOf: null }))]}
      freshness={freshness}
      pinNote={pinNote}
      defaultEvidence="loss"
      live={live}
    >
      <ExposureSections
        model={model}
        view={link.view}
        onView={live.setView}
        hrefOf={hrefOf}
        onScenario={setScenario}
      >
        <RunSize live={live} draws={model.draws} />
      </ExposureSections>
      <AttributionSection model={model} hrefOf={hrefOf} onScenario={setScenario} />
      {unknowns}
    </LiveFrame>
  );
}
