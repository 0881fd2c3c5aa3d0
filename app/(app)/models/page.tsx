import type { Route } from 'next';
import Link from 'next/link';

import { computedVersions } from '#lib/charts/computed-versions.ts';
import { formatTokens } from '#lib/charts/byte-words.ts';
import { prepareKvHistory } from '#lib/charts/models/kv-history.ts';
import { computeModelFigures } from '#lib/charts/models/model-figures.ts';
import { prepareModelTable } from '#lib/charts/models/model-table.ts';
import { prepareModelsHeadline } from '#lib/charts/models/models-headline.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import {
  modelsPairs,
  modelsTablePairs,
  readModelsLink,
  refuseUnknownRows,
  type DecodedModelsLink,
} from '#lib/core/catalogue/models-link.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { dayOfLink, pinPairs } from '#lib/core/link/pin.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { EFFICIENCY_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { loadModels } from './load-models.ts';
import { ModelsBrowser } from './ModelsBrowser.tsx';
import { ModelsUnknowns } from './ModelsUnknowns.tsx';

export const metadata = { title: 'Models' };

interface ModelsPageProps {
  readonly searchParams: SearchParams;
}

/** Every model of the catalogue and what its attention remembers. */
export default async function ModelsPage({ searchParams }: ModelsPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const decoded = readModelsLink(pairs);
  const { link } = decoded;
  return loadPage({
    path: '/models',
    asOf: dayOfLink(link, getToday()),
    pinned: { pin: link.pin, pairs },
    load: () => loadModels(link),
    events: () => [EFFICIENCY_EVENTS],
    render: (world) => <KnownModels world={world} decoded={decoded} pairs={pairs} />,
  });
}

/** The models of a link, and the sentence about the two that it compares. */
function compareModels(world: EfficiencyWorld, decoded: DecodedModelsLink) {
  const { link, faults } = refuseUnknownRows(decoded, world.models);
  const { contextTokens, kvDtype, fromModel: fromId, toModel: toId } = link;
  const all = world.models.map((model) => computeModelFigures(model, { contextTokens, kvDtype }));
  return { link, faults, all, headline: prepareModelsHeadline({ all, asOf: world.asOf, fromId, toId }) };
}

async function readFigures(pairs: AddressPairs) {
  const decoded = readModelsLink(pairs);
  const world = await loadModels(decoded.link);
  return world.ok ? compareModels(world.value, decoded).headline.figures : null;
}

interface KnownModelsProps {
  readonly pairs: AddressPairs;
  readonly world: EfficiencyWorld;
  readonly decoded: DecodedModelsLink;
}

async function KnownModels({ world, decoded, pairs }: KnownModelsProps) {
  const { link, faults, all, headline } = compareModels(world, decoded);
  const { contextTokens, kvDtype } = link;
  const dated = writeLink(pinPairs(link.pin), link.asOf);
  return (
    <PageFrame
      title="Models"
      path="/models"
      asOf={world.asOf}
      dataVersion={world.dataVersion}
      kept={[...modelsPairs(link), ...modelsTablePairs(link)]}
      freshness={await freshnessStrip(world)}
      pinNote={<PinNote path="/models" pairs={pairs} link={link} readFigures={readFigures} />}
      noteKind="model"
      faults={faults}
      evidence={headline.evidence}
      defaultEvidence={headline.defaultEvidence}
    >
      <Headline
        parts={headline.parts}
        note="In BF16, at the same bytes per element for both. Open models only: makers of closed ones publish no shape."
      />
      <Figures figures={headline.figures} />
      <ModelsBrowser
        history={prepareKvHistory(all)}
        table={prepareModelTable(all, { contextTokens, kvDtype }, (id) => `/models/${id}${dated}`)}
        link={link}
        provenance={{
          scenario: `one sequence of ${formatTokens(contextTokens)} tokens, cache in ${kvDtype}`,
          ...computedVersions(world, MODEL_VERSION),
          source: 'shapes from makers’ config files and papers, memory computed by Waterline',
        }}
      />
      <ModelsUnknowns world={world} />
      <p>
        <Link href={`/method${dated}` as Route} prefetch={false}>
          How the figures compare with what others published
        </Link>
      </p>
    </PageFrame>
  );
}
