'use client';

import { useState, type PointerEvent } from 'react';

/** A row on its way, and the row that it would be put before or after. */
interface Drag {
  readonly key: string;
  readonly overKey: string | null;
}

/** Pointer handlers of a row's handle. */
export interface RowDrag {
  readonly drag: Drag | null;
  readonly handlersOf: (key: string) => {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
}

/** Drags rows by their handles with mouse, pen or finger; rows carry `data-key`. */
export function useRowDrag(onDrop: (key: string, overKey: string) => void): RowDrag {
  const [drag, setDrag] = useState<Drag | null>(null);

  return {
    drag,
    handlersOf: (key) => ({
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ key, overKey: null });
      },
      onPointerMove: ({ clientX, clientY }) => {
        if (drag?.key !== key) return;
        const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('tr[data-key]');
        setDrag({ key, overKey: row?.dataset['key'] ?? drag.overKey });
      },
      onPointerUp: () => {
        if (drag !== null && drag.overKey !== null && drag.overKey !== key) onDrop(key, drag.overKey);
        setDrag(null);
      },
      onPointerCancel: () => {
        setDrag(null);
      },
    }),
  };
}
