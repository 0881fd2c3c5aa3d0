import { createExposureEngine } from '#lib/charts/exposure/exposure-engine.ts';
import { prepareScenarioControls } from '#lib/charts/scenario-controls.ts';
import { EXPOSURE_CODEC } from '#lib/core/scenario/exposure-view.ts';
import { decodeLiveLink } from '#lib/core/scenario/live-link.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { HBM_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { openLivePage } from '../../_scenario/open-live-page.ts';
import { ExposurePage } from './ExposurePage.tsx';
import { ExposureUnknowns } from './ExposureUnknowns.tsx';

export const metadata = { title: 'Exposure' };

interface PageProps {
  readonly searchParams: SearchParams;
}

/** Who is hit, by how much, through which tier. */
export default async function Page({ searchParams }: PageProps) {
  const today = getToday();
  const link = decodeLiveLink(toPairs(await searchParams), today, EXPOSURE_CODEC);
  return loadPage({
    path: '/exposure',
    asOf: link.asOf ?? today,
    load: () => openLivePage({ today, link, codec: EXPOSURE_CODEC, createEngine: createExposureEngine }),
    events: () => [HBM_EVENTS],
    render: async ({ world, ...opening }) => (
      <ExposurePage
        opening={opening}
        controls={prepareScenarioControls(world)}
        freshness={await freshnessStrip(opening)}
        unknowns={<ExposureUnknowns world={world} />}
      />
    ),
  });
}
