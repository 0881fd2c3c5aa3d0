import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import type { QuarantinedValue, RawPayload, SourceAnswer, SourceFailure } from '../source.ts';
import { parseBars } from './chart-bars.ts';
import { parseEvents } from './chart-events.ts';
import { toFrame } from './chart-frame.ts';
import type { ChartFrame, ChartRequest } from './chart-frame.ts';
import { chartAnswerSchema, chartResultSchema } from './chart-schema.ts';
import type { ChartResult } from './chart-schema.ts';
import type { PriceObservation } from './observations.ts';
import { parseLooseJson } from './parse-loose-json.ts';
import { quarantine } from './quarantine.ts';
import { unreadable } from './unreadable-answer.ts';

/**
 * Bars, dividends and splits of a chart answer, in order of time.
 *
 * Quarantined whole: another symbol or currency than asked for, no known time zone, columns that do not fit together.
 *
 * @returns `malformed` when the text is not a chart answer at all
 */
export function parseChart(
  payload: RawPayload,
  request: ChartRequest,
): Result<SourceAnswer<PriceObservation>, SourceFailure> {
  const { symbol } = request.listing;
  const json = parseLooseJson(payload.text);
  const answer = chartAnswerSchema.safeParse(json);
  if (!answer.success) return err(unreadable(`Yahoo's chart of ${symbol}`, json));
  const { error, result } = answer.data.chart;
  const first = result?.[0];
  if (first === undefined) {
    return ok({ ...empty(payload), missing: [{ subject: symbol, reason: describeAbsence(error) }] });
  }
  const chart = chartResultSchema.safeParse(first);
  if (!chart.success) {
    return ok({ ...empty(payload), quarantined: [toShapeFault(symbol, chart.error.issues[0]?.path, first)] });
  }
  const frame = toFrame(chart.data, request);
  if ('quarantined' in frame) return ok({ ...empty(payload), quarantined: [frame.quarantined] });

  return ok({ ...empty(payload), ...readChart(chart.data, frame, request) });
}

function readChart(
  chart: ChartResult,
  frame: ChartFrame,
  request: ChartRequest,
): Pick<SourceAnswer<PriceObservation>, 'observations' | 'quarantined'> {
  const events = parseEvents(chart, frame, request);
  const splitDates = events.observations.flatMap((event) => (event.kind === 'split' ? [event.exOn] : []));
  const bars = parseBars(chart, frame, { ...request, splitDates });

  return {
    observations: [...bars.observations, ...events.observations],
    quarantined: [...bars.quarantined, ...events.quarantined],
  };
}

function empty(payload: RawPayload): SourceAnswer<PriceObservation> {
  return { observations: [], quarantined: [], missing: [], payloads: [payload] };
}

function describeAbsence(error: { readonly description: string } | null | undefined): string {
  return error == null ? 'Yahoo has no chart of it.' : `Yahoo says: ${error.description}`;
}

function toShapeFault(
  symbol: string,
  path: readonly PropertyKey[] | undefined,
  value: unknown,
): QuarantinedValue {
  const field = (path ?? []).map(String).join('.');

  return quarantine(symbol, field, value, `The field ${field} is missing, renamed or of another kind.`);
}
