import { useState } from 'react';

import type { Sent } from '#lib/client/send-json.ts';

type Failed = Extract<Sent<unknown>, { ok: false }>;

/** One change on its way: what came of the last try, and whether one is under way. */
export interface Sending {
  readonly isBusy: boolean;
  readonly failure: Failed | null;
  /** Runs one try; a second one waits for nobody, since the first disables the button. */
  readonly run: <T>(send: () => Promise<Sent<T>>, onDone: (value: T) => void) => void;
}

/** State of a form that sends a change. */
export function useSending(): Sending {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failed | null>(null);
  const run: Sending['run'] = (send, onDone) => {
    setBusy(true);
    setFailure(null);
    void send().then((sent) => {
      setBusy(false);
      if (sent.ok) onDone(sent.value);
      else setFailure(sent);
    });
  };

  return { isBusy, failure, run };
}
