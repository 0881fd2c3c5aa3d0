import { computedVersions } from '#lib/charts/computed-versions.ts';
import { prepareCarPlot } from '#lib/charts/events/car-plot.ts';
import { prepareEventsTable, preparePoolTable } from '#lib/charts/events/events-table.ts';
import { shareName, shortTitle, withWrittenDates } from '#lib/charts/events/event-words.ts';
import { prepareStudyHeadline } from '#lib/charts/events/study-headline.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import {
  DEFAULT_EVENTS_LINK,
  eventsPairs,
  eventsTablePairs,
  readEventsLink,
  studyLinkPairs,
  type Decoded,
  type EventsLink,
} from '#lib/core/catalogue/events-link.ts';
import { writeSort } from '#lib/core/catalogue/text-param.ts';
import { describeWindow } from '#lib/core/event-study/options.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { NamedTableSection } from '../rebound/NamedTableSection.tsx';
import { Conventions } from './Conventions.tsx';
import styles from './events.module.css';
import { EventsCatalogue } from './EventsCatalogue.tsx';
import { EventsUnknowns } from './EventsUnknowns.tsx';
import { loadEvents, type LoadedEvents } from './load-events.ts';
import { FocusChoices } from './FocusChoices.tsx';
import { StudyChart } from './StudyChart.tsx';
import { StudyForm } from './StudyForm.tsx';

export const metadata = { title: 'Events' };

interface EventsPageProps {
  readonly searchParams: SearchParams;
}

/** Did past breakthroughs move memory shares, after noise? */
export default async function EventsPage({ searchParams }: EventsPageProps) {
  const decoded = readEventsLink(toPairs(await searchParams));
  return loadPage({
    path: '/events',
    asOf: decoded.link.asOf ?? getToday(),
    load: () => loadEvents(decoded.link),
    render: (loaded) => <KnownEvents loaded={loaded} decoded={decoded} />,
  });
}

function hrefOf(link: EventsLink): string {
  return `/events${writeLink([...eventsPairs(link), ...eventsTablePairs(link)], link.asOf)}`;
}

interface KnownEventsProps {
  readonly loaded: LoadedEvents;
  readonly decoded: Decoded<EventsLink>;
}

async function KnownEvents({ loaded, decoded: { link, faults } }: KnownEventsProps) {
  const { studies, drawn, deflations, noDeflations } = loaded;
  const { settings, focus } = link;
  const provenance = {
    scenario: `CAR${describeWindow(settings.range)}, ${settings.model} model`,
    ...computedVersions(studies, MODEL_VERSION),
    source: 'events: the source named in each row; prices: those on file, else the kept records',
  };
  const headline = drawn === null ? null : prepareStudyHeadline(drawn.answer, settings, focus);
  const plot =
    drawn === null
      ? null
      : prepareCarPlot({
          title: `${shortTitle(drawn.answer.event.title)}: cumulative abnormal return`,
          tickers: drawn.tickers,
          range: settings.range,
          lastDay: Math.max(Number(link.span), settings.range.to),
          focus,
        });
  const tickers = drawn?.answer.tickers ?? [];
  const focused = tickers.find(({ ticker }) => ticker === focus);
  const pairs = studyLinkPairs(link);
  return (
    <PageFrame
      title="Events"
      path="/events"
      asOf={studies.asOf}
      dataVersion={studies.dataVersion}
      kept={[...eventsPairs(link), ...eventsTablePairs(link)]}
      freshness={await freshnessStrip(studies)}
      noteKind="event"
      faults={faults}
      evidence={headline?.evidence ?? {}}
      defaultEvidence="car"
    >
      {headline === null ? (
        <p className={styles['caution']}>The ledger has no event at this date.</p>
      ) : (
        <>
          <Headline
            parts={headline.parts}
            note="CAR: cumulative abnormal return, what a share did beyond its expectation. In brackets the middle 95 % of dates without an event."
          />
          <Figures figures={headline.figures} />
        </>
      )}
      {(drawn?.answer.warnings ?? []).map((warning) => (
        <p key={warning} className={styles['caution']}>
          {withWrittenDates(warning)}
        </p>
      ))}
      <StudyForm
        path="/events"
        settings={settings}
        kept={[
          ...eventsPairs({ ...DEFAULT_EVENTS_LINK, event: link.event, focus, span: link.span }),
          ...eventsTablePairs(link),
        ]}
        asOf={link.asOf}
        hrefOf={(next) => hrefOf({ ...link, settings: next })}
      />
      <section className={styles['section']} aria-labelledby="path-title" id="path">
        <h2 id="path-title">What the shares did</h2>
        <FocusChoices tickers={tickers} link={link} hrefOf={(next) => hrefOf({ ...link, ...next })} />
        {plot === null ? (
          <p className={styles['caution']}>No share has figures for this event with these settings.</p>
        ) : (
          <StudyChart model={plot} provenance={provenance} />
        )}
      </section>
      <NamedTableSection
        named={preparePoolTable(studies.pools, settings.range)}
        provenance={provenance}
        level={2}
      />
      {noDeflations === null ? null : <p className={styles['caution']}>{noDeflations}</p>}
      <EventsCatalogue
        table={prepareEventsTable({
          rows: studies.events,
          deflations,
          range: settings.range,
          focus: { ticker: focus, name: focused === undefined ? focus : shareName(focused) },
          hrefOf: (id) => `/events/${encodeURIComponent(id)}${writeLink(pairs, link.asOf)}`,
        })}
        link={link}
        kept={eventsPairs(link)}
        usualSort={writeSort(DEFAULT_EVENTS_LINK.sort)}
        provenance={provenance}
      />
      <Conventions />
      <EventsUnknowns />
    </PageFrame>
  );
}
