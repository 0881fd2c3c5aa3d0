import type { Route } from 'next';
import Link from 'next/link';

import { prepareDeflationEvidence } from '#lib/charts/efficiency/deflation-words.ts';
import { prepareEfficiencyPage } from '#lib/charts/efficiency/efficiency-page.ts';
import type { EvidenceBook } from '#lib/charts/figure-evidence.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import {
  efficiencyPairs,
  readEfficiencyLink,
  type DecodedEfficiencyLink,
} from '#lib/core/catalogue/efficiency-link.ts';
import { encodeScenario } from '#lib/core/scenario/codec.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { EFFICIENCY_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { Sentence } from '../../_page/Sentence.tsx';
import { DeflatorSection } from './DeflatorSection.tsx';
import { EfficiencyCharts } from './EfficiencyCharts.tsx';
import { EfficiencyUnknowns } from './EfficiencyUnknowns.tsx';
import styles from './efficiency.module.css';
import { FleetChoice } from './FleetChoice.tsx';
import { loadEfficiency, type LoadedEfficiency } from './load-efficiency.ts';

export const metadata = { title: 'Efficiency' };

interface EfficiencyPageProps {
  readonly searchParams: SearchParams;
}

/** Which techniques matter, and what is left of them after overlap and adoption. */
export default async function EfficiencyPage({ searchParams }: EfficiencyPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const decoded = readEfficiencyLink(pairs);
  return loadPage({
    path: '/efficiency',
    asOf: dayOfLink(decoded.link, getToday()),
    pinned: { pin: decoded.link.pin, pairs },
    load: () => loadEfficiency(decoded.link),
    events: () => [EFFICIENCY_EVENTS],
    render: (loaded) => <KnownFleet loaded={loaded} decoded={decoded} pairs={pairs} />,
  });
}

/** The page of what was loaded. */
function preparePage(loaded: LoadedEfficiency, decoded: DecodedEfficiencyLink) {
  const { deflations } = loaded;
  const events = 'absence' in deflations ? [] : deflations.items.map(({ event }) => event);
  return prepareEfficiencyPage({ ...loaded, events, modelVersion: MODEL_VERSION }, decoded);
}

async function readFigures(pairs: AddressPairs) {
  const decoded = readEfficiencyLink(pairs);
  const loaded = await loadEfficiency(decoded.link);
  return loaded.ok ? preparePage(loaded.value, decoded).headline.figures : null;
}

interface KnownFleetProps {
  readonly pairs: AddressPairs;
  readonly loaded: LoadedEfficiency;
  readonly decoded: DecodedEfficiencyLink;
}

async function KnownFleet({ loaded, decoded, pairs }: KnownFleetProps) {
  const { deflations, asOf, dataVersion } = loaded;
  const page = preparePage(loaded, decoded);
  const { link } = page;
  return (
    <PageFrame
      title="Efficiency"
      path="/efficiency"
      asOf={asOf}
      dataVersion={dataVersion}
      kept={efficiencyPairs(link)}
      freshness={await freshnessStrip({ asOf, dataVersion })}
      pinNote={<PinNote path="/efficiency" pairs={pairs} link={link} readFigures={readFigures} />}
      faults={[...page.faults, ...loaded.faults]}
      evidence={{ ...page.evidence, ...deflationEvidence(loaded) }}
      defaultEvidence="saving"
    >
      <Headline
        parts={page.headline.parts}
        note="Per unit of work, against the fleet of the date; more use is not in it. In brackets: one input at a time, about 80 %. Every adoption curve is an assumption."
      />
      <FleetChoice link={link} quarters={page.quarters} usualQuarter={page.usualQuarter} />
      <Figures figures={page.headline.figures} />
      <p className={styles['comparison']}>
        <Sentence parts={page.comparison.parts} />{' '}
        <Link
          href={`/?${encodeScenario({ ...link, scenario: { savingPath: 'fleet' } }, asOf)}` as Route}
          prefetch={false}
        >
          Use this path in the Overview
        </Link>
      </p>
      <EfficiencyCharts page={page} />
      <DeflatorSection deflations={deflations} link={link} provenance={page.fleetProvenance} />
      <EfficiencyUnknowns />
    </PageFrame>
  );
}

function deflationEvidence({ deflations, world, catalogue }: LoadedEfficiency): EvidenceBook {
  if ('absence' in deflations || deflations.chosen === null) return {};
  const { by, chosen, chosenSource } = deflations;
  return prepareDeflationEvidence(chosen, {
    by,
    assumptions: world.assumptions,
    techniques: catalogue.techniques,
    eventSource: chosenSource,
  });
}
