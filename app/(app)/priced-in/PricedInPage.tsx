'use client';

import { useState, type ReactNode } from 'react';

import type { PricedInModel } from '#lib/charts/priced-in/priced-in-model.ts';
import type { PricedInMarket } from '#lib/charts/priced-in/priced-in-source.ts';
import type { ScenarioControl } from '#lib/charts/scenario-controls.ts';
import { encodeLiveLink, type LiveLink } from '#lib/core/scenario/live-link.ts';
import { PRICED_IN_CODEC, type PricedInView } from '#lib/core/scenario/priced-in-view.ts';

import type { LoadEngine } from '../../_hooks/use-live-engine.ts';
import type { LiveEngine } from '#lib/charts/live-model.ts';
import { useLivePage, type LiveOpening } from '../../_hooks/use-live-page.ts';
import { LiveFrame } from '../../_scenario/LiveFrame.tsx';
import { PricedInSections } from './PricedInSections.tsx';
import { SinceForm } from './SinceForm.tsx';

interface PricedInPageProps {
  readonly opening: LiveOpening<PricedInView, PricedInModel>;
  readonly market: PricedInMarket;
  readonly controls: readonly ScenarioControl[];
  readonly freshness: ReactNode;
  readonly pinNote: ReactNode;
  readonly unknowns: ReactNode;
}

type Load = LoadEngine<LiveEngine<PricedInView, PricedInModel>>;

function loadFor(market: PricedInMarket): Load {
  return async () => {
    const { createPricedInEngine } = await import('#lib/charts/priced-in/priced-in-engine.ts');
    return (world, versions) => createPricedInEngine(world, versions, market);
  };
}

/** The Priced in page: drawn by the server, then live in the browser from the same market and the same model. */
export function PricedInPage(props: PricedInPageProps) {
  const { opening, market, controls, freshness, pinNote, unknowns } = props;
  // One function for as long as the page is open: a new beginning is a new page.
  const [load] = useState<Load>(() => loadFor(market));
  const live = useLivePage({ opening, codec: PRICED_IN_CODEC, load });
  const { model, link } = live;
  const addressOf = (part: Partial<LiveLink<PricedInView>>): string =>
    encodeLiveLink({ ...link, ...part }, opening.today, PRICED_IN_CODEC);
  const without = [...new URLSearchParams(addressOf({ view: { ...link.view, since: null, event: null } }))];
  return (
    <LiveFrame
      title="Priced in"
      path="/priced-in"
      asOf={opening.asOf}
      dataVersion={opening.dataVersion}
      controls={controls}
      kept={[...new URLSearchParams(addressOf({ asOf: null }))]}
      freshness={freshness}
      pinNote={pinNote}
      defaultEvidence={`implied:${link.view.ticker}`}
      live={live}
    >
      <SinceForm market={market} kept={without} />
      <PricedInSections
        model={model}
        onTicker={(ticker) => {
          live.setView({ ...link.view, ticker });
        }}
      />
      {unknowns}
    </LiveFrame>
  );
}
