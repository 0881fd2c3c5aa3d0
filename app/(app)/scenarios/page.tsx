import type { Route } from 'next';
import { redirect } from 'next/navigation';

import { dayOfLink } from '#lib/core/link/pin.ts';
import { comparePairs, readCompareLink, writeCompareLink } from '#lib/core/scenario/compare-link.ts';
import { seedOf } from '#lib/core/uncertainty/seed-of.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { HBM_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { CompareSection } from './CompareSection.tsx';
import { openScenarios, type ShownScenarios } from './load-scenarios.ts';
import { prepareOutputChoices, preparePairChoices } from './prepare-choices.ts';
import { ScenarioColumns } from './ScenarioColumns.tsx';
import { ScenarioPlots } from './ScenarioPlots.tsx';
import { SavedSection } from './SavedSection.tsx';
import { ScenariosUnknowns } from './ScenariosUnknowns.tsx';
import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';

export const metadata = { title: 'Scenarios' };

interface ScenariosPageProps {
  readonly searchParams: SearchParams;
}

/** Up to four scenarios side by side: inputs that differ, outputs, and what makes the gap. */
export default async function ScenariosPage({ searchParams }: ScenariosPageProps) {
  const today = getToday();
  const pairs = [...toPairs(await searchParams)];
  const decoded = readCompareLink(pairs, today);
  return loadPage({
    path: '/scenarios',
    asOf: dayOfLink(decoded.link, today),
    pinned: { pin: decoded.link.pin, pairs },
    load: () => openScenarios(decoded),
    events: () => [HBM_EVENTS],
    render: (opened) => {
      // The address of a form's edit is not one to keep: the link that it makes is.
      if (opened.kind === 'edited') redirect(`/scenarios${writeCompareLink(opened.link, today)}` as Route);
      return <KnownScenarios {...opened} pairs={pairs} today={today} />;
    },
  });
}

async function readFigures(pairs: AddressPairs) {
  const opened = await openScenarios(readCompareLink(pairs, getToday()));
  return opened.ok && opened.value.kind === 'shown' ? opened.value.page.figures : null;
}

interface KnownScenariosProps extends ShownScenarios {
  readonly pairs: AddressPairs;
  readonly today: string;
}

async function KnownScenarios(props: KnownScenariosProps) {
  const { world, dataVersion, link, names, faults, page, today } = props;
  const pairs = preparePairChoices(link, names, today);
  return (
    <PageFrame
      title="Scenarios"
      path="/scenarios"
      asOf={world.asOf}
      dataVersion={dataVersion}
      kept={comparePairs(link, today)}
      freshness={await freshnessStrip({ asOf: world.asOf, dataVersion })}
      seed={seedOf(link.pin)}
      pinNote={<PinNote path="/scenarios" pairs={props.pairs} link={link} readFigures={readFigures} />}
      noteKind="scenario"
      faults={faults}
      evidence={page.evidence}
      defaultEvidence={page.defaultEvidence}
    >
      <Headline parts={page.headline} note={page.note} />
      {pairs.length < 2 ? null : (
        <ChoiceRow
          label={`${names[0] ?? ''} against`}
          name="Scenario that the first is set against"
          choices={pairs}
        />
      )}
      <Figures figures={page.figures} />
      <ScenarioColumns world={world} link={link} names={names} today={today} />
      <SavedSection world={world} link={link} today={today} />
      <CompareSection table={page.table} provenance={page.provenance} />
      <ScenarioPlots
        gap={page.gap}
        gapAbsence={page.gapAbsence}
        dots={page.dots}
        below={page.below}
        paths={page.paths}
        provenance={page.provenance}
        outputs={prepareOutputChoices(link, today)}
      />
      <ScenariosUnknowns />
    </PageFrame>
  );
}
