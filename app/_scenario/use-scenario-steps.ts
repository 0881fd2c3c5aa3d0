'use client';

import { useEffect, useRef, useState } from 'react';

import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { SCENARIO_PRESETS } from '#lib/core/scenario/defaults.ts';
import type { SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';

import { useShortcuts } from '../_hooks/use-shortcuts.ts';

/** The scenario in force is shown by the bar itself; its name need not stay. */
const SAID_FOR_MS = 5000;

interface Step {
  readonly name: string;
  readonly scenario: ExposureScenario;
}

/**
 * "]" and "[" go through the ready-made scenarios and, for a member, through their own. From a scenario that is none of
 * them they go to the first and the last.
 *
 * @returns words for a status line: which one was opened
 */
export function useScenarioSteps(
  scenario: ExposureScenario,
  onChange: (scenario: ExposureScenario) => void,
): string {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => {
      setSaid('');
    }, SAID_FOR_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [said]);
  const steps = useRef<Promise<readonly Step[]> | null>(null);
  const step = (by: 1 | -1): void => {
    steps.current ??= readSteps();
    void steps.current.then((all) => {
      const at = all.findIndex((one) => isSame(one.scenario, scenario));
      const to = at === -1 ? (by === 1 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
      const next = all[to];
      if (next === undefined) return;
      onChange(next.scenario);
      setSaid(`Scenario ${String(to + 1)} of ${String(all.length)}: ${next.name}`);
    });
  };
  useShortcuts({
    ']': () => {
      step(1);
    },
    '[': () => {
      step(-1);
    },
  });
  return said;
}

/** Own ones that cannot be read now are left out: the ready-made are always there. */
async function readSteps(): Promise<readonly Step[]> {
  if (document.documentElement.dataset['member'] !== 'true') return SCENARIO_PRESETS;
  const { sendJson } = await import('#lib/client/send-json.ts');
  const sent = await sendJson<{ readonly items: readonly SavedScenarioItem[] }>('GET', '/api/v1/scenarios');
  const own = sent.ok ? sent.value.items : [];

  return [...SCENARIO_PRESETS, ...own.map(({ name, scenario }) => ({ name, scenario }))];
}

function isSame(one: ExposureScenario, other: ExposureScenario): boolean {
  const text = (scenario: ExposureScenario): string => JSON.stringify(Object.entries(scenario).sort());
  return text(one) === text(other);
}
