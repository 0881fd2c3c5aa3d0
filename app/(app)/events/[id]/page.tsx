import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';

import { computedVersions } from '#lib/charts/computed-versions.ts';
import { prepareCarPlot } from '#lib/charts/events/car-plot.ts';
import { shortTitle, withWrittenDates } from '#lib/charts/events/event-words.ts';
import { groupWarnings } from '#lib/charts/events/grouped-warnings.ts';
import {
  prepareAcrossTable,
  prepareFitTable,
  preparePrintedTable,
  prepareTickerTable,
  unmatchedWords,
} from '#lib/charts/events/study-tables.ts';
import { prepareStudyHeadline } from '#lib/charts/events/study-headline.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import {
  DEFAULT_STUDY_LINK,
  readStudyLink,
  studyLinkPairs,
  type Decoded,
  type StudyLink,
} from '#lib/core/catalogue/events-link.ts';
import { describeWindow } from '#lib/core/event-study/options.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { Figures } from '../../../_page/Figures.tsx';
import { Headline } from '../../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../../_page/load-page.tsx';
import { PageFrame } from '../../../_page/PageFrame.tsx';
import { toPairs, type SearchParams } from '../../../_page/read-search-params.ts';
import { NamedTableSection } from '../../rebound/NamedTableSection.tsx';
import { Conventions } from '../Conventions.tsx';
import { EventFacts } from '../EventFacts.tsx';
import styles from '../events.module.css';
import { EventsUnknowns } from '../EventsUnknowns.tsx';
import { FocusChoices } from '../FocusChoices.tsx';
import { loadEvent, type LoadedEvent } from '../load-events.ts';
import { StudyChart } from '../StudyChart.tsx';
import { StudyForm } from '../StudyForm.tsx';

interface EventPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: SearchParams;
}

export async function generateMetadata({ params }: EventPageProps): Promise<Metadata> {
  return { title: `Event ${(await params).id}` };
}

/** One event: what it claimed, what that comes to, and how each share met it. */
export default async function EventPage({ params, searchParams }: EventPageProps) {
  const { id } = await params;
  const decoded = readStudyLink(toPairs(await searchParams));
  return loadPage({
    path: `/events/${id}`,
    asOf: decoded.link.asOf ?? getToday(),
    load: () => loadEvent(id, decoded.link),
    render: (loaded) => {
      if (loaded === null) notFound();
      return <KnownEvent loaded={loaded} decoded={decoded} />;
    },
  });
}

interface KnownEventProps {
  readonly loaded: LoadedEvent;
  readonly decoded: Decoded<StudyLink>;
}

async function KnownEvent({ loaded, decoded: { link, faults } }: KnownEventProps) {
  const { answer, tickers } = loaded.study;
  const { settings, focus } = link;
  const { event } = answer;
  const path = `/events/${event.id}`;
  const headline = prepareStudyHeadline(answer, settings, focus);
  const provenance = {
    scenario: `${shortTitle(event.title)}, CAR${describeWindow(settings.range)}, ${settings.model} model`,
    ...computedVersions(answer, MODEL_VERSION),
    source: `event: ${event.source.title ?? 'not on file'}; prices: those on file, else the kept records`,
  };
  const plot = prepareCarPlot({
    title: 'Cumulative abnormal return',
    tickers,
    range: settings.range,
    lastDay: Math.max(Number(link.span), settings.range.to),
    focus,
  });
  const hrefOf = (next: Partial<StudyLink>): string =>
    `${path}${writeLink(studyLinkPairs({ ...link, ...next }), link.asOf)}`;
  const printed = preparePrintedTable(answer);
  const warnings = groupWarnings(answer.tickers);
  return (
    <PageFrame
      title={shortTitle(event.title)}
      path={path}
      asOf={answer.asOf}
      dataVersion={answer.dataVersion}
      kept={studyLinkPairs(link)}
      freshness={await freshnessStrip(answer)}
      note={{ kind: 'event', ref: event.id, title: event.title }}
      faults={faults}
      evidence={headline.evidence}
      defaultEvidence="car"
    >
      <Headline
        parts={headline.parts}
        note="CAR: cumulative abnormal return, what a share did beyond its expectation. In brackets the middle 95 % of dates without an event."
      />
      <Figures figures={headline.figures} />
      {answer.warnings.map((warning) => (
        <p key={warning} className={styles['caution']}>
          {withWrittenDates(warning)}
        </p>
      ))}
      <StudyForm
        path={path}
        settings={settings}
        kept={studyLinkPairs({ ...DEFAULT_STUDY_LINK, focus, span: link.span })}
        asOf={link.asOf}
        hrefOf={(next) => hrefOf({ settings: next })}
      />
      <section className={styles['section']} aria-labelledby="path-title" id="path">
        <h2 id="path-title">What the shares did</h2>
        <FocusChoices tickers={answer.tickers} link={link} hrefOf={hrefOf} />
        {plot === null ? (
          <p className={styles['caution']}>No share has figures for this event with these settings.</p>
        ) : (
          <StudyChart model={plot} provenance={provenance} />
        )}
      </section>
      <NamedTableSection
        named={prepareTickerTable(answer.tickers, settings.range)}
        provenance={provenance}
        level={2}
      />
      <NamedTableSection named={prepareAcrossTable(answer.across)} provenance={provenance} level={2} />
      {printed === null ? (
        <section className={styles['section']} aria-labelledby="printed-title">
          <h2 id="printed-title">What was printed</h2>
          <p>{unmatchedWords(answer)}</p>
        </section>
      ) : (
        <NamedTableSection named={printed} provenance={provenance} level={2} />
      )}
      <section className={styles['section']} aria-labelledby="warnings-title">
        <h2 id="warnings-title">Before believing it</h2>
        {warnings.length === 0 ? (
          <p>Nothing in the ledger or in the prices speaks against these windows.</p>
        ) : (
          <ul className={styles['warnings']}>
            {warnings.map(({ text, shares }) => (
              <li key={text}>
                {text} <span className={styles['who']}>{shares.join(', ')}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <NamedTableSection named={prepareFitTable(answer.tickers)} provenance={provenance} level={2} />
      <EventFacts loaded={loaded} asOf={link.asOf} />
      <p>
        <Link href={`/events${writeLink(studyLinkPairs(link), link.asOf)}` as Route} prefetch={false}>
          All events with these settings
        </Link>
      </p>
      <Conventions />
      <EventsUnknowns />
    </PageFrame>
  );
}
