import type { HeldRow } from '#lib/contracts/held-row.ts';

import type { QuarantinedValue } from '../source.ts';
import type { ChartResult } from './chart-schema.ts';
import type { ChartFrame, ChartRequest } from './chart-frame.ts';
import { readColumns } from './chart-columns.ts';
import type { BarRow, Columns } from './chart-columns.ts';
import { findBandFault } from './currency-pair-band.ts';
import { mergeSameDay } from './merge-same-day.ts';
import type { DailyBar } from './observations.ts';
import { toHeldBar } from './held-bar.ts';
import { findStraySessions, isAccepted } from './price-levels.ts';
import { quarantine } from './quarantine.ts';
import { readCount, readNumber, readPrice } from './read-number.ts';
import type { ReadNumber } from './read-number.ts';

interface BarsRequest extends ChartRequest {
  readonly splitDates: readonly string[];
}

interface Bars {
  readonly observations: readonly DailyBar[];
  readonly quarantined: readonly QuarantinedValue[];
}

/** Bars of the days asked for; rows without any price are gaps and leave nothing. */
export function parseBars(chart: ChartResult, frame: ChartFrame, request: BarsRequest): Bars {
  const columns = readColumns(chart, frame.symbol);
  const held = [...columns.quarantined];
  const runningOn = findRunningSession(chart, frame, request.nowMs);
  const todayOn = frame.dateOf(request.nowMs);
  const rows: DailyBar[] = [];
  for (const row of toRows(columns, frame, held)) {
    const { sessionOn } = row;
    if (sessionOn > todayOn) {
      held.push(
        holdRow(frame.symbol, row, `The day is in the future; Yahoo's clock or this server's is wrong.`),
      );
    } else if (sessionOn >= request.fromOn && sessionOn <= request.toOn) {
      const bar = toBar(row, { frame, isFinal: sessionOn < todayOn || sessionOn !== runningOn }, held);
      if (bar !== null) rows.push(bar);
    }
  }
  const merged = mergeSameDay(rows);
  held.push(...merged.quarantined);

  return dropStrays(merged.bars, request, held);
}

const JUMP =
  'A hundredfold jump against the closes beside it, without a split in between: another unit or a lost decimal point.';

function dropStrays(bars: readonly DailyBar[], request: BarsRequest, held: QuarantinedValue[]): Bars {
  // Yahoo restates the days before a split too, so a close stored earlier is at another level without a fault.
  const known = request.splitDates.length > 0 ? null : request.knownClose;
  const accepted = request.acceptedCloses ?? [];
  const strays = findStraySessions(bars, request.splitDates, known, accepted);
  const observations: DailyBar[] = [];
  for (const bar of bars) {
    // One that was accepted goes the same way under the close that was decided about: the decision lets it through.
    const decided = isAccepted(bar, accepted)
      ? accepted.find(({ sessionOn }) => sessionOn === bar.sessionOn)
      : undefined;
    if (decided === undefined && !strays.has(bar.sessionOn)) observations.push(bar);
    else {
      const close = decided?.close ?? bar.close;
      held.push(quarantine(bar.symbol, `bars.${bar.sessionOn}.close`, close, JUMP, toHeldBar(bar)));
    }
  }

  return { observations, quarantined: held };
}

interface DatedRow extends BarRow {
  readonly sessionOn: string;
}

function toRows(columns: Columns, frame: ChartFrame, held: QuarantinedValue[]): readonly DatedRow[] {
  return columns.rows.flatMap((row, index) => {
    const seconds = readNumber(row.timestamp);
    if (seconds.state === 'present' && Math.abs(seconds.value) < 1e11) {
      return [{ ...row, sessionOn: frame.dateOf(seconds.value * 1000) }];
    }
    held.push(quarantine(frame.symbol, `timestamp.${index}`, row.timestamp, 'It is no point in time.'));

    return [];
  });
}

/** The day of the session that is under way at `nowMs` by the exchange's own hours; null outside them. */
function findRunningSession({ meta }: ChartResult, { dateOf }: ChartFrame, nowMs: number): string | null {
  const regular = meta.currentTradingPeriod?.regular;
  // Without hours a bar of today is taken for unfinished: it is read again tomorrow.
  if (regular === undefined) return dateOf(nowMs);

  return nowMs < regular.end * 1000 ? dateOf(regular.start * 1000) : null;
}

function holdRow(symbol: string, row: DatedRow, reason: string): QuarantinedValue {
  const { sessionOn, open, high, low, close, volume } = row;

  return quarantine(symbol, `bars.${sessionOn}`, { open, high, low, close, volume }, reason);
}

interface BarContext {
  readonly frame: ChartFrame;
  readonly isFinal: boolean;
}

/** Null when the row has no close, or one that may not be believed. */
function toBar(row: DatedRow, { frame, isFinal }: BarContext, held: QuarantinedValue[]): DailyBar | null {
  const { symbol, unit } = frame;
  const isPair = symbol.endsWith('=X');
  const take = (field: string, read: ReadNumber, value: unknown): number | null => {
    const fault =
      read.state === 'doubtful'
        ? read.reason
        : read.state === 'present' && field !== 'volume'
          ? findBandFault(symbol, read.value)
          : null;
    if (fault !== null) {
      const whole = field === 'close' ? toDoubtedBar(row, { frame, isFinal }) : undefined;
      held.push(quarantine(symbol, `bars.${row.sessionOn}.${field}`, value, fault, whole));
    }

    return fault === null && read.state === 'present' ? read.value : null;
  };
  const price = (field: 'open' | 'high' | 'low' | 'close' | 'adjustedClose'): number | null => {
    const value = take(field, readPrice(row[field]), row[field]);

    return value === null ? null : value / unit.minorUnitFactor;
  };
  const close = price('close');
  if (close === null) return null;

  return {
    kind: 'bar',
    symbol,
    sessionOn: row.sessionOn,
    isFinal,
    open: price('open'),
    high: price('high'),
    low: price('low'),
    close,
    adjustedClose: price('adjustedClose'),
    volumeShares: isPair ? null : take('volume', readCount(row.volume), row.volume),
    currency: unit.currency,
    minorUnitFactor: unit.minorUnitFactor,
    exchangeTimeZone: frame.exchangeTimeZone,
  };
}

/** The row as it came, whatever its level; a figure that is no price is left out. */
function toDoubtedBar(row: DatedRow, { frame, isFinal }: BarContext): HeldRow | undefined {
  const { symbol, unit, exchangeTimeZone } = frame;
  const price = (value: unknown): number | null => {
    const read = readPrice(value);

    return read.state === 'present' ? read.value / unit.minorUnitFactor : null;
  };
  const close = price(row.close);
  if (close === null) return undefined;
  const volume = readCount(row.volume);

  return toHeldBar({
    kind: 'bar',
    ...{ symbol, sessionOn: row.sessionOn, isFinal, exchangeTimeZone, ...unit },
    ...{ open: price(row.open), high: price(row.high), low: price(row.low), close },
    adjustedClose: price(row.adjustedClose),
    volumeShares: !symbol.endsWith('=X') && volume.state === 'present' ? volume.value : null,
  });
}
