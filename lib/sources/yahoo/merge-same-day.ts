import type { QuarantinedValue } from '../source.ts';
import { toHeldBar } from './held-bar.ts';
import type { DailyBar } from './observations.ts';
import { quarantine } from './quarantine.ts';

/**
 * One bar a day, in order of time. Identical rows of a day collapse to one; differing ones are all quarantined, except
 * in a session that is still running, where Yahoo adds the state of the moment as the last row: that one stands.
 */
export function mergeSameDay(rows: readonly DailyBar[]): {
  readonly bars: readonly DailyBar[];
  readonly quarantined: readonly QuarantinedValue[];
} {
  const bars: DailyBar[] = [];
  const quarantined: QuarantinedValue[] = [];
  for (const [sessionOn, sameDay] of Map.groupBy(rows, (row) => row.sessionOn)) {
    const last = sameDay.at(-1);
    if (last === undefined) continue;
    const isIdentical = sameDay.length === 1 || new Set(sameDay.map((row) => JSON.stringify(row))).size === 1;
    if (isIdentical || !last.isFinal) bars.push(last);
    else quarantined.push(...sameDay.map((row) => holdDuplicate(row, sessionOn)));
  }

  return { bars: bars.toSorted((a, b) => (a.sessionOn < b.sessionOn ? -1 : 1)), quarantined };
}

function holdDuplicate(row: DailyBar, sessionOn: string): QuarantinedValue {
  const { symbol, open, high, low, close, volumeShares } = row;

  return quarantine(
    symbol,
    `bars.${sessionOn}`,
    { open, high, low, close, volumeShares },
    'Yahoo gives this day more than once with different figures; none of them is used.',
    toHeldBar(row),
  );
}
