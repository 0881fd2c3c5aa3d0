import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';

import { computedVersions } from '#lib/charts/computed-versions.ts';
import { prepareCompanyEvidence } from '#lib/charts/companies/company-evidence.ts';
import {
  companyNote,
  prepareCompanyFigures,
  prepareCompanyHeadline,
} from '#lib/charts/companies/company-page.ts';
import { checksSummary, listCompanyTables } from '#lib/charts/companies/company-tables.ts';
import { evidenceKey } from '#lib/charts/companies/company-words.ts';
import { drawQuarters } from '#lib/charts/companies/drawn-quarters.ts';
import { prepareIncomeBars, prepareMarginLine } from '#lib/charts/companies/income-plots.ts';
import { prepareMetricTable } from '#lib/charts/companies/metric-table.ts';
import { prepareRevenueBars } from '#lib/charts/companies/revenue-bars.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { dayOfLink, PIN_PARAM, pinPairs } from '#lib/core/link/pin.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import {
  companyPairs,
  companyTablePairs,
  readCompanyLink,
  refuseUnknownFacets,
  writeCompanyLink,
  type DecodedCompanyLink,
} from '#lib/core/vendors/companies-link.ts';
import { studyCompany, type CompaniesWorld } from '#lib/core/vendors/company-study.ts';
import { findCompany, type Company } from '#lib/core/vendors/company.ts';
import { NO_PRICES } from '#lib/core/vendors/price-standing.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { companyEvents } from '#lib/charts/timeline/event-choices.ts';

import { currentSettings } from '../../../_auth/current-settings.ts';
import { requireReader } from '../../../_auth/current-viewer.ts';
import { Figures } from '../../../_page/Figures.tsx';
import { Headline } from '../../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../../_page/load-page.tsx';
import { PageFrame } from '../../../_page/PageFrame.tsx';
import { PinNote } from '../../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../../_page/read-search-params.ts';
import { ChoiceRow } from '../../../_ui/ChoiceRow.tsx';
import { WatchButton } from '../../../_watch/WatchButton.tsx';
import { BarFigure } from '../../efficiency/BarFigure.tsx';
import { XyFigure } from '../../efficiency/XyFigure.tsx';
import styles from '../companies.module.css';
import { loadCompanies } from '../load-companies.ts';
import { SourcedTable } from '../SourcedTable.tsx';
import { CompanyUnknowns } from './CompanyUnknowns.tsx';
import { MetricCatalogue } from './MetricCatalogue.tsx';
import { prepareQuarterChoices } from './quarter-choices.ts';

interface CompanyPageProps {
  readonly params: Promise<{ readonly ticker: string }>;
  readonly searchParams: SearchParams;
}

export async function generateMetadata({ params }: CompanyPageProps): Promise<Metadata> {
  return { title: findCompany((await params).ticker)?.name ?? 'Not found' };
}

/** One vendor in its own currency and calendar: HBM, segments, margins, every figure with its source. */
export default async function CompanyPage({ params, searchParams }: CompanyPageProps) {
  await requireReader();
  const { ticker } = await params;
  const company = findCompany(ticker);
  if (company === null) notFound();
  const pairs = [...toPairs(await searchParams)];
  const decoded = readCompanyLink(pairs);
  const { link } = decoded;
  const path = `/companies/${ticker}`;
  const isUsdUsual = company.unit !== 'USD_bn' && (await currentSettings()).settings.currency === 'usd';
  // The address says what is shown, so that a copied link shows the same to others.
  if (isUsdUsual && saysNothing(pairs))
    redirect(`${path}${writeCompanyLink({ ...link, currency: 'usd' })}` as Route);
  return loadPage({
    path,
    asOf: dayOfLink(link, getToday()),
    pinned: { pin: link.pin, pairs },
    load: () => loadCompanies(link),
    events: () => [companyEvents(company.name)],
    render: (world) => <KnownCompany {...{ company, world, decoded, pairs, isUsdUsual }} />,
  });
}

interface KnownCompanyProps {
  readonly company: Company;
  readonly world: CompaniesWorld;
  readonly decoded: DecodedCompanyLink;
  readonly pairs: AddressPairs;
  readonly isUsdUsual: boolean;
}

/** Whether an address names nothing of the page but its day and pin. */
function saysNothing(pairs: AddressPairs): boolean {
  return pairs.every(([name]) => ['asOf', PIN_PARAM, 'v'].includes(name));
}

async function KnownCompany({ company, world, decoded, pairs, isUsdUsual }: KnownCompanyProps) {
  const study = studyCompany(world, company);
  const { link, faults } = refuseUnknownFacets(
    decoded,
    study.metrics.map(({ segment, reportedOrEstimate: kind }) => ({ segment, kind })),
  );
  const path = `/companies/${company.ticker}`;
  const readFigures = async (asked: AddressPairs) => {
    const there = await loadCompanies(readCompanyLink(asked).link);
    return there.ok ? prepareCompanyFigures(studyCompany(there.value, company)) : null;
  };
  const drawn = drawQuarters(study, link);
  const [revenue, income, margin] = [
    prepareRevenueBars(drawn),
    prepareIncomeBars(drawn),
    prepareMarginLine(drawn),
  ];
  const tables = listCompanyTables(world, study);
  const provenance = {
    scenario: `${company.name}, accounts as stated`,
    ...computedVersions(world, MODEL_VERSION),
    source: 'company reports and the press, as each row says',
  };
  return (
    <PageFrame
      title={company.name}
      path={path}
      asOf={world.asOf}
      dataVersion={world.dataVersion}
      kept={[...companyPairs(link), ...companyTablePairs(link)]}
      freshness={await freshnessStrip(world)}
      tool={<WatchButton thing={{ kind: 'stock', ref: company.ticker, title: company.name }} />}
      pinNote={<PinNote path={path} pairs={pairs} link={link} readFigures={readFigures} />}
      note={{ kind: 'company', ref: company.ticker, title: company.name }}
      faults={faults}
      evidence={prepareCompanyEvidence(study)}
      defaultEvidence={evidenceKey(study.hbm.kind === 'maker' ? 'share' : 'revenue', study)}
    >
      <Headline parts={prepareCompanyHeadline(study)} note={companyNote(study)} />
      <Figures figures={prepareCompanyFigures(study)} />
      <section className={styles['section']} aria-labelledby="accounts-title">
        <h2 id="accounts-title">Quarters</h2>
        <div className={styles['choices']}>
          {prepareQuarterChoices(company, link, isUsdUsual).map(({ label, choices }) => (
            <ChoiceRow key={label} label={label} name={`${label} shown`} choices={choices} />
          ))}
        </div>
        {revenue === null ? (
          <p className={styles['caution']}>No quarter with a revenue was on file by then.</p>
        ) : (
          <BarFigure model={revenue} provenance={provenance} />
        )}
      </section>
      <div className={styles['pair']}>
        {income === null || margin === null ? (
          <p className={styles['caution']}>
            No quarter with an operating income is on file; half-years and years, where there are any, stand
            in the table of figures.
          </p>
        ) : (
          <>
            <BarFigure model={income} provenance={provenance} />
            <XyFigure model={margin} provenance={provenance} heightPx={340} />
          </>
        )}
      </div>
      <section className={styles['section']} aria-labelledby="hbm-title">
        <h2 id="hbm-title">What was said of its HBM</h2>
        <SourcedTable
          table={tables.disclosures}
          ifEmpty={
            study.hbm.kind === 'none'
              ? `It sells no HBM: ${study.hbm.reason}.`
              : 'No figure of its HBM is on file from the company or its reporters.'
          }
        />
        {tables.trackers.rows.length === 0 ? null : (
          <details className={styles['more']}>
            <summary>What trackers and brokers say of it: {tables.trackers.rows.length} figures</summary>
            <SourcedTable table={tables.trackers} ifEmpty="" />
          </details>
        )}
      </section>
      <section className={styles['section']} aria-labelledby="contracts-title">
        <h2 id="contracts-title">Contracts</h2>
        <SourcedTable table={tables.contracts} ifEmpty="No contract of it is on file." />
      </section>
      {tables.crossChecks.rows.length === 0 ? null : (
        <section className={styles['section']} aria-labelledby="cross-title">
          <h2 id="cross-title">HBM revenue reached two ways</h2>
          <SourcedTable table={tables.crossChecks} ifEmpty="" />
        </section>
      )}
      <MetricCatalogue
        path={path}
        table={prepareMetricTable(study, world.rates)}
        link={link}
        provenance={provenance}
      />
      <section className={styles['section']} aria-labelledby="checks-title">
        <h2 id="checks-title">Figures held against each other</h2>
        <p className={styles['lead']}>{checksSummary(study)}</p>
        <SourcedTable table={tables.checks} ifEmpty="No figure on file can be held against another." />
      </section>
      <section className={styles['section']} aria-labelledby="listings-title">
        <h2 id="listings-title">Listings and price</h2>
        <SourcedTable table={tables.listings} ifEmpty="No listing was on file by then." />
        <p className={styles['lead']}>Price: {NO_PRICES}.</p>
      </section>
      <CompanyUnknowns study={study} />
      <p>
        <Link href={`/companies${writeLink(pinPairs(link.pin), link.asOf)}` as Route} prefetch={false}>
          All companies
        </Link>
      </p>
    </PageFrame>
  );
}
