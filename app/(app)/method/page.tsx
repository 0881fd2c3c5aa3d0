import { computedVersions } from '#lib/charts/computed-versions.ts';
import { CALCULATOR_FAULTS } from '#lib/charts/method/calculator-faults.ts';
import { prepareChain, prepareChainEvidence } from '#lib/charts/method/chain.ts';
import { dateOracles } from '#lib/charts/method/dated-oracles.ts';
import { prepareMethodHeadline } from '#lib/charts/method/method-headline.ts';
import { prepareOracleTable } from '#lib/charts/method/oracle-table.ts';
import { formatDate } from '#lib/charts/format.ts';
import { computeModelFigures, LONG_CONTEXT_TOKENS } from '#lib/charts/models/model-figures.ts';
import { nameDeployment } from '#lib/charts/techniques/deployment-words.ts';
import { computeOverlap } from '#lib/charts/techniques/overlap.ts';
import {
  DEFAULT_METHOD_LINK,
  methodTablePairs,
  readMethodLink,
  type MethodLink,
} from '#lib/core/catalogue/method-link.ts';
import { DEFAULT_MODELS_LINK } from '#lib/core/catalogue/models-link.ts';
import { DEFAULT_STACK } from '#lib/core/catalogue/techniques-link.ts';
import { writeSort } from '#lib/core/catalogue/text-param.ts';
import { evaluateServing } from '#lib/core/efficiency/serving.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { dayOfLink, pinPairs } from '#lib/core/link/pin.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import { planDefaultDeployment } from '#lib/core/workbench/plan-default.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { Unknowns } from '../../_page/Unknowns.tsx';
import { Chain } from './Chain.tsx';
import { loadMethod, type LoadedMethod } from './load-method.ts';
import styles from './method.module.css';
import { OracleCatalogue } from './OracleCatalogue.tsx';

export const metadata = { title: 'Method' };

interface MethodPageProps {
  readonly searchParams: SearchParams;
}

/** How it is computed, and how that compares with what others published. */
export default async function MethodPage({ searchParams }: MethodPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const { link, faults } = readMethodLink(pairs);
  return loadPage({
    path: '/method',
    asOf: dayOfLink(link, getToday()),
    pinned: { pin: link.pin, pairs },
    load: () => loadMethod(link),
    render: (loaded) => <KnownMethod loaded={loaded} link={link} faults={faults} pairs={pairs} />,
  });
}

function chainOf({ world, fleet, market }: LoadedMethod) {
  const choice = { contextTokens: LONG_CONTEXT_TOKENS, kvDtype: 'bf16' } as const;
  const figuresOf = (id: string) => {
    const model = world.models.find((each) => each.id === id);
    return model === undefined ? null : computeModelFigures(model, choice);
  };
  const plan = planDefaultDeployment(world);
  const stack = DEFAULT_STACK.flatMap((id) => world.techniques.filter((each) => each.id === id));
  return prepareChain({
    fromModel: figuresOf(DEFAULT_MODELS_LINK.fromModel),
    toModel: figuresOf(DEFAULT_MODELS_LINK.toModel),
    serving: plan.ok ? evaluateServing(plan.value) : null,
    overlap: plan.ok ? computeOverlap(plan.value, stack) : null,
    deployment: plan.ok ? nameDeployment(plan.value) : 'the default deployment',
    fleet,
    exposure: market?.answer ?? null,
    missing: 'not known at this date',
  });
}

/** The published figures beside ours, and what they come to. */
function judgeOracles({ world, oracles, market }: LoadedMethod) {
  const assumptions = market?.world.assumptions ?? [];
  const rows = dateOracles(oracles.items, new Set(world.models.map(({ id }) => id)));
  const headline = prepareMethodHeadline({
    rows,
    modelVersion: oracles.modelVersion,
    dataVersion: oracles.dataVersion,
    inputCount: assumptions.length,
    assumedCount: assumptions.filter(({ basis }) => basis === 'assumption').length,
  });
  return { rows, headline };
}

async function readFigures(pairs: AddressPairs) {
  const loaded = await loadMethod(readMethodLink(pairs).link);
  return loaded.ok ? judgeOracles(loaded.value).headline.figures : null;
}

interface KnownMethodProps {
  readonly pairs: AddressPairs;
  readonly loaded: LoadedMethod;
  readonly link: MethodLink;
  readonly faults: readonly LinkFault[];
}

async function KnownMethod({ loaded, link, faults, pairs }: KnownMethodProps) {
  const { world, oracles } = loaded;
  const { rows, headline } = judgeOracles(loaded);
  const nodes = chainOf(loaded);
  const dated = writeLink(pinPairs(link.pin), link.asOf);
  const nameOf = (id: string): string | null => world.models.find((model) => model.id === id)?.name ?? null;
  return (
    <PageFrame
      title="Method"
      path="/method"
      asOf={world.asOf}
      dataVersion={world.dataVersion}
      kept={methodTablePairs(link)}
      freshness={await freshnessStrip(world)}
      pinNote={<PinNote path="/method" pairs={pairs} link={link} readFigures={readFigures} />}
      faults={faults}
      evidence={{ ...headline.evidence, ...prepareChainEvidence(nodes) }}
      defaultEvidence="computed"
    >
      <Headline
        parts={headline.parts}
        note="Recomputed by the running version when this page was asked for, from the shapes in the catalogue."
      />
      <Figures figures={headline.figures} />
      <section className={styles['section']} aria-labelledby="chain-title">
        <h2 id="chain-title">The chain, with the numbers of {formatDate(world.asOf)}</h2>
        <Chain nodes={nodes} dated={dated} />
        <p className={styles['muted']}>
          Market figures are those of the default scenario; the Overview moves every input. READMEs lie in the
          folders of the code that computes.
        </p>
      </section>
      <OracleCatalogue
        table={prepareOracleTable(rows, nameOf, dated)}
        link={link}
        usualSort={writeSort(DEFAULT_METHOD_LINK.sort)}
        provenance={{
          scenario: 'published figures recomputed from shapes',
          ...computedVersions(world, oracles.modelVersion),
          source: 'the source named in each row',
        }}
      />
      <section className={styles['section']} aria-labelledby="calculators-title">
        <h2 id="calculators-title">Where public calculators differ</h2>
        <ul className={styles['faults']}>
          {CALCULATOR_FAULTS.map(({ id, tool, what, instead, sources }) => (
            <li key={id}>
              <h3>{tool}</h3>
              <p>{what}</p>
              <p>{instead}</p>
              <p className={styles['muted']}>
                {sources.map(({ title, url }, index) => (
                  <span key={url}>
                    {index === 0 ? '' : ' · '}
                    <a href={url} target="_blank" rel="noreferrer">
                      {title}
                    </a>
                  </span>
                ))}
              </p>
            </li>
          ))}
        </ul>
        <p className={styles['muted']}>
          Found by running the versions named, with the same models and contexts; later versions may differ.
        </p>
      </section>
      <section className={styles['section']} aria-labelledby="repeat-title">
        <h2 id="repeat-title">Do it yourself</h2>
        <p>
          <code className={styles['command']}>npm run oracles</code> prints every published figure, ours and
          the deviation, from the tables in prisma/seed/data, without a database. GET
          /api/v1/efficiency/oracles answers the same from the running server.
        </p>
      </section>
      <Unknowns>
        <li>
          Closed models publish no shape: figures of GPT, Claude and Gemini can neither be computed nor
          compared.
        </li>
        <li>
          A figure that reproduces shows that the arithmetic is the source’s, not that the source is right.
        </li>
        <li>
          Throughput, allocator waste and peak memory are measured on systems: nothing here reproduces them.
        </li>
        <li>
          Ranges are the answer at the low and the high of inputs, not a probability; distributions come with
          the uncertainty engine.
        </li>
        <li>HBM revenue per quarter is modelled from capex and scaled to one published year.</li>
        <li>Adoption of techniques is assumed: nobody publishes the share of served tokens.</li>
      </Unknowns>
    </PageFrame>
  );
}
