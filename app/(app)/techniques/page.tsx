import Link from 'next/link';

import { computedVersions } from '#lib/charts/computed-versions.ts';
import { formatDate } from '#lib/charts/format.ts';
import {
  preparePairTable,
  prepareOverlapMatrix,
  prepareStackBars,
} from '#lib/charts/techniques/overlap-model.ts';
import { computeOverlap } from '#lib/charts/techniques/overlap.ts';
import { prepareSavingScatter, prepareSavingTimeline } from '#lib/charts/techniques/saving-plots.ts';
import { prepareTechniqueTable } from '#lib/charts/techniques/technique-table.ts';
import { prepareTechniquesHeadline } from '#lib/charts/techniques/techniques-headline.ts';
import {
  describeDeployment,
  describeRequests,
  nameDeployment,
} from '#lib/charts/techniques/deployment-words.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import {
  DEFAULT_TECHNIQUES_LINK,
  readTechniquesLink,
  refuseUnknownTechniques,
  techniquesPairs,
  techniquesTablePairs,
  type DecodedTechniquesLink,
} from '#lib/core/catalogue/techniques-link.ts';
import { writeSort } from '#lib/core/catalogue/text-param.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { dayOfLink, pinPairs } from '#lib/core/link/pin.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import { planDefaultDeployment } from '#lib/core/workbench/plan-default.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { EFFICIENCY_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { Unknowns } from '../../_page/Unknowns.tsx';
import { loadTechniques } from './load-techniques.ts';
import { OverlapMatrix } from './OverlapMatrix.tsx';
import { SetForm } from './SetForm.tsx';
import { SavingPlots } from './SavingPlots.tsx';
import { StackBars } from './StackBars.tsx';
import { TechniqueCatalogue } from './TechniqueCatalogue.tsx';
import styles from './techniques.module.css';

export const metadata = { title: 'Techniques' };

interface TechniquesPageProps {
  readonly searchParams: SearchParams;
}

/** Every technique of the catalogue, and what a chosen set saves together. */
export default async function TechniquesPage({ searchParams }: TechniquesPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const decoded = readTechniquesLink(pairs);
  const { link } = decoded;
  return loadPage({
    path: '/techniques',
    asOf: dayOfLink(link, getToday()),
    pinned: { pin: link.pin, pairs },
    load: () => loadTechniques(link),
    events: () => [EFFICIENCY_EVENTS],
    render: (world) => <KnownTechniques world={world} decoded={decoded} pairs={pairs} />,
  });
}

/** The set of a link on the default deployment, and the sentence about it. */
function applySet(world: EfficiencyWorld, decoded: DecodedTechniquesLink) {
  const { techniques } = world;
  const { link, faults } = refuseUnknownTechniques(decoded, techniques);
  const chosen = link.chosen.flatMap((id) => techniques.filter((technique) => technique.id === id));
  const plan = planDefaultDeployment(world);
  const overlap = plan.ok ? computeOverlap(plan.value, chosen) : null;
  const deployment = plan.ok ? describeDeployment(plan.value) : 'the default deployment';
  const headline = prepareTechniquesHeadline({
    techniques,
    asOf: world.asOf,
    overlap,
    deployment: plan.ok ? nameDeployment(plan.value) : deployment,
  });
  return { link, faults, plan, overlap, deployment, headline };
}

async function readFigures(pairs: AddressPairs) {
  const decoded = readTechniquesLink(pairs);
  const world = await loadTechniques(decoded.link);
  return world.ok ? applySet(world.value, decoded).headline.figures : null;
}

interface KnownTechniquesProps {
  readonly pairs: AddressPairs;
  readonly world: EfficiencyWorld;
  readonly decoded: DecodedTechniquesLink;
}

async function KnownTechniques({ world, decoded, pairs }: KnownTechniquesProps) {
  const { techniques } = world;
  const { link, faults, plan, overlap, deployment, headline } = applySet(world, decoded);
  const requests = plan.ok ? describeRequests(plan.value) : '';
  const dated = writeLink(pinPairs(link.pin), link.asOf);
  const provenance = {
    scenario: `the catalogue as published by ${formatDate(world.asOf)}`,
    ...computedVersions(world, MODEL_VERSION),
    source: 'the paper or report named in each row',
  };
  const bars = overlap === null ? null : prepareStackBars(overlap, deployment);
  return (
    <PageFrame
      title="Techniques"
      path="/techniques"
      asOf={world.asOf}
      dataVersion={world.dataVersion}
      kept={[...techniquesPairs(link), ...techniquesTablePairs(link)]}
      freshness={await freshnessStrip(world)}
      pinNote={<PinNote path="/techniques" pairs={pairs} link={link} readFigures={readFigures} />}
      noteKind="technique"
      faults={faults}
      evidence={headline.evidence}
      defaultEvidence={overlap === null ? 'count' : 'saving'}
    >
      <Headline
        parts={headline.parts}
        note="Fractions are of what each technique acts on, against its own baseline: they neither add nor rank."
      />
      <Figures figures={headline.figures} />
      {headline.cautions.map((caution) => (
        <p key={caution} className={styles['caution']}>
          {caution}
        </p>
      ))}
      <SavingPlots
        scatter={prepareSavingScatter(techniques)}
        timeline={prepareSavingTimeline(techniques)}
        provenance={provenance}
      />
      <section className={styles['section']} aria-labelledby="overlap-title" id="overlap">
        <h2 id="overlap-title">What a set saves together</h2>
        {overlap === null ? (
          <p className={styles['caution']}>
            {plan.ok ? '' : plan.error.map(({ message }) => message).join('; ')}
          </p>
        ) : (
          <>
            <p>
              On {deployment}, {requests}. Each pair: HBM hours per token saved together, of what the two
              would save if neither knew of the other.
            </p>
            <SetForm techniques={techniques} link={link} />
            <OverlapMatrix matrix={prepareOverlapMatrix(overlap)} pairs={preparePairTable(overlap)} />
            {bars === null ? null : (
              <StackBars bars={bars} provenance={{ ...provenance, scenario: deployment }} />
            )}
          </>
        )}
      </section>
      <TechniqueCatalogue
        table={prepareTechniqueTable(techniques, (id) => `/techniques/${id}${dated}`)}
        link={link}
        kept={techniquesPairs(link)}
        usualSort={writeSort(DEFAULT_TECHNIQUES_LINK.sort)}
        provenance={provenance}
      />
      <Unknowns>
        <li>
          Which share of served tokens uses a technique: only assumptions of the fleet say, each marked.
        </li>
        <li>
          {String(techniques.filter(({ savingPoint }) => savingPoint === null).length)} techniques have no
          fraction: nobody published one, so they are never applied. Offload is among them: how much cache
          leaves HBM is not known.
        </li>
        <li>What quality costs in use: the column repeats what authors report, on their own tests.</li>
        <li>
          Whether two techniques without a stated conflict have ever been served together: the matrix computes
          bytes and time, not engineering.
        </li>
      </Unknowns>
      <p>
        <Link href={`/workbench`} prefetch={false}>
          Apply techniques to another deployment in the Workbench
        </Link>
      </p>
    </PageFrame>
  );
}
