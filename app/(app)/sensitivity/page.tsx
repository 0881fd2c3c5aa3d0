import { createSensitivityEngine } from '#lib/charts/sensitivity/sensitivity-engine.ts';
import { prepareScenarioControls } from '#lib/charts/scenario-controls.ts';
import { decodeLiveLink } from '#lib/core/scenario/live-link.ts';
import { SENSITIVITY_CODEC } from '#lib/core/scenario/sensitivity-view.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { openLivePage } from '../../_scenario/open-live-page.ts';
import { SensitivityPage } from './SensitivityPage.tsx';
import { SensitivityUnknowns } from './SensitivityUnknowns.tsx';

export const metadata = { title: 'Sensitivity' };

interface PageProps {
  readonly searchParams: SearchParams;
}

/** What would change the answer: drivers, the plane of saving and elasticity, the distribution. */
export default async function Page({ searchParams }: PageProps) {
  const today = getToday();
  const link = decodeLiveLink(toPairs(await searchParams), today, SENSITIVITY_CODEC);
  return loadPage({
    path: '/sensitivity',
    asOf: link.asOf ?? today,
    load: () =>
      openLivePage({ today, link, codec: SENSITIVITY_CODEC, createEngine: createSensitivityEngine }),
    render: async ({ world, ...opening }) => (
      <SensitivityPage
        opening={opening}
        controls={prepareScenarioControls(world)}
        freshness={await freshnessStrip(opening)}
        unknowns={<SensitivityUnknowns world={world} />}
      />
    ),
  });
}
