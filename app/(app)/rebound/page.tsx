import { listEvidenceGaps } from '#lib/charts/rebound/evidence-rows.ts';
import { prepareScenarioControls } from '#lib/charts/scenario-controls.ts';
import { readElasticityEvidence } from '#lib/core/rebound/elasticity-evidence.ts';
import { decodeLiveLink, NO_VIEW } from '#lib/core/scenario/live-link.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { HBM_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { loadRebound } from './load-rebound.ts';
import { ReboundPage } from './ReboundPage.tsx';
import { ReboundUnknowns } from './ReboundUnknowns.tsx';

export const metadata = { title: 'Rebound' };

interface PageProps {
  readonly searchParams: SearchParams;
}

/** When does more use pay back the saving? */
export default async function Page({ searchParams }: PageProps) {
  const today = getToday();
  const link = decodeLiveLink(toPairs(await searchParams), today, NO_VIEW);
  return loadPage({
    path: '/rebound',
    asOf: link.asOf ?? today,
    load: () => loadRebound({ today, link }),
    events: () => [HBM_EVENTS],
    render: async ({ opened: { world, ...opening }, rows }) => {
      const evidence = readElasticityEvidence(rows);
      return (
        <ReboundPage
          opening={opening}
          controls={prepareScenarioControls(world)}
          freshness={await freshnessStrip(opening)}
          evidence={evidence}
          unknowns={<ReboundUnknowns world={world} gaps={listEvidenceGaps(evidence)} />}
        />
      );
    },
  });
}
