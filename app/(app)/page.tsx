import { prepareCapexBars } from '#lib/charts/prepare-capex-bars.ts';
import { prepareScenarioControls } from '#lib/charts/scenario-controls.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import { decodeLiveLink, NO_VIEW, type DecodedLiveLink } from '#lib/core/scenario/live-link.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { CAPEX_EVENTS, HBM_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { loadOverview, type LoadedOverview } from './_overview/load-overview.ts';
import { CapexGuides } from './_overview/CapexGuides.tsx';
import { CapexTotals } from './_overview/CapexTotals.tsx';
import { loadPage } from '../_page/load-page.tsx';
import { PinNote } from '../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../_page/read-search-params.ts';
import { FreshnessStrip } from '../_page/FreshnessStrip.tsx';
import { MethodSection } from './_overview/MethodSection.tsx';
import { openOverview } from './_overview/open-overview.ts';
import { Overview } from './_overview/Overview.tsx';
import { PricedInLine } from './_overview/PricedInLine.tsx';
import { withTimeline } from '../_timeline/load-timeline.tsx';
import { UnknownDate } from '../_page/UnknownDate.tsx';

interface OverviewPageProps {
  readonly searchParams: SearchParams;
}

/** The Overview of the scenario and date in the address; a database that is away is said on the page. */
export default async function OverviewPage({ searchParams }: OverviewPageProps) {
  const today = getToday();
  const pairs = [...toPairs(await searchParams)];
  const link = decodeLiveLink(pairs, today, NO_VIEW);
  return loadPage({
    path: '/',
    asOf: dayOfLink(link, today),
    pinned: { pin: link.pin, pairs },
    load: () => loadOverview(link),
    render: (loaded) => <KnownOverview {...loaded} link={link} pairs={pairs} today={today} />,
  });
}

async function readFigures(pairs: AddressPairs) {
  const link = decodeLiveLink(pairs, getToday(), NO_VIEW);
  const loaded = await loadOverview(link);
  const opened = loaded.ok ? await openOverview(loaded.value, link) : null;
  return opened?.ok === true ? opened.value.model.figures : null;
}

interface KnownOverviewProps extends LoadedOverview {
  readonly pairs: AddressPairs;
  readonly link: DecodedLiveLink<null>;
  readonly today: string;
}

async function KnownOverview({ world, dataVersion, facts, link, pairs, today }: KnownOverviewProps) {
  const opened = await openOverview({ world, dataVersion }, link);
  if (!opened.ok) {
    return <UnknownDate path="/" asOf={world.asOf} fault={{ kind: 'invalid-input', faults: opened.error }} />;
  }
  const { draws, model } = opened.value;
  const assumed = world.assumptions.filter((assumption) => assumption.basis === 'assumption').length;

  return withTimeline(
    { asOf: world.asOf, dataVersion },
    [HBM_EVENTS, CAPEX_EVENTS],
    <Overview
      today={today}
      asOf={world.asOf}
      link={opened.value.link}
      modelVersion={MODEL_VERSION}
      dataVersion={dataVersion}
      pinNote={<PinNote path="/" pairs={pairs} link={link} readFigures={readFigures} />}
      model={model}
      draws={draws}
      capex={prepareCapexBars(world.issuerYears, { asOf: world.asOf })}
      capexProvenance={{
        ...model.provenance,
        scenario: 'reported and guided capex; no scenario enters',
        source: 'company filings, results and calls; listed below with their addresses',
      }}
      controls={prepareScenarioControls(world)}
      freshness={<FreshnessStrip freshness={facts.freshness} asOf={world.asOf} />}
      capexTotals={<CapexTotals year={facts.year} vintages={facts.vintages} />}
      capexEvidence={<CapexGuides totals={facts.totals} announcements={facts.announcements} />}
      pricedIn={<PricedInLine asOf={link.asOf} isPinned={link.pin !== null} />}
      method={
        <MethodSection
          calibration={world.calibration}
          assumedShare={assumed / world.assumptions.length}
          inputCount={world.assumptions.length}
        />
      }
    />,
  );
}
