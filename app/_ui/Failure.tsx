import type { ReactNode } from 'react';

import { StatePanel } from './StatePanel.tsx';

interface FailureProps {
  /** What is wrong and what to do, in words for the reader. */
  readonly detail: string;
  /** Finds the cause in the server's log. */
  readonly id: string | null;
  /** The action offered. */
  readonly children: ReactNode;
}

/** Drawn state of a page that could not be computed. */
export function Failure({ detail, id, children }: FailureProps) {
  return (
    <StatePanel title="This page could not be computed." tone="failed" isPage>
      <p>{detail}</p>
      <p>
        Nothing was changed. <a href="/api/v1/health">/api/v1/health</a> says how server and database are.
      </p>
      {id === null ? null : (
        <p>
          In the log this is <code>{id}</code>.
        </p>
      )}
      {children}
    </StatePanel>
  );
}
