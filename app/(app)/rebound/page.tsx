import { listEvidenceGaps } from '#lib/charts/rebound/evidence-rows.ts';
import { prepareScenarioControls } from '#lib/charts/scenario-controls.ts';
import { readElasticityEvidence } from '#lib/core/rebound/elasticity-evidence.ts';
import { decodeLiveLink, NO_VIEW } from '#lib/core/scenario/live-link.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { HBM_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { loadRebound } from './load-rebound.ts';
import { ReboundPage } from './ReboundPage.tsx';
import { ReboundUnknowns } from './ReboundUnknowns.tsx';

export const metadata = { title: 'Rebound' };

async function readFigures(pairs: AddressPairs) {
  const today = getToday();
  const loaded = await loadRebound({ today, link: decodeLiveLink(pairs, today, NO_VIEW) });
  return loaded.ok ? loaded.value.opened.model.figures : null;
}

interface PageProps {
  readonly searchParams: SearchParams;
}

/** When does more use pay back the saving? */
export default async function Page({ searchParams }: PageProps) {
  const today = getToday();
  const pairs = [...toPairs(await searchParams)];
  const link = decodeLiveLink(pairs, today, NO_VIEW);
  return loadPage({
    path: '/rebound',
    asOf: dayOfLink(link, today),
    pinned: { pin: link.pin, pairs },
    load: () => loadRebound({ today, link }),
    events: () => [HBM_EVENTS],
    render: async ({ opened: { world, ...opening }, rows }) => {
      const evidence = readElasticityEvidence(rows);
      return (
        <ReboundPage
          opening={opening}
          controls={prepareScenarioControls(world)}
          freshness={await freshnessStrip(opening)}
          pinNote={<PinNote path="/rebound" pairs={pairs} link={link} readFigures={readFigures} />}
          evidence={evidence}
          unknowns={<ReboundUnknowns world={world} gaps={listEvidenceGaps(evidence)} />}
        />
      );
    },
  });
}
