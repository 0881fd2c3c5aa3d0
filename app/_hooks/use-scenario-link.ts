'use client';

import { useCallback, useState } from 'react';

import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { decodeScenario, encodeScenario } from '#lib/core/scenario/codec.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';

import { useAddress } from './use-address.ts';

interface ScenarioLinkState {
  readonly scenario: ExposureScenario;
  /** Parameters of the address that were not used. */
  readonly faults: readonly LinkFault[];
  readonly setScenario: (scenario: ExposureScenario) => void;
  readonly dismissFaults: () => void;
}

interface ScenarioLinkOptions {
  readonly initial: ExposureScenario;
  readonly initialFaults: readonly LinkFault[];
  /** As in the address: null means today. */
  readonly asOf: string | null;
  readonly today: string;
}

/** The scenario, kept in the address; Back and Forward restore scenarios. */
export function useScenarioLink(options: ScenarioLinkOptions): ScenarioLinkState {
  const { asOf, today } = options;
  const [scenario, setState] = useState(options.initial);
  const [faults, setFaults] = useState(options.initialFaults);
  const writeAddress = useAddress((query) => {
    const link = decodeScenario(query, today);
    setState(link.scenario);
    setFaults(link.faults);
  });

  const setScenario = useCallback(
    (next: ExposureScenario) => {
      setState(next);
      setFaults([]);
      writeAddress(encodeScenario({ asOf, scenario: next }, today));
    },
    [asOf, today, writeAddress],
  );
  const dismissFaults = useCallback(() => {
    setFaults([]);
    writeAddress(encodeScenario({ asOf, scenario }, today));
  }, [asOf, scenario, today, writeAddress]);

  return { scenario, faults, setScenario, dismissFaults };
}
