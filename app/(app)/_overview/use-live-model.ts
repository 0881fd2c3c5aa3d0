'use client';

import { useMemo, useState } from 'react';

import type { OverviewEngine } from '#lib/charts/overview-engine.ts';
import { overviewRequest } from '#lib/charts/overview-request.ts';
import type { OverviewModel } from '#lib/charts/overview-model.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import type { LinkPin } from '#lib/core/link/pin.ts';
import { describeRefusals } from '#lib/core/scenario/codec.ts';
import type { UncertaintyAnswer } from '#lib/core/uncertainty/types.ts';

import { useDraws } from '../../_hooks/use-draws.ts';
import type { LiveMachine } from '../../_hooks/use-live-engine.ts';

interface LiveOptions {
  /** Null until it is loaded. */
  readonly machine: LiveMachine<OverviewEngine> | null;
  /** Drawn by the server for the scenario that the page was opened with, from `initialDraws`. */
  readonly initial: OverviewModel;
  readonly initialDraws: UncertaintyAnswer | null;
  readonly scenario: ExposureScenario;
  readonly isOrders: boolean;
  readonly pin: LinkPin | null;
  readonly asOf: string;
  readonly dataVersion: number;
}

interface LiveModel {
  readonly model: OverviewModel;
  readonly faults: readonly LinkFault[];
  /** Draws behind the ranges of the model. */
  readonly draws: UncertaintyAnswer | null;
  /** True while a changed scenario waits for the engine to be loaded. */
  readonly isPending: boolean;
}

/** The model of the scenario in force, computed in the browser; the server's until something changes. */
export function useLiveModel(options: LiveOptions): LiveModel {
  const { machine, initial, initialDraws, scenario, isOrders, pin, asOf, dataVersion } = options;
  const [opened] = useState(scenario);
  const isAsOpened = scenario === opened && !isOrders;
  const wanted = useMemo(
    () =>
      machine === null || scenario === opened
        ? null
        : { of: scenario, request: overviewRequest(scenario, pin), runner: machine.runner },
    [machine, scenario, opened, pin],
  );
  const drawn = useDraws(wanted, { asOf, dataVersion });
  // Ranges of the scenario before stand until the first draws of the new one, a few milliseconds later.
  const draws =
    scenario === opened ? initialDraws : drawn.failure === null ? (drawn.answer ?? initialDraws) : null;
  const live = useMemo(
    () => (isAsOpened || machine === null ? null : machine.engine.overview(scenario, isOrders, draws)),
    [isAsOpened, machine, scenario, isOrders, draws],
  );

  if (live === null) return { model: initial, faults: [], draws, isPending: !isAsOpened };
  return { model: live.model, faults: describeRefusals(scenario, live.refused), draws, isPending: false };
}
