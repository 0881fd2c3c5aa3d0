'use client';

import { useCallback, useState } from 'react';

import type { LinkFault } from '#lib/core/link/link-fault.ts';
import type { LinkMoment } from '#lib/core/link/pin.ts';
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
  /** Date and pin of the address. */
  readonly moment: LinkMoment;
  readonly today: string;
}

/** The scenario, kept in the address; Back and Forward restore scenarios. */
export function useScenarioLink(options: ScenarioLinkOptions): ScenarioLinkState {
  const { moment, today } = options;
  const { asOf, pin } = moment;
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
      writeAddress(encodeScenario({ asOf, pin, scenario: next }, today));
    },
    [asOf, pin, today, writeAddress],
  );
  const dismissFaults = useCallback(() => {
    setFaults([]);
    writeAddress(encodeScenario({ asOf, pin, scenario }, today));
  }, [asOf, pin, scenario, today, writeAddress]);

  return { scenario, faults, setScenario, dismissFaults };
}
