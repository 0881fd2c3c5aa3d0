'use client';

import { useMemo, useState } from 'react';

import type { OverviewEngine } from '#lib/charts/overview-engine.ts';
import type { OverviewModel } from '#lib/charts/overview-model.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { describeRefusals } from '#lib/core/scenario/codec.ts';

interface LiveOptions {
  /** Null until it is loaded. */
  readonly engine: OverviewEngine | null;
  /** Drawn by the server for the scenario that the page was opened with. */
  readonly initial: OverviewModel;
  readonly scenario: ExposureScenario;
  readonly isOrders: boolean;
}

interface LiveModel {
  readonly model: OverviewModel;
  readonly faults: readonly LinkFault[];
  /** True while a changed scenario waits for the engine to be loaded. */
  readonly isPending: boolean;
}

/** The model of the scenario in force, computed in the browser; the server's until something changes. */
export function useLiveModel({ engine, initial, scenario, isOrders }: LiveOptions): LiveModel {
  const [opened] = useState(scenario);
  const isAsOpened = scenario === opened && !isOrders;
  const live = useMemo(
    () => (isAsOpened || engine === null ? null : engine.overview(scenario, isOrders)),
    [isAsOpened, engine, scenario, isOrders],
  );

  if (live === null) return { model: initial, faults: [], isPending: !isAsOpened };
  return { model: live.model, faults: describeRefusals(scenario, live.refused), isPending: false };
}
