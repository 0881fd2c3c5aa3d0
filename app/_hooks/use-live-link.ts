'use client';

import { useCallback, useState } from 'react';

import type { OwnRange } from '#lib/core/exposure/own-ranges.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
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
  readonly setScenario: (scenario: ExposureScenario) => void;
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
  const setScenario = useCallback(
    (scenario: ExposureScenario) => {
      change({ scenario });
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
  return { link: state, faults: state.faults, setScenario, setRanges, setView, dismissFaults };
}
