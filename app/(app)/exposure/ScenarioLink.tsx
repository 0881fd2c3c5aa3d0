'use client';

import type { ReactNode } from 'react';

import type { ExposureScenario } from '#lib/core/exposure/types.ts';

interface ScenarioLinkProps {
  readonly scenario: ExposureScenario;
  readonly hrefOf: (scenario: ExposureScenario) => string;
  readonly onScenario: (scenario: ExposureScenario) => void;
  readonly children: ReactNode;
}

/** A link that sets a scenario where the reader stands; without script, or in a new tab, it opens the page anew. */
export function ScenarioLink({ scenario, hrefOf, onScenario, children }: ScenarioLinkProps) {
  return (
    <a
      href={hrefOf(scenario)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        onScenario(scenario);
      }}
    >
      {children}
    </a>
  );
}
