'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';

import type { DrawnRow } from '#lib/charts/watchlists/watch-table.ts';
import { sendJson, type Sent } from '#lib/client/send-json.ts';
import type { WatchlistBody } from '#lib/contracts/watchlists/watchlists.ts';

/** Moves in quick succession are kept as one. */
const QUIET_MS = 400;

type Change = Readonly<Record<string, unknown>>;

/** A list on screen, edits under way, and what came of them. */
export interface ListEdits {
  readonly rows: readonly DrawnRow[];
  readonly isSaving: boolean;
  readonly failure: Extract<Sent<unknown>, { ok: false }> | null;
  /** Shows rows in a new order or with new notes at once and keeps them soon after. */
  readonly place: (rows: readonly DrawnRow[]) => void;
  /** Keeps anything else of the list, after what is under way, and reads the page anew. */
  readonly change: (change: Change, onDone: () => void) => void;
  /** The same for a change that has an endpoint of its own. */
  readonly send: (send: (version: number) => Promise<Sent<WatchlistBody>>, onDone: () => void) => void;
}

/**
 * Edits of one list, kept one after the other, each naming the version that it changes: what somebody else saved
 * meanwhile is never written over.
 */
export function useListEdits(
  list: { readonly id: string; readonly version: number },
  shown: readonly DrawnRow[],
): ListEdits {
  const router = useRouter();
  const [known, setKnown] = useState({ version: list.version, shown, rows: shown });
  const [underWay, setUnderWay] = useState(0);
  const [failure, setFailure] = useState<ListEdits['failure']>(null);
  const version = useRef(list.version);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef<{ readonly timer: number; readonly rows: readonly DrawnRow[] } | null>(null);
  // What the server says counts, unless it was read before an edit that is on screen.
  if (shown !== known.shown && underWay === 0 && list.version >= known.version) {
    setKnown({ version: list.version, shown, rows: shown });
    setFailure(null);
  }
  useEffect(() => {
    version.current = known.version;
  }, [known.version]);

  const enqueue: ListEdits['send'] = (send, onDone) => {
    setUnderWay((count) => count + 1);
    queue.current = queue.current.then(async () => {
      const sent = await send(version.current);
      setUnderWay((count) => count - 1);
      if (!sent.ok) {
        setFailure(sent);
        return;
      }
      version.current = sent.value.version;
      setKnown((before) => ({ ...before, version: sent.value.version }));
      onDone();
    });
  };
  const patch = (change: Change, onDone: () => void): void => {
    enqueue((at) => sendJson('PATCH', `/api/v1/watchlists/${list.id}`, { version: at, ...change }), onDone);
  };
  const flush = (): void => {
    if (waiting.current === null) return;
    const { timer, rows } = waiting.current;
    window.clearTimeout(timer);
    waiting.current = null;
    setUnderWay((count) => count - 1);
    patch({ items: rows.map(({ kind, ref, note }) => ({ kind, ref, note })) }, () => undefined);
  };
  const flushLast = useRef(flush);
  useEffect(() => {
    flushLast.current = flush;
  });
  // A move just before the page is left is kept too.
  useEffect(
    () => () => {
      flushLast.current();
    },
    [],
  );
  const isSaving = underWay > 0;
  useEffect(() => {
    if (!isSaving) return;
    // The browser asks whether to leave while something is not kept yet.
    const ask = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
    };
  }, [isSaving]);

  return {
    rows: known.rows,
    isSaving,
    failure,
    place: (rows) => {
      setFailure(null);
      setKnown((before) => ({ ...before, rows }));
      if (waiting.current === null) setUnderWay((count) => count + 1);
      else window.clearTimeout(waiting.current.timer);
      const timer = window.setTimeout(() => {
        flushLast.current();
      }, QUIET_MS);
      waiting.current = { timer, rows };
    },
    change: (change, onDone) => {
      setFailure(null);
      flush();
      patch(change, () => {
        onDone();
        router.refresh();
      });
    },
    send: (send, onDone) => {
      setFailure(null);
      flush();
      enqueue(send, () => {
        onDone();
        router.refresh();
      });
    },
  };
}
