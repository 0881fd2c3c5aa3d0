'use client';

import type { LinkFault } from '#lib/core/link/link-fault.ts';

import { StatePanel } from '../_ui/StatePanel.tsx';

interface RefusedPanelProps {
  readonly faults: readonly LinkFault[];
  readonly onDismiss: () => void;
  /** What the page is made from. */
  readonly of?: 'scenario' | 'link';
}

/** What the address or an input asked for and did not get: refused by name, never moved to a limit in silence. */
export function RefusedPanel({ faults, onDismiss, of = 'link' }: RefusedPanelProps) {
  if (faults.length === 0) return null;
  return (
    <StatePanel title={`Part of this ${of} was not used`} tone="stale" isUrgent>
      <ul>
        {faults.map((fault, index) => (
          <li key={`${fault.param} ${String(index)}`}>
            <code>
              {fault.param}
              {fault.raw === '' ? '' : `=${fault.raw}`}
            </code>{' '}
            {fault.message}
          </li>
        ))}
      </ul>
      <p>The page is shown without it.</p>
      <button type="button" onClick={onDismiss}>
        Remove it from the link
      </button>
    </StatePanel>
  );
}
