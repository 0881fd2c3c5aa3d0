import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';

import { computedVersions } from '#lib/charts/computed-versions.ts';
import { formatDate } from '#lib/charts/format.ts';
import { prepareAdoptionCurve } from '#lib/charts/techniques/adoption-curve-plot.ts';
import { prepareTechniquePage } from '#lib/charts/techniques/technique-page.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { readLink, writeLink } from '#lib/core/link/read-link.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { dayOfLink, pinPairs, readPin, type LinkMoment } from '#lib/core/link/pin.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { techniqueEvents } from '#lib/charts/timeline/event-choices.ts';

import { requireReader } from '../../../_auth/current-viewer.ts';
import { Figures } from '../../../_page/Figures.tsx';
import { Headline } from '../../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../../_page/load-page.tsx';
import { PageFrame } from '../../../_page/PageFrame.tsx';
import { PinNote } from '../../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../../_page/read-search-params.ts';
import { WatchButton } from '../../../_watch/WatchButton.tsx';
import { loadTechnique, type LoadedTechnique } from '../load-techniques.ts';
import { AdoptionPlot } from '../AdoptionPlot.tsx';
import styles from '../techniques.module.css';

interface TechniquePageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: SearchParams;
}

export async function generateMetadata({ params }: TechniquePageProps): Promise<Metadata> {
  return { title: `Technique ${(await params).id}` };
}

/** One technique with its evidence, its spread and the events that name it. */
export default async function TechniquePage({ params, searchParams }: TechniquePageProps) {
  await requireReader();
  const { id } = await params;
  const pairs = [...toPairs(await searchParams)];
  const { link, faults } = readTechniqueLink(pairs);
  const path = `/techniques/${id}`;
  return loadPage({
    path,
    asOf: dayOfLink(link, getToday()),
    pinned: { pin: link.pin, pairs },
    load: () => loadTechnique(id, link),
    events: () => [techniqueEvents(id)],
    render: (loaded) => <KnownTechnique {...{ id, path, loaded, link, faults, pairs }} />,
  });
}

/** The address of one technique holds nothing but date and pin. */
function readTechniqueLink(pairs: AddressPairs): {
  readonly link: LinkMoment;
  readonly faults: readonly LinkFault[];
} {
  const { values, asOf, faults } = readLink(pairs, { pin: readPin });
  return { link: { asOf, pin: values.pin ?? null }, faults };
}

interface KnownTechniqueProps {
  readonly pairs: AddressPairs;
  readonly id: string;
  readonly path: string;
  readonly loaded: LoadedTechnique;
  readonly link: LinkMoment;
  readonly faults: readonly LinkFault[];
}

async function KnownTechnique({ id, path, loaded, link, faults, pairs }: KnownTechniqueProps) {
  const { world, context } = loaded;
  const technique = world.techniques.find((each) => each.id === id);
  const dated = writeLink(pinPairs(link.pin), link.asOf);
  if (technique === undefined) notFound();
  const page = prepareTechniquePage(technique, world.techniques);
  const readFigures = async (asked: AddressPairs) => {
    const known = await loadTechnique(id, readTechniqueLink(asked).link);
    const techniques = known.ok ? known.value.world.techniques : [];
    const same = techniques.find((each) => each.id === id);
    return same === undefined ? null : prepareTechniquePage(same, techniques).figures;
  };
  return (
    <PageFrame
      title={technique.name}
      path={path}
      asOf={world.asOf}
      dataVersion={world.dataVersion}
      kept={pinPairs(link.pin)}
      freshness={await freshnessStrip(world)}
      tool={<WatchButton thing={{ kind: 'technique', ref: id, title: technique.name }} />}
      pinNote={<PinNote path={path} pairs={pairs} link={link} readFigures={readFigures} />}
      note={{ kind: 'technique', ref: id, title: technique.name }}
      faults={faults}
      evidence={page.evidence}
      defaultEvidence="saving"
    >
      <Headline
        parts={page.parts}
        note="The range is the lowest and the highest fraction published or derived."
      />
      <Figures figures={page.figures} />
      <dl className={styles['facts']}>
        {page.facts.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div>
          <dt>Source</dt>
          <dd>
            {technique.url === null ? (
              (technique.sourceTitle ?? 'not on file')
            ) : (
              <a href={technique.url} target="_blank" rel="noreferrer">
                {technique.sourceTitle ?? technique.url}
              </a>
            )}
          </dd>
        </div>
        <div>
          <dt>Excludes</dt>
          <dd>
            {page.rivals.length === 0
              ? 'nothing in the catalogue'
              : page.rivals.map((rival, index) => (
                  <span key={rival.id}>
                    {index === 0 ? '' : ', '}
                    <Link href={`/techniques/${rival.id}${dated}` as Route} prefetch={false}>
                      {rival.name}
                    </Link>
                  </span>
                ))}
          </dd>
        </div>
        <div>
          <dt>Goes with</dt>
          <dd>{page.stacksWith}</dd>
        </div>
      </dl>
      {context.adoption === null ? (
        <p className={styles['muted']}>
          The fleet does not spread this technique: no adoption rows exist for it, so it does not enter the
          saving of the fleet.
        </p>
      ) : (
        <AdoptionPlot
          curve={prepareAdoptionCurve(context.adoption, id, world.asOf)}
          provenance={{
            scenario: technique.name,
            ...computedVersions(world, MODEL_VERSION),
            source: 'assumptions of the registry',
          }}
        />
      )}
      <section className={styles['section']} aria-labelledby="events-title">
        <h2 id="events-title">Events that name it</h2>
        {context.events.length === 0 ? (
          <p>No event of the ledger names it.</p>
        ) : (
          <ul className={styles['list']}>
            {context.events.map((event) => (
              <li key={event.id}>
                {formatDate(event.occurredOn)}: {event.title}{' '}
                {event.url === null ? null : (
                  <a href={event.url} target="_blank" rel="noreferrer">
                    {event.sourceTitle ?? 'source'}
                  </a>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <p className={styles['row']}>
        <Link href={`/techniques${dated}` as Route} prefetch={false}>
          All techniques
        </Link>
      </p>
    </PageFrame>
  );
}
