import { createPricedInEngine } from '#lib/charts/priced-in/priced-in-engine.ts';
import { prepareScenarioControls } from '#lib/charts/scenario-controls.ts';
import { decodeLiveLink } from '#lib/core/scenario/live-link.ts';
import { PRICED_IN_CODEC } from '#lib/core/scenario/priced-in-view.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { loadPricedIn } from './load-priced-in.ts';
import { PricedInPage } from './PricedInPage.tsx';
import { PricedInUnknowns } from './PricedInUnknowns.tsx';

export const metadata = { title: 'Priced in' };

interface PageProps {
  readonly searchParams: SearchParams;
}

/** What saving today's prices contain, and how far that is from the scenario. */
export default async function Page({ searchParams }: PageProps) {
  const today = getToday();
  const link = decodeLiveLink(toPairs(await searchParams), today, PRICED_IN_CODEC);
  return loadPage({
    path: '/priced-in',
    asOf: link.asOf ?? today,
    load: () => loadPricedIn({ today, link, createEngine: createPricedInEngine }),
    render: async ({ opened: { world, ...opening }, market }) => (
      <PricedInPage
        opening={opening}
        market={market}
        controls={prepareScenarioControls(world)}
        freshness={await freshnessStrip(opening)}
        unknowns={<PricedInUnknowns market={market} />}
      />
    ),
  });
}
