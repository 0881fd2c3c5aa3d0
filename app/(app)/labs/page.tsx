import { computedVersions } from '#lib/charts/computed-versions.ts';
import { prepareCutRows } from '#lib/charts/labs/cached-cuts.ts';
import { prepareDayRows } from '#lib/charts/labs/disclosed-day.ts';
import { prepareLabsEvidence } from '#lib/charts/labs/labs-evidence.ts';
import { prepareLabRows, prepareLabsFigures } from '#lib/charts/labs/labs-figures.ts';
import { describeLabsChoice, prepareLabsHeadline, RANGE_WORDS } from '#lib/charts/labs/labs-headline.ts';
import { prepareMarginBars } from '#lib/charts/labs/margin-bars.ts';
import { preparePriceHistory } from '#lib/charts/labs/price-history.ts';
import { preparePriceTable } from '#lib/charts/labs/price-table.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { computeLabEconomics, pricesInEffect } from '#lib/core/labs/lab-economics.ts';
import { labsPairs, labsTablePairs, readLabsLink, refuseByDate } from '#lib/core/labs/labs-link.ts';
import type { DecodedLabsLink } from '#lib/core/labs/labs-link.ts';
import type { LabsWorld } from '#lib/core/labs/labs-world.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { PRICE_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { UnknownDate } from '../../_page/UnknownDate.tsx';
import { CutTable } from './CutTable.tsx';
import { DisclosedDay } from './DisclosedDay.tsx';
import { LabControls } from './LabControls.tsx';
import { LabPlots } from './LabPlots.tsx';
import { LabsUnknowns } from './LabsUnknowns.tsx';
import { LabTable } from './LabTable.tsx';
import { loadLabs } from './load-labs.ts';
import { PriceCatalogue } from './PriceCatalogue.tsx';
import { listQuarterChoices, prepareHistoryChoices } from './prepare-choices.ts';

export const metadata = { title: 'Labs' };

interface LabsPageProps {
  readonly searchParams: SearchParams;
}

/** What labs charge for tokens against what serving them costs. */
export default async function LabsPage({ searchParams }: LabsPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const decoded = readLabsLink(pairs);
  const { link } = decoded;
  return loadPage({
    path: '/labs',
    asOf: dayOfLink(link, getToday()),
    pinned: { pin: link.pin, pairs },
    load: () => loadLabs(link),
    events: () => [PRICE_EVENTS],
    render: (world) => <KnownLabs world={world} decoded={decoded} pairs={pairs} />,
  });
}

async function readFigures(pairs: AddressPairs) {
  const decoded = readLabsLink(pairs);
  const world = await loadLabs(decoded.link);
  if (!world.ok) return null;
  const answer = computeLabEconomics(world.value, refuseUnknown(decoded, world.value).link);
  return answer.ok ? prepareLabsFigures(answer.value) : null;
}

/** The link without what its date does not know. */
function refuseUnknown(decoded: DecodedLabsLink, world: LabsWorld): DecodedLabsLink {
  const providers = [...new Set(pricesInEffect(world).map(({ provider }) => provider))].toSorted();
  return refuseByDate(decoded, { asOf: world.asOf, providers });
}

interface KnownLabsProps {
  readonly pairs: AddressPairs;
  readonly world: LabsWorld;
  readonly decoded: DecodedLabsLink;
}

async function KnownLabs({ world, decoded, pairs }: KnownLabsProps) {
  const prices = pricesInEffect(world);
  const { link, faults } = refuseUnknown(decoded, world);
  const answer = computeLabEconomics(world, link);
  if (!answer.ok) {
    return (
      <UnknownDate path="/labs" asOf={world.asOf} fault={{ kind: 'invalid-input', faults: answer.error }} />
    );
  }
  const economics = answer.value;
  const provenance = {
    scenario: describeLabsChoice(economics),
    ...computedVersions(world, MODEL_VERSION),
    source: 'list prices as each row says; serving cost by the roofline of Waterline',
  };
  return (
    <PageFrame
      title="Labs"
      path="/labs"
      asOf={world.asOf}
      dataVersion={world.dataVersion}
      kept={[...labsPairs(link), ...labsTablePairs(link)]}
      freshness={await freshnessStrip(world)}
      pinNote={<PinNote path="/labs" pairs={pairs} link={link} readFigures={readFigures} />}
      noteKind="lab"
      faults={faults}
      evidence={prepareLabsEvidence(world, economics)}
      defaultEvidence="priceOverCost"
    >
      <Headline
        parts={prepareLabsHeadline(economics, world.asOf)}
        note={`Serving cost is accelerator time alone, so this is no lab’s reported margin. Ranges: ${RANGE_WORDS}.`}
      />
      <LabControls
        link={link}
        mixes={economics.mixes.map((mix) => ({
          id: mix.id,
          name: mix.name,
          isAbsent: 'absence' in mix,
        }))}
        quarters={listQuarterChoices(world.asOf)}
        usualQuarter={economics.quarter}
        usual={{
          costSaving: economics.costSaving.isGiven ? null : economics.costSaving.point,
          passThrough: world.passThrough.point,
        }}
      />
      <Figures figures={prepareLabsFigures(economics)} />
      <LabPlots
        history={preparePriceHistory(economics, { series: link.series, show: link.show, asOf: world.asOf })}
        historyChoices={prepareHistoryChoices(link)}
        margins={prepareMarginBars(economics)}
        provenance={provenance}
      />
      <LabTable rows={prepareLabRows(economics)} />
      <CutTable rows={prepareCutRows(economics.cuts)} asOf={world.asOf} />
      <DisclosedDay rows={economics.day === null ? null : prepareDayRows(economics.day)} asOf={world.asOf} />
      <PriceCatalogue table={preparePriceTable(prices)} link={link} provenance={provenance} />
      <LabsUnknowns />
    </PageFrame>
  );
}
