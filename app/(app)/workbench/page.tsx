import { prepareWorkbenchChoices } from '#lib/charts/workbench/workbench-choices.ts';
import { prepareWorkbench } from '#lib/charts/workbench/workbench-model.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import {
  DEFAULT_WORKBENCH,
  readWorkbenchLink,
  type WorkbenchLink,
} from '#lib/core/workbench/workbench-config.ts';
import { dayOfLink, scopeOfLink } from '#lib/core/link/pin.ts';
import { getEfficiencyWorld } from '#lib/services/efficiency/get-efficiency-world.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { UnknownDate } from '../../_page/UnknownDate.tsx';
import { Unknowns } from '../../_page/Unknowns.tsx';
import { Workbench } from './Workbench.tsx';

export const metadata = { title: 'Workbench' };

interface WorkbenchPageProps {
  readonly searchParams: SearchParams;
}

/** One model on one chip for one kind of request, before and after a stack of techniques. */
export default async function WorkbenchPage({ searchParams }: WorkbenchPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const link = readWorkbenchLink(pairs);
  return loadPage({
    path: '/workbench',
    asOf: dayOfLink(link, getToday()),
    pinned: { pin: link.pin, pairs },
    load: () => getEfficiencyWorld(scopeOfLink(link)),
    render: (world) => <KnownWorkbench world={world} link={link} pairs={pairs} />,
  });
}

async function readFigures(pairs: AddressPairs) {
  const link = readWorkbenchLink(pairs);
  const world = await getEfficiencyWorld(scopeOfLink(link));
  if (!world.ok) return null;
  const model = prepareWorkbench(world.value, link.config, DEFAULT_WORKBENCH, MODEL_VERSION);
  return model.ok ? model.value.figures : null;
}

interface KnownWorkbenchProps {
  readonly world: EfficiencyWorld;
  readonly link: WorkbenchLink;
  readonly pairs: AddressPairs;
}

async function KnownWorkbench({ world, link, pairs }: KnownWorkbenchProps) {
  const model = prepareWorkbench(world, link.config, DEFAULT_WORKBENCH, MODEL_VERSION);
  if (!model.ok)
    return (
      <UnknownDate
        path="/workbench"
        asOf={world.asOf}
        fault={{ kind: 'invalid-input', faults: model.error }}
      />
    );
  const isOwn = link.config.model.startsWith('own:');
  return (
    <Workbench
      // A model of the browser's own is known only there: its absence here is no fault of the address.
      initial={isOwn ? { ...model.value, faults: [] } : model.value}
      wanted={link.config}
      choices={prepareWorkbenchChoices(world)}
      linkFaults={link.faults}
      asOf={world.asOf}
      link={link}
      pinNote={<PinNote path="/workbench" pairs={pairs} link={link} readFigures={readFigures} />}
      dataVersion={world.dataVersion}
      modelVersion={MODEL_VERSION}
      freshness={await freshnessStrip(world)}
    >
      <Unknowns>
        <li>
          Networks between accelerators, scheduling and idle time: the two DeepSeek-V3 deployments that
          published their decode rates in 2025 (DeepSeek’s own and SGLang’s) reached a third to a half of this
          roofline.
        </li>
        <li>Activations and fragmentation beyond what the usable share of HBM leaves for them.</li>
        <li>Quality: a technique’s saving is taken as published, its cost in answers is on its own page.</li>
        <li>Closed models: their makers publish no shape.</li>
      </Unknowns>
    </Workbench>
  );
}
