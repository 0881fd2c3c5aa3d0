import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';

import { computedVersions } from '#lib/charts/computed-versions.ts';
import { prepareModelPage } from '#lib/charts/models/model-page.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { modelsPairs, readModelsLink, type DecodedModelsLink } from '#lib/core/catalogue/models-link.ts';
import { dayOfLink, pinPairs } from '#lib/core/link/pin.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { MomentFields } from '../../../_page/MomentFields.tsx';
import { requireReader } from '../../../_auth/current-viewer.ts';
import { Figures } from '../../../_page/Figures.tsx';
import { Headline } from '../../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../../_page/load-page.tsx';
import { PageFrame } from '../../../_page/PageFrame.tsx';
import { PinNote } from '../../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../../_page/read-search-params.ts';
import { TextTable } from '../../../_ui/TextTable.tsx';
import { WatchButton } from '../../../_watch/WatchButton.tsx';
import { loadModel, type LoadedModel } from '../load-models.ts';
import styles from '../models.module.css';
import { ModelCurve } from './ModelCurve.tsx';

interface ModelPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: SearchParams;
}

export async function generateMetadata({ params }: ModelPageProps): Promise<Metadata> {
  return { title: `Model ${(await params).id}` };
}

/** One model: its layer groups, its cache over the context, what others published of it. */
export default async function ModelPage({ params, searchParams }: ModelPageProps) {
  await requireReader();
  const { id } = await params;
  const pairs = [...toPairs(await searchParams)];
  const decoded = readModelsLink(pairs);
  const { link } = decoded;
  const path = `/models/${id}`;
  return loadPage({
    path,
    asOf: dayOfLink(link, getToday()),
    pinned: { pin: link.pin, pairs },
    load: () => loadModel(id, link),
    render: (loaded) => <KnownModel id={id} path={path} loaded={loaded} decoded={decoded} pairs={pairs} />,
  });
}

interface KnownModelProps {
  readonly pairs: AddressPairs;
  readonly id: string;
  readonly path: string;
  readonly loaded: LoadedModel;
  readonly decoded: DecodedModelsLink;
}

async function KnownModel({ id, path, loaded, decoded, pairs }: KnownModelProps) {
  const { world, oracles } = loaded;
  const { link, faults } = decoded;
  const model = world.models.find((each) => each.id === id);
  const dated = writeLink(pinPairs(link.pin), link.asOf);
  if (model === undefined) notFound();
  const page = prepareModelPage(model, oracles, link);
  const readFigures = async (asked: AddressPairs) => {
    const there = readModelsLink(asked).link;
    const known = await loadModel(id, there);
    const same = known.ok ? known.value.world.models.find((each) => each.id === id) : undefined;
    return known.ok && same !== undefined ? prepareModelPage(same, known.value.oracles, there).figures : null;
  };
  return (
    <PageFrame
      title={model.name}
      path={path}
      asOf={world.asOf}
      dataVersion={world.dataVersion}
      kept={modelsPairs(link)}
      freshness={await freshnessStrip(world)}
      tool={<WatchButton thing={{ kind: 'model', ref: id, title: model.name }} />}
      pinNote={<PinNote path={path} pairs={pairs} link={link} readFigures={readFigures} />}
      note={{ kind: 'model', ref: id, title: model.name }}
      faults={faults}
      evidence={page.evidence}
      defaultEvidence="token"
    >
      <Headline parts={page.parts} note={page.note} />
      <Figures figures={page.figures} />
      {page.cautions.map((caution) => (
        <p key={caution} className={styles['caution']}>
          {caution}
        </p>
      ))}
      <form className={styles['row']} action={path} method="get">
        <MomentFields link={link} />
        <label className={styles['field']}>
          Tokens of context
          <input
            type="number"
            name="c"
            min={1}
            max={100_000_000}
            defaultValue={link.contextTokens}
            required
          />
        </label>
        <label className={styles['field']}>
          Cache in
          <select name="d" defaultValue={link.kvDtype}>
            {page.dtypes.map((dtype) => (
              <option key={dtype}>{dtype}</option>
            ))}
          </select>
        </label>
        <button type="submit" className={styles['button']}>
          Show
        </button>
      </form>
      {page.groups === null ? null : (
        <section className={styles['section']} aria-label="Layer groups">
          <h2>What its layers keep</h2>
          <TextTable table={page.groups} />
        </section>
      )}
      {page.curve === null ? null : (
        <ModelCurve
          curve={page.curve}
          provenance={{
            scenario: `${model.name}, one sequence`,
            ...computedVersions(world, MODEL_VERSION),
            source: `shape of ${model.name}: ${page.evidenceWords}`,
          }}
        />
      )}
      <section className={styles['section']} aria-label="Published figures">
        <h2>What others published of it</h2>
        {page.oracles === null ? (
          <p>No published memory figure of this model is on file.</p>
        ) : (
          <TextTable table={page.oracles} />
        )}
      </section>
      <section className={styles['section']} aria-label="Shape and source">
        <h2>Shape and source</h2>
        <div className={styles['narrow']}>
          <TextTable table={page.shape} />
        </div>
        {model.notes === null ? null : <p>{model.notes}</p>}
        <p>
          {model.sourceUrl.startsWith('http') ? (
            <a href={model.sourceUrl} target="_blank" rel="noreferrer">
              Source of the shape
            </a>
          ) : (
            model.sourceUrl
          )}{' '}
          ({page.evidenceWords})
        </p>
      </section>
      <p className={styles['row']}>
        <Link href={`/workbench?m=${model.id}` as Route} prefetch={false}>
          Open in the Workbench
        </Link>
        <Link href={`/models${dated}` as Route} prefetch={false}>
          All models
        </Link>
      </p>
    </PageFrame>
  );
}
