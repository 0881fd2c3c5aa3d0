import { computedVersions } from '#lib/charts/computed-versions.ts';
import { prepareAsOfEvidence } from '#lib/charts/as-of/as-of-evidence.ts';
import { prepareAsOfFigures, prepareAsOfHeadline } from '#lib/charts/as-of/as-of-headline.ts';
import { hbmOfYear, pairOf } from '#lib/charts/as-of/known-pair.ts';
import { groupNews } from '#lib/charts/as-of/news-list.ts';
import { collectSaid } from '#lib/charts/as-of/said-by-day-plot.ts';
import { prepareFactsTable, prepareThenNowTable } from '#lib/charts/as-of/then-now-tables.ts';
import { formatDate } from '#lib/charts/format.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { asOfPairs, readAsOfLink, type DecodedAsOfLink } from '#lib/core/backtest/as-of-link.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { CAPEX_EVENTS, MARKET_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { NotedTableView } from '../../_page/NotedTableView.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import styles from './as-of.module.css';
import { AsOfUnknowns } from './AsOfUnknowns.tsx';
import { BacktestSection } from './BacktestSection.tsx';
import { DayForm } from './DayForm.tsx';
import { loadAsOf, type LoadedAsOf } from './load-as-of.ts';
import { NewsSection } from './NewsSection.tsx';
import { ReconciliationSection } from './ReconciliationSection.tsx';

export const metadata = { title: 'As of' };

interface AsOfPageProps {
  readonly searchParams: SearchParams;
}

/** What was known on a past day, what has become known since, and how the model of past days fared. */
export default async function AsOfPage({ searchParams }: AsOfPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const decoded = readAsOfLink(pairs);
  return loadPage({
    path: '/as-of',
    asOf: dayOfLink(decoded.link, getToday()),
    pinned: { pin: decoded.link.pin, pairs },
    load: () => loadAsOf(decoded.link),
    events: () => [MARKET_EVENTS, CAPEX_EVENTS],
    render: (loaded) => <KnownPast loaded={loaded} decoded={decoded} pairs={pairs} />,
  });
}

async function readFigures(pairs: AddressPairs) {
  const loaded = await loadAsOf(readAsOfLink(pairs).link);
  if (!loaded.ok) return null;
  const { then, now, backtest } = loaded.value;
  return prepareAsOfFigures(pairOf(then, now), backtest);
}

interface KnownPastProps {
  readonly pairs: AddressPairs;
  readonly loaded: LoadedAsOf;
  readonly decoded: DecodedAsOfLink;
}

async function KnownPast({ loaded, decoded, pairs }: KnownPastProps) {
  const { link, then, now, news, backtest, reconciliation, modelsOfRuns } = loaded;
  const pair = pairOf(then, now);
  const provenance = {
    scenario: `knowledge of ${formatDate(then.asOf)} against ${formatDate(now.asOf)}; default scenario`,
    ...computedVersions(now, MODEL_VERSION),
    source: 'capex reports and guides, market figures, disclosures and unit counts as each row says',
  };
  const modelOf = (day: string) => {
    const known = day === now.asOf ? now : modelsOfRuns.find(({ asOf }) => asOf === day);
    return known === undefined ? null : hbmOfYear(known, reconciliation.running.year);
  };
  return (
    <PageFrame
      title="As of"
      path="/as-of"
      asOf={now.asOf}
      dataVersion={now.dataVersion}
      kept={asOfPairs(link)}
      freshness={await freshnessStrip(now)}
      pinNote={<PinNote path="/as-of" pairs={pairs} link={link} readFigures={readFigures} />}
      faults={[...decoded.faults, ...loaded.faults]}
      evidence={prepareAsOfEvidence(pair, backtest, reconciliation)}
      defaultEvidence="guides"
    >
      <Headline
        parts={prepareAsOfHeadline(pair, backtest)}
        note="The capex is of each day. Prices, content, shares and growth are assumptions written later: hindsight, said wherever they enter."
      />
      <DayForm link={link} date={then.asOf} now={now.asOf} runs={backtest.runs.map(({ asOf }) => asOf)} />
      <Figures figures={prepareAsOfFigures(pair, backtest)} />
      <BacktestSection
        backtest={backtest}
        said={collectSaid(reconciliation.running, backtest, modelOf)}
        provenance={provenance}
      />
      <section className={styles['section']} aria-labelledby="then-title" id="then">
        <h2 id="then-title">Then and now</h2>
        <NotedTableView table={prepareThenNowTable(pair)} provenance={provenance} />
        <NotedTableView table={prepareFactsTable(pair)} provenance={provenance} />
      </section>
      <NewsSection groups={groupNews(news)} then={then.asOf} now={now.asOf} provenance={provenance} />
      <ReconciliationSection reconciliation={reconciliation} provenance={provenance} />
      <AsOfUnknowns />
    </PageFrame>
  );
}
