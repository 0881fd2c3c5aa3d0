import type { QuarantinedValue } from '../source.ts';
import type { ChartResult, DividendFields, SplitFields } from './chart-schema.ts';
import type { ChartFrame, ChartRequest } from './chart-frame.ts';
import { toCurrencyUnit } from './currency-unit.ts';
import type { Dividend, Split } from './observations.ts';
import { quarantine } from './quarantine.ts';
import { readNumber, readPrice } from './read-number.ts';
import { toSplitRatio } from './split-ratio.ts';

interface Events {
  readonly observations: readonly (Dividend | Split)[];
  readonly quarantined: readonly QuarantinedValue[];
}

/** Dividends and splits with effect on the days asked for, in order of time. */
export function parseEvents(
  { events }: ChartResult,
  frame: ChartFrame,
  { fromOn, toOn }: ChartRequest,
): Events {
  const parsed = [
    ...Object.entries(events?.dividends ?? {}).map(([key, fields]) => toDividend(key, fields, frame)),
    ...Object.entries(events?.splits ?? {}).map(([key, fields]) => toSplit(key, fields, frame)),
  ];

  return {
    observations: parsed
      .flatMap((event) => ('kind' in event && event.exOn >= fromOn && event.exOn <= toOn ? [event] : []))
      .toSorted((a, b) => (a.exOn < b.exOn ? -1 : 1)),
    quarantined: parsed.flatMap((event) => ('kind' in event ? [] : [event])),
  };
}

function toDividend(key: string, fields: DividendFields, frame: ChartFrame): Dividend | QuarantinedValue {
  const hold = (reason: string) => quarantine(frame.symbol, `events.dividends.${key}`, fields, reason);
  const exOn = readDate(fields.date, frame);
  if (exOn === null) return hold('The dividend has no date.');
  const amount = readPrice(fields.amount);
  if (amount.state !== 'present') return hold('The amount of the dividend is no number above zero.');
  // A dividend may name its own currency: some are paid in pounds on shares that are quoted in pence.
  const unit = typeof fields.currency === 'string' ? toCurrencyUnit(fields.currency) : frame.unit;
  if (unit === null) return hold('The dividend is in no known currency.');

  return {
    kind: 'dividend',
    symbol: frame.symbol,
    exOn,
    amountPerShare: amount.value / unit.minorUnitFactor,
    ...unit,
  };
}

function toSplit(key: string, fields: SplitFields, frame: ChartFrame): Split | QuarantinedValue {
  const hold = (reason: string) => quarantine(frame.symbol, `events.splits.${key}`, fields, reason);
  const exOn = readDate(fields.date, frame);
  if (exOn === null) return hold('The split has no date.');
  const ratio = toSplitRatio(fields.numerator, fields.denominator);
  if (ratio === null) return hold('The ratio of the split is not one of two numbers above zero.');

  return { kind: 'split', symbol: frame.symbol, exOn, ...ratio };
}

function readDate(value: unknown, { dateOf }: ChartFrame): string | null {
  const seconds = readNumber(value);

  return seconds.state === 'present' && Math.abs(seconds.value) < 1e11 ? dateOf(seconds.value * 1000) : null;
}
