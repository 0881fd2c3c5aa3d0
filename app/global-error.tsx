'use client';

import { StatePanel } from './_ui/StatePanel.tsx';
import './globals.css';

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
}

/** Drawn state when even the frame of the pages failed. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <StatePanel title="Waterline could not draw this page." tone="failed" isPage>
          <p>
            Nothing was changed. Load the page again; if that does not help, restart Waterline with npm start.
          </p>
          {error.digest === undefined ? null : (
            <p>
              Look for <code>{error.digest}</code> in the log.
            </p>
          )}
          <button type="button" onClick={retry}>
            Try again
          </button>
        </StatePanel>
      </body>
    </html>
  );
}
