import { isStale } from '#lib/charts/series-age.ts';
import { prepareHealthHeadline } from '#lib/charts/health/health-headline.ts';
import { isAtLeast } from '#lib/contracts/accounts/role.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { judgeFreshness } from '#lib/core/freshness/freshness.ts';
import { listRecordReach } from '#lib/services/exports/list-record-reach.ts';
import { listPriceAges } from '#lib/services/health/list-price-ages.ts';
import { listUnusedModels } from '#lib/services/health/list-unused-models.ts';
import { listQuarantine } from '#lib/services/quarantine/list-quarantine.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { getNow } from '#lib/services/health/get-now.ts';
import { listRefresh } from '#lib/services/refresh/list-refresh.ts';

import { currentViewer, requireReader } from '../../_auth/current-viewer.ts';
import { Headline } from '../../_page/Headline.tsx';
import { PlainPage } from '../../_page/PlainPage.tsx';
import { describeFailure } from '../../_shell/describe-failure.ts';
import { Failure } from '../../_ui/Failure.tsx';
import { AgesSection } from './AgesSection.tsx';
import { AnswersSection } from './AnswersSection.tsx';
import { JobsSection } from './JobsSection.tsx';
import { QuarantineSection } from './QuarantineSection.tsx';
import { RulesSection } from './RulesSection.tsx';
import { RunsSection } from './RunsSection.tsx';
import { UnusedModelsSection } from './UnusedModelsSection.tsx';
import { SourcesSection } from './SourcesSection.tsx';

export const metadata = { title: 'Health' };

const RUNS_SHOWN = 50;
const VALUES_SHOWN = 100;
const DECISIONS_SHOWN = 20;

async function loadHealth() {
  const nowMs = getNow();
  const [refresh, ages, quarantine, decided, models, reach] = await Promise.all([
    listRefresh({ limit: RUNS_SHOWN }),
    listPriceAges(nowMs),
    listQuarantine({ state: 'open', limit: VALUES_SHOWN }),
    listQuarantine({ state: 'decided', limit: DECISIONS_SHOWN }),
    listUnusedModels(nowMs),
    listRecordReach(),
  ]);

  const rates = judgeRates(reach.get('reference_rate') ?? null);

  return { refresh, ages, quarantine, decided: decided.items, models, rates };
}

function judgeRates(ratedOn: IsoDate | null) {
  if (ratedOn === null) return null;
  return { ratedOn, freshness: judgeFreshness({ kind: 'reference-rate', newestOn: ratedOn }, getToday()) };
}

/** Whether the machine is all right: sources, runs, ages of prices, values that are kept apart. */
export default async function HealthPage() {
  await requireReader();
  const loaded = await loadHealth().catch((error: unknown) => describeFailure(error, '/health'));
  if ('detail' in loaded) {
    return (
      <Failure {...loaded}>
        <a href="/health">Try again</a>
      </Failure>
    );
  }
  const { refresh, ages, quarantine, decided, models, rates } = loaded;
  const viewer = await currentViewer();
  const isEditor = viewer.kind === 'member' && isAtLeast(viewer.role, 'editor');
  const stale = ages.filter(({ freshness }) => isStale(freshness));

  return (
    <PlainPage title="Health">
      <Headline
        parts={prepareHealthHeadline({
          refresh,
          priced: ages.length,
          stale: stale.length,
          quarantined: quarantine.openCount,
        })}
        note="As the database says now. Pages never ask a source: they show what is stored, however old it is."
      />
      <SourcesSection sources={refresh.sources} mayRefresh={isEditor} />
      <JobsSection jobs={refresh.jobs} mode={refresh.mode} />
      <RunsSection runs={refresh.items} shown={RUNS_SHOWN} />
      <AgesSection ages={ages} rates={rates} />
      <RulesSection />
      <QuarantineSection
        quarantine={isEditor ? quarantine : { ...quarantine, items: [] }}
        decided={isEditor ? decided : []}
        mayDecide={isEditor}
      />
      <UnusedModelsSection models={models} />
      <AnswersSection answers={refresh.answers} />
    </PlainPage>
  );
}
