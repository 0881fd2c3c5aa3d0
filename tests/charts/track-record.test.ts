import { describe, expect, it } from 'vitest';
import { prepareCalibrationPlot } from '#lib/charts/track-record/calibration-plot.ts';
import { prepareCalibrationTable } from '#lib/charts/track-record/calibration-table.ts';
import { prepareCallsTable, prepareNextTable } from '#lib/charts/track-record/calls-table.ts';
import { prepareFreezesTable } from '#lib/charts/track-record/freezes-table.ts';
import { prepareHindsightTable } from '#lib/charts/track-record/hindsight-tables.ts';
import { preparePlacesBars } from '#lib/charts/track-record/places-bars.ts';
import { prepareRecordEvidence } from '#lib/charts/track-record/record-evidence.ts';
import { prepareRecordFigures, prepareRecordHeadline } from '#lib/charts/track-record/record-headline.ts';
import type { RecordPair } from '#lib/charts/track-record/record-words.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import type { TrackRecordCall, TrackRecordResponse } from '#lib/contracts/track-record.ts';
import { calibrate } from '#lib/core/track-record/calibrate.ts';
import { followOutcomes, gradeCalls, type GradedCall } from '#lib/core/track-record/grade-calls.ts';
import { CALL_SUBJECTS, targetKey, type Outcome } from '#lib/core/track-record/types.ts';
import { callOf } from '#tests/support/frozen-months.ts';

const AS_OF = '2026-11-27';
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const MICRON = callOf('MU', { quarter: '2025Q3', period: ['2025-05-30', '2025-08-28'], p50: 1.8 });
const HYNIX = callOf('000660.KS', { quarter: '2026Q1', period: ['2026-01-01', '2026-03-31'], p50: 4 });
const SAMSUNG = callOf('005930.KS', { quarter: '2025Q3', period: ['2025-07-01', '2025-09-30'], p50: 2 });
const OPEN = callOf('000660.KS', { quarter: '2026Q4', period: ['2026-10-01', '2026-12-31'], p50: 9.4 });

function outcome(call: typeof MICRON, value: number, changes: Partial<Outcome> = {}): Outcome {
  const { subject, vendor, quarter, periodStartOn, periodEndOn } = call;
  return {
    ...{ subject, vendor, quarter, periodStartOn, periodEndOn, value },
    kind: 'stated',
    bound: null,
    visibleFrom: periodEndOn,
    sources: [
      {
        title: 'A call',
        url: 'https://example.org/call',
        publishedOn: '2025-09-24',
        grade: 'press',
        says: 'it was',
      },
    ],
    ...changes,
  };
}

/** Micron inside its band, SK hynix far above; Samsung said nothing. */
const OUTCOMES = [outcome(MICRON, 2, { bound: 'ceiling' }), outcome(HYNIX, 8, { kind: 'estimate' })];

function responseOf(
  kind: TrackRecordResponse['kind'],
  calls: readonly (typeof MICRON)[],
  outcomes: readonly Outcome[],
): TrackRecordResponse {
  const graded = gradeCalls(calls, followOutcomes([outcomes]), AS_OF);
  const calibrationOf = (subject: TrackRecordCall['subject'] | null) => {
    const { bands, levels, ...rest } = calibrate(
      graded.filter(({ call }) => subject === null || call.subject === subject),
    );
    const pair = <Row extends { interval: readonly [number, number] | null }>(row: Row) => ({
      ...row,
      interval: row.interval === null ? null : ([...row.interval] as [number, number]),
    });
    return { subject, vendor: null, ...rest, bands: bands.map(pair), levels: levels.map(pair) };
  };
  return {
    modelVersion: '1.0.0',
    dataVersion: 2,
    asOf: AS_OF,
    kind,
    isScored: kind === 'frozen',
    freezes:
      calls.length === 0 || kind === 'hindsight'
        ? []
        : [
            {
              month: '2025-06',
              frozenAt: '2025-06-02T00:00:05.000Z',
              asOf: '2025-06-02',
              dataVersion: 1,
              modelVersion: '1.0.0',
              seed: 202506,
              draws: 4096,
              calls: calls.length,
              digest: 'ab'.repeat(32),
              previousDigest: null,
              isIntact: true,
            },
          ],
    missedMonths: calls.length === 0 ? [] : ['2025-07'],
    isMonthFrozen: false,
    hindsight:
      kind === 'hindsight' ? [{ asOf: '2025-05-31', drawnInputs: 63, laterInputs: 42, untested: 8 }] : [],
    calibration: [null, ...CALL_SUBJECTS].map(calibrationOf),
    calls: graded.map((one) => toCall(one, kind)),
  };
}

function toCall(
  { call, first, latest, ...rest }: GradedCall,
  kind: TrackRecordResponse['kind'],
): TrackRecordCall {
  const { quantiles, ...target } = call;
  const judged = (one: GradedCall['latest']): TrackRecordCall['latest'] => {
    if (one === null) return null;
    const { outcome: known, ...grade } = one;
    const { kind: outcomeKind, bound, visibleFrom, sources } = known;
    return { ...grade, outcomeKind, bound, visibleFrom, sources };
  };
  return {
    key: `2025-06/${targetKey(call)}`,
    kind,
    month: '2025-06',
    ...target,
    vendorName:
      { MU: 'Micron', '000660.KS': 'SK hynix', '005930.KS': 'Samsung Electronics' }[call.vendor ?? ''] ??
      null,
    ...quantiles,
    ...rest,
    first: judged(first),
    latest: judged(latest),
  };
}

const hindsight = responseOf('hindsight', [MICRON, HYNIX], OUTCOMES);
const nothing: RecordPair = { frozen: responseOf('frozen', [], []), hindsight, subject: null };
const waiting: RecordPair = { frozen: responseOf('frozen', [OPEN], []), hindsight, subject: null };
const matured: RecordPair = {
  frozen: responseOf('frozen', [MICRON, HYNIX, SAMSUNG, OPEN], OUTCOMES),
  hindsight,
  subject: null,
};

const sentenceOf = (pair: RecordPair): string => plain(sentenceText(prepareRecordHeadline(pair)));

describe('the sentence', () => {
  it('says how many calls matured, how many bands held, the bias, and what was not disclosed', () => {
    // Errors of -10 % and -50 %; Wilson for 1 of 2.
    expect(sentenceOf(matured)).toBe(
      'Of 3 matured calls, 1 (9.5–90.5 %) of the 2 that could be graded lie inside the 80 % band; bias −30.0 %; ' +
        '1 was not disclosed. In hindsight, which is not scored, the 80 % band would have held in 1 of 2 calls (9.5–90.5 %).',
    );
  });

  it('says when none has matured, and which will first', () => {
    expect(sentenceOf(waiting)).toContain(
      'No frozen call has matured yet; the first, SK hynix, Q4 2026, can be judged after 31 Dec 2026.',
    );
  });

  it('says when nothing is frozen', () => {
    expect(sentenceOf(nothing)).toMatch(/^Nothing is frozen yet/);
    expect(prepareRecordFigures(nothing).map(({ value }) => value)).toEqual([
      '0',
      '0',
      'none matured',
      'none matured',
      '1 of 2',
    ]);
  });

  it('has evidence behind each of its figures and tiles', () => {
    for (const pair of [nothing, waiting, matured]) {
      const keys = [
        ...prepareRecordHeadline(pair).flatMap(({ evidence }) => evidence ?? []),
        ...prepareRecordFigures(pair).map(({ key }) => key),
      ];
      const book = prepareRecordEvidence(pair);
      expect(keys.filter((key) => book[key] === undefined)).toEqual([]);
    }
  });
});

describe('the charts', () => {
  it('plot frozen calls and hindsight apart, with the same shares as the table', () => {
    const plot = prepareCalibrationPlot(matured);
    expect(plot?.series.map(({ id }) => id)).toEqual(['sound', 'frozen', 'hindsight']);
    // Two outcomes: 2 between 1.98 and 2.16, the 75 and the 90 % quantile, and 8 above all.
    expect(plot?.series[1]?.points.map(({ y }) => y)).toEqual([0, 0, 0, 0, 0, 50, 50]);
    expect(plot?.table.rows.map((row) => row[1]?.value)).toEqual([0, 0, 0, 0, 0, 50, 50]);
    expect(plot?.notes.join(' ')).toContain('never counted with the frozen calls');
    expect(prepareCalibrationPlot({ ...nothing, subject: 'saving' })).toBeNull();
  });

  it('count outcomes between the quantiles, of hindsight while nothing has matured', () => {
    const bars = preparePlacesBars(matured);
    expect(bars?.table.rows.map((row) => row[1]?.value)).toEqual([0, 0, 0, 0, 0, 1, 0, 1]);
    expect(bars?.title).toContain('frozen calls');
    expect(preparePlacesBars(waiting)?.title).toContain('in hindsight, not scored');
    expect(preparePlacesBars({ ...waiting, subject: 'capex' })).toBeNull();
  });
});

describe('the tables', () => {
  it('list every call with its state, what came, and the first figure', () => {
    const rows = prepareCallsTable(matured, '2025-06').rows.map((row) => row.map(({ text }) => plain(text)));
    expect(rows.map((row) => [row[0], row[10], row[11], row[14]])).toEqual([
      ['Micron, Q3 2025', 'graded', '$2.00 bn', 'yes'],
      ['SK hynix, Q1 2026', 'graded', '$8.00 bn', 'no'],
      ['Samsung Electronics, Q3 2025', 'not disclosed', 'no figure has been published for it', '–'],
      ['SK hynix, Q4 2026', 'open', 'not yet', '–'],
    ]);
    expect(prepareCallsTable({ ...matured, subject: 'capex' }, '2025-06').rows).toEqual([]);
  });

  it('open the sources of each figure that came', () => {
    const table = prepareCallsTable(matured, '2025-06');
    const book = prepareRecordEvidence(matured);
    const keys = table.rows.flatMap((row) => row.flatMap(({ evidence }) => evidence ?? []));
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(book[key]?.sources[0]?.url).toBe('https://example.org/call');
    expect(book[keys[0] ?? '']?.words).toContain('Stated by the vendor, as a ceiling');
  });

  it('name missed months in the ledger and a digest that does not match', () => {
    const { frozen } = matured;
    const rows = prepareFreezesTable(frozen).rows.map((row) => row.map(({ text }) => plain(text)));
    expect(rows.map((row) => row[1])).toEqual([
      'missed: nothing ran in it, and it is not filled in',
      '2 Jun 2025 00:00 UTC',
    ]);
    const broken = { ...frozen, freezes: frozen.freezes.map((freeze) => ({ ...freeze, isIntact: false })) };
    expect(prepareFreezesTable(broken).rows[1]?.at(-1)?.text).toContain('DOES NOT MATCH');
  });

  it('say what matures next, and leave bands out while nothing is graded', () => {
    expect(prepareNextTable(waiting).rows.map((row) => plain(row[0]?.text ?? ''))).toEqual([
      'SK hynix, Q4 2026',
    ]);
    const labels = (response: TrackRecordResponse) =>
      prepareCalibrationTable(response).columns.map(({ label }) => label);
    expect(labels(waiting.frozen)).not.toContain('Bias');
    expect(labels(matured.frozen)).toContain('Bias');
    const first = prepareHindsightTable(matured).rows[0] ?? [];
    expect(first.map(({ text }) => plain(text)).slice(0, 2)).toEqual(['SK hynix, Q1 2026', '$8.00 bn']);
  });
});
