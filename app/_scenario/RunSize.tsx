'use client';

import { formatFraction } from '#lib/charts/format.ts';
import type { LiveModel } from '#lib/charts/live-model.ts';

import type { LivePageState } from '../_hooks/use-live-page.ts';
import styles from './RunSize.module.css';

interface RunSizeProps<View> {
  readonly live: LivePageState<View, LiveModel>;
  /** Draws behind what is shown; 0 while there are none. */
  readonly draws: number;
}

/** What a server run may be: sixteen times and 256 times what the page draws itself. */
const SIZES = [65_536, 1_048_576] as const;

/** How many draws stand behind the page, how far a run is, and more of them from the server. */
export function RunSize<View>({ live, draws }: RunSizeProps<View>) {
  const { progress, more } = live;
  return (
    <div className={styles['size']} role="group" aria-label="Draws">
      <span className={styles['words']} data-testid="draws">
        {draws === 0 ? 'no draws yet' : `${draws.toLocaleString('en-US')} draws`}
      </span>
      {more.isRunning ? (
        <>
          <progress
            className={styles['bar']}
            value={progress ?? 0}
            max={1}
            aria-label="Share of the run done"
          />
          <span className={styles['words']}>{formatFraction(progress ?? 0)}</span>
          <button type="button" className={styles['button']} onClick={more.cancel}>
            Cancel
          </button>
        </>
      ) : (
        SIZES.filter((size) => size > draws).map((size) => (
          <button
            key={size}
            type="button"
            className={styles['button']}
            onClick={() => {
              more.run(size);
            }}
          >
            Draw {size.toLocaleString('en-US')} on the server
          </button>
        ))
      )}
    </div>
  );
}
