'use client';

import { useCallback, useState } from 'react';

import type { ScenarioInputs } from '#lib/charts/scenario-inputs.ts';
import type { OwnRange } from '#lib/core/exposure/own-ranges.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import {
  decodeLiveLink,
  encodeLiveLink,
  type DecodedLiveLink,
  type LiveLink,
  type ViewCodec,
} from '#lib/core/scenario/live-link.ts';

import { useAddress } from './use-address.ts';

export interface LiveLinkState<View> {
  readonly link: LiveLink<View>;
  readonly faults: readonly LinkFault[];
  readonly setInputs: (inputs: ScenarioInputs) => void;
  readonly setRanges: (ranges: readonly OwnRange[]) => void;
  readonly setView: (view: View) => void;
  readonly dismissFaults: () => void;
}

/** Scenario, own ranges and view of a live page, kept in the address. */
export function useLiveLink<View>(
  opened: DecodedLiveLink<View>,
  today: string,
  codec: ViewCodec<View>,
): LiveLinkState<View> {
  const [state, setState] = useState(opened);
  const writeAddress = useAddress((query) => {
    setState(decodeLiveLink(query, today, codec));
  });
  const change = useCallback(
    (part: Partial<LiveLink<View>>) => {
      setState((last) => {
        const next = { ...last, ...part, faults: [] };
        writeAddress(encodeLiveLink(next, today, codec));
        return next;
      });
    },
    [today, codec, writeAddress],
  );
  const setInputs = useCallback(
    ({ scenario, ranges }: ScenarioInputs) => {
      change({ scenario, ranges });
    },
    [change],
  );
  const setRanges = useCallback(
    (ranges: readonly OwnRange[]) => {
      change({ ranges });
    },
    [change],
  );
  const setView = useCallback(
    (view: View) => {
      change({ view });
    },
    [change],
  );
  const dismissFaults = useCallback(() => {
    change({});
  }, [change]);
  return { link: state, faults: state.faults, setInputs, setRanges, setView, dismissFaults };
}
