import { prepareCapexBars } from '#lib/charts/prepare-capex-bars.ts';
import { evaluateOverview, prepareOverview } from '#lib/charts/overview-model.ts';
import { overviewRequest } from '#lib/charts/overview-request.ts';
import { prepareScenarioControls } from '#lib/charts/scenario-controls.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { acceptScenario } from '#lib/core/scenario/accept.ts';
import { decodeScenario, describeRefusals, type DecodedLink } from '#lib/core/scenario/codec.ts';
import { getDraws } from '#lib/services/uncertainty/get-draws.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { CAPEX_EVENTS, HBM_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { requireReader } from '../_auth/current-viewer.ts';
import { describeFailure } from '../_shell/describe-failure.ts';
import { Failure } from '../_ui/Failure.tsx';
import { loadOverview, type LoadedOverview } from './_overview/load-overview.ts';
import { CapexGuides } from './_overview/CapexGuides.tsx';
import { CapexTotals } from './_overview/CapexTotals.tsx';
import { toPairs, type SearchParams } from '../_page/read-search-params.ts';
import { FreshnessStrip } from '../_page/FreshnessStrip.tsx';
import { MethodSection } from './_overview/MethodSection.tsx';
import { Overview } from './_overview/Overview.tsx';
import { withTimeline } from '../_timeline/load-timeline.tsx';
import { UnknownDate } from '../_page/UnknownDate.tsx';

interface OverviewPageProps {
  readonly searchParams: SearchParams;
}

/** The Overview of the scenario and date in the address; a database that is away is said on the page. */
export default async function OverviewPage({ searchParams }: OverviewPageProps) {
  await requireReader();
  const today = getToday();
  const link = decodeScenario(toPairs(await searchParams), today);
  const loaded = await loadOverview(link.asOf).catch((error: unknown) => describeFailure(error, '/'));
  if ('detail' in loaded) {
    return (
      <Failure {...loaded}>
        <a href="/">Try again</a>
      </Failure>
    );
  }
  if (!loaded.ok) return <UnknownDate asOf={link.asOf ?? today} fault={loaded.error} />;

  return <KnownOverview {...loaded.value} link={link} today={today} />;
}

interface KnownOverviewProps extends LoadedOverview {
  readonly link: DecodedLink;
  readonly today: string;
}

async function KnownOverview({ world, dataVersion, facts, link, today }: KnownOverviewProps) {
  const accepted = acceptScenario(link.scenario, (part) => evaluateOverview(world, part));
  if (!accepted.ok) {
    return <UnknownDate asOf={world.asOf} fault={{ kind: 'invalid-input', faults: accepted.error }} />;
  }
  const { scenario, answer, refused } = accepted.value;
  const versions = { modelVersion: MODEL_VERSION, dataVersion };
  const assumed = world.assumptions.filter((assumption) => assumption.basis === 'assumption').length;

  const drawn = await getDraws({ world, dataVersion }, overviewRequest(scenario));
  // With too many runs under way the ranges are those of the saving alone, and the page says so.
  const draws = drawn.ok ? drawn.value : null;
  const model = prepareOverview(world, scenario, { ...answer, draws }, { ...versions, isOrders: false });

  return withTimeline(
    world.asOf,
    [HBM_EVENTS, CAPEX_EVENTS],
    <Overview
      today={today}
      asOf={world.asOf}
      linkedAsOf={link.asOf}
      {...versions}
      scenario={scenario}
      faults={[...link.faults, ...describeRefusals(link.scenario, refused)]}
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
