import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type {
  TrackRecordCalibration,
  TrackRecordCall,
  TrackRecordFreeze,
  TrackRecordQuery,
  TrackRecordResponse,
} from '#lib/contracts/track-record.ts';
import { calibrate, type SharedCount } from '#lib/core/track-record/calibrate.ts';
import type { GradedCall, JudgedOutcome } from '#lib/core/track-record/grade-calls.ts';
import { CALL_VENDORS } from '#lib/core/track-record/make-calls.ts';
import { monthOf } from '#lib/core/track-record/months.ts';
import { CALL_SUBJECTS, targetKey } from '#lib/core/track-record/types.ts';
import { ok, type Result } from '#lib/core/result.ts';

import { getTrackRecord, type CheckedFreeze, type TrackRecord } from './get-track-record.ts';
import { callKey } from './grade-freezes.ts';

type Kind = TrackRecordResponse['kind'];

interface DatedCall extends GradedCall {
  readonly month: string;
}

/** The record as the API answers it: frozen calls, or hindsight, never both in one count. */
export async function answerTrackRecord({
  kind = 'frozen',
  subject,
  month,
  ...requested
}: TrackRecordQuery): Promise<Result<TrackRecordResponse, RequestFault>> {
  const record = await getTrackRecord(requested, { withHindsight: kind === 'hindsight' });
  if (!record.ok) return record;
  const { asOf, dataVersion, freezes, missed, isMonthFrozen, hindsight } = record.value;
  const calls = callsOf(record.value).filter(
    (one) => (subject === undefined || one.call.subject === subject) && (month ?? one.month) === one.month,
  );

  return ok({
    modelVersion: MODEL_VERSION,
    dataVersion,
    asOf,
    kind,
    isScored: kind === 'frozen',
    freezes: freezes.map(toFreeze),
    missedMonths: missed,
    isMonthFrozen,
    hindsight: hindsight?.map(({ calls: _calls, ...day }) => day) ?? [],
    calibration: calibrationsOf(calls),
    calls: calls.map((call) => toCall(call, kind)),
  });
}

function callsOf({ freezes, hindsight }: TrackRecord): readonly DatedCall[] {
  return hindsight === null
    ? freezes.flatMap(({ freeze: { month }, calls }) => calls.map((one) => ({ ...one, month })))
    : hindsight.flatMap(({ asOf, calls }) => calls.map((one) => ({ ...one, month: monthOf(asOf) })));
}

/** Of all, by subject, and by vendor of those that have one. */
function calibrationsOf(calls: readonly GradedCall[]): TrackRecordCalibration[] {
  const of = (
    subject: TrackRecordCalibration['subject'],
    vendor: string | null,
    own: readonly GradedCall[],
  ): TrackRecordCalibration => {
    const { bands, levels, ...counts } = calibrate(own);

    return { subject, vendor, ...counts, bands: bands.map(toPlain), levels: levels.map(toPlain) };
  };

  return [
    of(null, null, calls),
    ...CALL_SUBJECTS.map((subject) =>
      of(
        subject,
        null,
        calls.filter(({ call }) => call.subject === subject),
      ),
    ),
    ...CALL_VENDORS.map(({ ticker }) =>
      of(
        'hbm-revenue',
        ticker,
        calls.filter(({ call }) => call.vendor === ticker),
      ),
    ),
  ];
}

function toPlain<Row extends SharedCount>({ interval, ...row }: Row) {
  const pair: [number, number] | null = interval === null ? null : [interval[0], interval[1]];

  return { ...row, interval: pair };
}

function toFreeze({ freeze, isIntact }: CheckedFreeze): TrackRecordFreeze {
  const { calls, frozenAt, ...rest } = freeze;

  return { ...rest, frozenAt: frozenAt.toISOString(), calls: calls.length, isIntact };
}

function toCall({ month, call, first, latest, ...rest }: DatedCall, kind: Kind): TrackRecordCall {
  const { quantiles, ...target } = call;

  return {
    key: callKey(month, targetKey(call)),
    kind,
    month,
    ...target,
    vendorName: CALL_VENDORS.find(({ ticker }) => ticker === call.vendor)?.name ?? null,
    ...quantiles,
    ...rest,
    first: first === null ? null : toJudged(first),
    latest: latest === null ? null : toJudged(latest),
  };
}

function toJudged({ outcome, ...grade }: JudgedOutcome): NonNullable<TrackRecordCall['latest']> {
  const { kind, bound, visibleFrom, sources } = outcome;

  return { ...grade, outcomeKind: kind, bound, visibleFrom, sources };
}
