import { prepareScenarioControls } from '#lib/charts/scenario-controls.ts';
import { EXPOSURE_CODEC } from '#lib/core/scenario/exposure-view.ts';
import { decodeLiveLink } from '#lib/core/scenario/live-link.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { HBM_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { ExposurePage } from './ExposurePage.tsx';
import { ExposureUnknowns } from './ExposureUnknowns.tsx';
import { openExposure } from './open-exposure.ts';

export const metadata = { title: 'Exposure' };

async function readFigures(pairs: AddressPairs) {
  const opened = await openExposure(pairs);
  return opened.ok ? opened.value.model.figures : null;
}

interface PageProps {
  readonly searchParams: SearchParams;
}

/** Who is hit, by how much, through which tier. */
export default async function Page({ searchParams }: PageProps) {
  const today = getToday();
  const pairs = [...toPairs(await searchParams)];
  const link = decodeLiveLink(pairs, today, EXPOSURE_CODEC);
  return loadPage({
    path: '/exposure',
    asOf: dayOfLink(link, today),
    pinned: { pin: link.pin, pairs },
    load: () => openExposure(pairs),
    events: () => [HBM_EVENTS],
    render: async ({ world, ...opening }) => (
      <ExposurePage
        opening={opening}
        controls={prepareScenarioControls(world)}
        freshness={await freshnessStrip(opening)}
        pinNote={<PinNote path="/exposure" pairs={pairs} link={link} readFigures={readFigures} />}
        unknowns={<ExposureUnknowns world={world} />}
      />
    ),
  });
}
