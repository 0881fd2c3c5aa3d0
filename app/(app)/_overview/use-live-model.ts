'use client';

import { useMemo, useState } from 'react';

import type { OverviewEngine } from '#lib/charts/overview-engine.ts';
import { overviewRequest } from '#lib/charts/overview-request.ts';
import type { OverviewModel } from '#lib/charts/overview-model.ts';
import type { LiveLink } from '#lib/core/scenario/live-link.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import type { UncertaintyAnswer } from '#lib/core/uncertainty/types.ts';

import { useDraws } from '../../_hooks/use-draws.ts';
import type { LiveMachine } from '../../_hooks/use-live-engine.ts';

interface LiveOptions {
  /** Null until it is loaded. */
  readonly machine: LiveMachine<OverviewEngine> | null;
  /** Drawn by the server for what the page was opened with, from `initialDraws`. */
  readonly initial: OverviewModel;
  readonly initialDraws: UncertaintyAnswer | null;
  readonly link: LiveLink<null>;
  readonly isOrders: boolean;
  readonly asOf: string;
  readonly dataVersion: number;
}

interface LiveModel {
  readonly model: OverviewModel;
  readonly faults: readonly LinkFault[];
  /** Draws behind the ranges of the model. */
  readonly draws: UncertaintyAnswer | null;
  /** True while a change waits for the engine to be loaded. */
  readonly isPending: boolean;
}

/** The model of what is set, computed in the browser; the server's until something changes. */
export function useLiveModel(options: LiveOptions): LiveModel {
  const { machine, initial, initialDraws, link, isOrders, asOf, dataVersion } = options;
  const [opened] = useState(link);
  const isAsOpened = link === opened && !isOrders;
  const wanted = useMemo(
    () =>
      machine === null || link === opened
        ? null
        : { of: link, request: overviewRequest(link, link.pin), runner: machine.runner },
    [machine, link, opened],
  );
  const drawn = useDraws(wanted, { asOf, dataVersion });
  // Ranges of what was set before stand until the first draws of the new one, a few milliseconds later.
  const draws =
    link === opened ? initialDraws : drawn.failure === null ? (drawn.answer ?? initialDraws) : null;
  const live = useMemo(
    () => (isAsOpened || machine === null ? null : machine.engine.overview(link, isOrders, draws)),
    [isAsOpened, machine, link, isOrders, draws],
  );

  if (live === null) return { model: initial, faults: [], draws, isPending: !isAsOpened };
  return { model: live.model, faults: live.faults, draws, isPending: false };
}
