'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { decodeScenario, encodeScenario } from '#lib/core/scenario/codec.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';

/** Browsers refuse more than about a hundred address changes in half a minute. */
const WRITE_EVERY_MS = 350;
/** A pause after which the next change is a new step for the Back key. */
const GESTURE_ENDS_AFTER_MS = 1_000;

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

/**
 * The scenario, kept in the address. One gesture (a drag, a row of key presses) is one step of the history and
 * rewrites it at a limited rate; Back and Forward restore scenarios.
 */
export function useScenarioLink(options: ScenarioLinkOptions): ScenarioLinkState {
  const { asOf, today } = options;
  const [scenario, setState] = useState(options.initial);
  const [faults, setFaults] = useState(options.initialFaults);
  const writer = useRef(createAddressWriter());

  useEffect(() => {
    const address = writer.current;
    const onPopState = (): void => {
      address.cancel();
      const link = decodeScenario(new URLSearchParams(window.location.search), today);
      setState(link.scenario);
      setFaults(link.faults);
    };
    window.addEventListener('popstate', onPopState);
    return () => {
      window.removeEventListener('popstate', onPopState);
      address.flush();
    };
  }, [today]);

  const setScenario = useCallback(
    (next: ExposureScenario) => {
      setState(next);
      setFaults([]);
      writer.current.write(encodeScenario({ asOf, scenario: next }, today));
    },
    [asOf, today],
  );
  const dismissFaults = useCallback(() => {
    setFaults([]);
    writer.current.write(encodeScenario({ asOf, scenario }, today));
  }, [asOf, scenario, today]);

  return { scenario, faults, setScenario, dismissFaults };
}

interface AddressWriter {
  readonly write: (query: string) => void;
  readonly flush: () => void;
  readonly cancel: () => void;
}

function createAddressWriter(): AddressWriter {
  let pending: string | null = null;
  let timer: number | undefined;
  let lastChangeAt = -Infinity;

  const replace = (): void => {
    timer = undefined;
    if (pending !== null) window.history.replaceState(null, '', toHref(pending));
    pending = null;
  };

  return {
    write: (query) => {
      const isNewGesture = performance.now() - lastChangeAt > GESTURE_ENDS_AFTER_MS;
      lastChangeAt = performance.now();
      if (isNewGesture) {
        window.clearTimeout(timer);
        replace();
        window.history.pushState(null, '', toHref(query));
        return;
      }
      pending = query;
      timer ??= window.setTimeout(replace, WRITE_EVERY_MS);
    },
    flush: () => {
      window.clearTimeout(timer);
      replace();
    },
    cancel: () => {
      window.clearTimeout(timer);
      timer = undefined;
      pending = null;
      lastChangeAt = -Infinity;
    },
  };
}

function toHref(query: string): string {
  const { pathname, hash } = window.location;
  return `${pathname}${query === '' ? '' : `?${query}`}${hash}`;
}
