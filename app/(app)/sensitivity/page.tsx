import { prepareScenarioControls } from '#lib/charts/scenario-controls.ts';
import { decodeLiveLink } from '#lib/core/scenario/live-link.ts';
import { SENSITIVITY_CODEC } from '#lib/core/scenario/sensitivity-view.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { openSensitivity } from './open-sensitivity.ts';
import { SensitivityPage } from './SensitivityPage.tsx';
import { SensitivityUnknowns } from './SensitivityUnknowns.tsx';

export const metadata = { title: 'Sensitivity' };

async function readFigures(pairs: AddressPairs) {
  const opened = await openSensitivity(pairs);
  return opened.ok ? opened.value.model.figures : null;
}

interface PageProps {
  readonly searchParams: SearchParams;
}

/** What would change the answer: drivers, the plane of saving and elasticity, the distribution. */
export default async function Page({ searchParams }: PageProps) {
  const today = getToday();
  const pairs = [...toPairs(await searchParams)];
  const link = decodeLiveLink(pairs, today, SENSITIVITY_CODEC);
  return loadPage({
    path: '/sensitivity',
    asOf: dayOfLink(link, today),
    pinned: { pin: link.pin, pairs },
    load: () => openSensitivity(pairs),
    render: async ({ world, ...opening }) => (
      <SensitivityPage
        opening={opening}
        controls={prepareScenarioControls(world)}
        freshness={await freshnessStrip(opening)}
        pinNote={<PinNote path="/sensitivity" pairs={pairs} link={link} readFigures={readFigures} />}
        unknowns={<SensitivityUnknowns world={world} />}
      />
    ),
  });
}
