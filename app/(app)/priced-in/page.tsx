import { createPricedInEngine } from '#lib/charts/priced-in/priced-in-engine.ts';
import { EFFICIENCY_EVENTS } from '#lib/charts/timeline/event-choices.ts';
import { prepareScenarioControls } from '#lib/charts/scenario-controls.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import { decodeLiveLink } from '#lib/core/scenario/live-link.ts';
import { PRICED_IN_CODEC } from '#lib/core/scenario/priced-in-view.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { loadPricedIn } from './load-priced-in.ts';
import { PricedInPage } from './PricedInPage.tsx';
import { PricedInUnknowns } from './PricedInUnknowns.tsx';

export const metadata = { title: 'Priced in' };

async function readFigures(pairs: AddressPairs) {
  const today = getToday();
  const link = decodeLiveLink(pairs, today, PRICED_IN_CODEC);
  const loaded = await loadPricedIn({ today, link, createEngine: createPricedInEngine });
  return loaded.ok ? loaded.value.opened.model.figures : null;
}

interface PageProps {
  readonly searchParams: SearchParams;
}

/** What saving today's prices contain, and how far that is from the scenario. */
export default async function Page({ searchParams }: PageProps) {
  const today = getToday();
  const pairs = [...toPairs(await searchParams)];
  const link = decodeLiveLink(pairs, today, PRICED_IN_CODEC);
  return loadPage({
    path: '/priced-in',
    asOf: dayOfLink(link, today),
    pinned: { pin: link.pin, pairs },
    load: () => loadPricedIn({ today, link, createEngine: createPricedInEngine }),
    events: () => [EFFICIENCY_EVENTS],
    render: async ({ opened: { world, ...opening }, market }) => (
      <PricedInPage
        opening={opening}
        market={market}
        controls={prepareScenarioControls(world)}
        freshness={await freshnessStrip(opening)}
        pinNote={<PinNote path="/priced-in" pairs={pairs} link={link} readFigures={readFigures} />}
        unknowns={<PricedInUnknowns market={market} />}
      />
    ),
  });
}
