'use client';

import { useMemo, useState } from 'react';

import { acceptLive } from '#lib/charts/accept-live.ts';
import type { LiveEngine, LiveModel } from '#lib/charts/live-model.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import type { DecodedLiveLink, LiveLink, ViewCodec } from '#lib/core/scenario/live-link.ts';
import { withSeedOf } from '#lib/core/uncertainty/seed-of.ts';

import { useDraws, type WantedRun } from './use-draws.ts';
import { useIntent } from './use-intent.ts';
import { useLiveEngine, type LiveMachine, type LoadEngine } from './use-live-engine.ts';
import { useLiveLink, type LiveLinkState } from './use-live-link.ts';

/** What the server gives a live page. */
export interface LiveOpening<View, Model extends LiveModel> {
  readonly today: string;
  /** The date that the page speaks of. */
  readonly asOf: string;
  readonly dataVersion: number;
  readonly modelVersion: string;
  readonly link: DecodedLiveLink<View>;
  /** Drawn by the server for `link`. */
  readonly model: Model;
}

interface LivePageOptions<View, Model extends LiveModel> {
  readonly opening: LiveOpening<View, Model>;
  readonly codec: ViewCodec<View>;
  readonly load: LoadEngine<LiveEngine<View, Model>>;
}

/** More draws than a page should make itself, on the server. */
export interface MoreDraws {
  readonly isRunning: boolean;
  readonly run: (draws: number) => void;
  readonly cancel: () => void;
}

export interface LivePageState<View, Model extends LiveModel> extends LiveLinkState<View> {
  readonly model: Model;
  /** Refusals of the engine beside those of the link. */
  readonly allFaults: readonly LinkFault[];
  /** True while a change waits for the engine or for its first draws. */
  readonly isPending: boolean;
  /** Share of the draws done, null when none are under way. */
  readonly progress: number | null;
  readonly failure: string | null;
  readonly retry: () => void;
  readonly more: MoreDraws;
}

/** The model of what is set, computed in the browser; the server's until something changes. */
export function useLivePage<View, Model extends LiveModel>({
  opening,
  codec,
  load,
}: LivePageOptions<View, Model>): LivePageState<View, Model> {
  const linked = useLiveLink(opening.link, opening.today, codec);
  const { link } = linked;
  const isAsOpened = link === opening.link;
  const hasIntent = useIntent();
  const { machine, failure, retry } = useLiveEngine({
    asOf: opening.asOf,
    dataVersion: opening.dataVersion,
    modelVersion: opening.modelVersion,
    isEnabled: hasIntent || !isAsOpened,
    load,
  });
  const [wanted, setWanted] = useState<{ readonly of: object; readonly draws: number } | null>(null);
  // More draws hold for the link that they were asked for; a change goes back to what the page draws itself.
  const many = wanted?.of === link ? wanted.draws : null;
  const run = useMemo(
    () =>
      machine === null || (isAsOpened && many === null) ? null : { ...toRun(machine, link, many), of: link },
    [machine, isAsOpened, many, link],
  );
  const draws = useDraws(run, opening);
  // Until the first draws are there the page stays as it was opened, ranges and all.
  const isWaiting = draws.answer === null && draws.failure === null;
  const live = useMemo(
    () =>
      isWaiting || machine === null
        ? null
        : acceptLive(machine.engine, link, codec.read(new Map()).view, draws.answer),
    [isWaiting, machine, link, codec, draws.answer],
  );
  return {
    ...linked,
    model: live?.ok === true ? live.value.model : opening.model,
    allFaults: [...linked.faults, ...(live?.ok === true ? live.value.faults : [])],
    isPending: !isAsOpened && (live === null || (draws.of !== link && many === null)),
    progress: draws.progress,
    failure: failure ?? draws.failure,
    retry,
    more: {
      isRunning: many !== null && draws.progress !== null,
      run: (count) => {
        setWanted({ of: link, draws: count });
      },
      cancel: () => {
        setWanted(null);
      },
    },
  };
}

function toRun<View, Model extends LiveModel>(
  { engine, runner }: LiveMachine<LiveEngine<View, Model>>,
  link: LiveLink<View>,
  many: number | null,
): Pick<WantedRun, 'request' | 'runner'> {
  const request = withSeedOf(engine.request(link), link.pin);
  return many === null ? { request, runner } : { request: { ...request, draws: many }, runner: null };
}
