import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXCHANGES } from '#lib/core/calendar/exchange.ts';
import { checkSchedule, type ScheduleEntry, type Timing } from '#lib/core/schedule/schedule.ts';
import { nextSlot, slotsDue, type DueSlot } from '#lib/core/schedule/slots.ts';
import { shippedHolidayTable } from '#tests/support/exchange-holidays.ts';

const holidays = shippedHolidayTable();
const ms = (instant: string): number => Date.parse(instant);

const US_PRICES: ScheduleEntry = {
  jobId: 'prices-us',
  timing: { kind: 'after-close', exchange: 'US', delayMinutes: 30 },
  maxJitterSeconds: 0,
};
const CATALOGUE: ScheduleEntry = {
  jobId: 'catalogue',
  timing: { kind: 'daily', atUtcMinute: 360 },
  maxJitterSeconds: 600,
};
const PROBE: ScheduleEntry = {
  jobId: 'probe',
  timing: { kind: 'every', minutes: 15 },
  maxJitterSeconds: 60,
};

const timings: fc.Arbitrary<Timing> = fc.oneof(
  fc.record({
    kind: fc.constant('after-close' as const),
    exchange: fc.constantFrom(...EXCHANGES),
    delayMinutes: fc.integer({ min: 0, max: 1440 }),
  }),
  fc.record({ kind: fc.constant('daily' as const), atUtcMinute: fc.integer({ min: 0, max: 1439 }) }),
  fc.record({ kind: fc.constant('every' as const), minutes: fc.integer({ min: 20, max: 4000 }) }),
);
const entries: fc.Arbitrary<ScheduleEntry> = fc.record({
  jobId: fc.constant('job'),
  timing: timings,
  maxJitterSeconds: fc.integer({ min: 0, max: 600 }),
});
/** Reaches beyond the end of the table. */
const starts = fc.integer({ min: ms('2025-01-01T00:00:00Z'), max: ms('2028-01-10T00:00:00Z') });
const gaps = fc.array(fc.integer({ min: 0, max: 6 * 86_400_000 }), { minLength: 1, maxLength: 12 });

/** Calls {@link slotsDue} at each instant as a server would, remembering what it was given. */
function runThrough(entry: ScheduleEntry, fromMs: number, nows: readonly number[]): DueSlot[] {
  const lastSlotAtMs = new Map([[entry.jobId, fromMs]]);
  return nows.flatMap((nowMs) => {
    const due = slotsDue([entry], { lastSlotAtMs, nowMs, holidays });
    for (const slot of due) lastSlotAtMs.set(slot.jobId, slot.slotAtMs);
    return due;
  });
}

function walkSlots(entry: ScheduleEntry, afterMs: number, throughMs: number): string[] {
  const ids: string[] = [];
  for (
    let slot = nextSlot(entry, { afterMs, holidays });
    slot.slotAtMs <= throughMs;
    slot = nextSlot(entry, { afterMs: slot.slotAtMs, holidays })
  ) {
    // A series that stands still must fail, not hang.
    if (slot.slotId === ids.at(-1)) throw new Error(`${slot.slotId} follows itself`);
    ids.push(slot.slotId);
  }
  return ids;
}

describe('slots', () => {
  it('come half an hour after the close of New York, in summer and winter, and after an early close', () => {
    const next = (afterMs: number) => nextSlot(US_PRICES, { afterMs, holidays });
    expect(next(ms('2026-07-06T12:00:00Z'))).toEqual({
      slotId: 'prices-us@2026-07-06',
      jobId: 'prices-us',
      slotAtMs: ms('2026-07-06T20:30:00Z'),
      startAtMs: ms('2026-07-06T20:30:00Z'),
      isBeyondTable: false,
    });
    expect(next(ms('2026-11-25T21:30:00Z'))).toMatchObject({
      slotId: 'prices-us@2026-11-27',
      slotAtMs: ms('2026-11-27T18:30:00Z'),
    });
    expect(next(ms('2028-01-03T12:00:00Z')).isBeyondTable).toBe(true);
  });

  it('of a day and of every so many minutes do not move with the start of the server', () => {
    expect(nextSlot(CATALOGUE, { afterMs: ms('2026-11-26T06:00:00Z'), holidays }).slotId).toBe(
      'catalogue@2026-11-27T06:00:00.000Z',
    );
    expect(nextSlot(PROBE, { afterMs: ms('2026-11-26T09:07:13.500Z'), holidays }).slotAtMs).toBe(
      ms('2026-11-26T09:15:00Z'),
    );
  });

  it('are due from their own millisecond on, once', () => {
    fc.assert(
      fc.property(entries, starts, (entry, fromMs) => {
        const { slotId, slotAtMs } = nextSlot(entry, { afterMs: fromMs, holidays });
        expect(slotAtMs).toBeGreaterThan(fromMs);
        const ids = runThrough(entry, fromMs, [slotAtMs - 1, slotAtMs, slotAtMs]).map((slot) => slot.slotId);
        expect(ids).toEqual([slotId]);
      }),
    );
  });

  it('are neither lost nor doubled, however time is cut into calls', () => {
    fc.assert(
      fc.property(entries, starts, gaps, (entry, fromMs, steps) => {
        let nowMs = fromMs;
        const nows = steps.map((step) => (nowMs += step));
        const given = runThrough(entry, fromMs, nows);
        const all = walkSlots(entry, fromMs, nowMs);
        expect(given.reduce((sum, slot) => sum + 1 + slot.foldedCount, 0)).toBe(all.length);
        expect(new Set(given.map((slot) => slot.slotId)).size).toBe(given.length);
        // Each run stands for the slots from its oldest to its own, and the next run begins where it ended.
        let coveredMs = fromMs;
        for (const slot of given) {
          expect(slot.oldestSlotAtMs).toBe(nextSlot(entry, { afterMs: coveredMs, holidays }).slotAtMs);
          expect(walkSlots(entry, coveredMs, slot.slotAtMs)).toHaveLength(slot.foldedCount + 1);
          expect(slot.reason).toBe(slot.foldedCount === 0 ? 'regular' : 'catch-up');
          coveredMs = slot.slotAtMs;
        }
      }),
    );
  });

  it('end at the same slot whichever way time was cut', () => {
    fc.assert(
      fc.property(entries, starts, gaps, (entry, fromMs, steps) => {
        let nowMs = fromMs;
        const nows = steps.map((step) => (nowMs += step));
        const inSteps = runThrough(entry, fromMs, nows).at(-1)?.slotId;
        expect(runThrough(entry, fromMs, [nowMs]).at(-1)?.slotId).toBe(inSteps);
      }),
    );
  });
});

describe('catching up', () => {
  it('after a week of being off is one run for each job, which says what it stands for', () => {
    const lastSlotAtMs = new Map([
      ['prices-us', ms('2026-11-19T21:30:00Z')],
      ['catalogue', ms('2026-11-26T06:00:00Z')],
    ]);
    const due = slotsDue([CATALOGUE, US_PRICES, PROBE], {
      lastSlotAtMs,
      nowMs: ms('2026-11-27T19:00:00Z'),
      holidays,
    });
    expect(due.map(({ slotId, reason, foldedCount }) => [slotId, reason, foldedCount])).toEqual([
      ['catalogue@2026-11-27T06:00:00.000Z', 'regular', 0],
      ['prices-us@2026-11-27', 'catch-up', 4],
      ['probe@2026-11-27T19:00:00.000Z', 'first', 0],
    ]);
    expect(due[1]?.oldestSlotAtMs).toBe(ms('2026-11-20T21:30:00Z'));
  });

  it('is at most one slot for each job, whatever was missed', () => {
    fc.assert(
      fc.property(
        fc.array(entries, { maxLength: 5 }),
        starts,
        fc.integer({ min: 0, max: 400 }),
        (some, fromMs, days) => {
          const schedule = some.map((entry, index) => ({ ...entry, jobId: `job-${String(index)}` }));
          const lastSlotAtMs = new Map(schedule.map(({ jobId }) => [jobId, fromMs]));
          const due = slotsDue(schedule, { lastSlotAtMs, nowMs: fromMs + days * 86_400_000, holidays });
          expect(new Set(due.map(({ jobId }) => jobId)).size).toBe(due.length);
          const times = due.map(({ slotAtMs }) => slotAtMs);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it('does nothing for a clock that was put back', () => {
    const lastSlotAtMs = new Map([['probe', ms('2026-11-27T19:00:00Z')]]);
    expect(slotsDue([PROBE], { lastSlotAtMs, nowMs: ms('2026-11-20T00:00:00Z'), holidays })).toEqual([]);
  });
});

describe('the start of a slot', () => {
  it('is at most the jitter later than the slot and before the next slot, the same each time', () => {
    fc.assert(
      fc.property(entries, starts, (entry, fromMs) => {
        const slot = nextSlot(entry, { afterMs: fromMs, holidays });
        expect(nextSlot(entry, { afterMs: fromMs, holidays })).toEqual(slot);
        expect(slot.startAtMs).toBeGreaterThanOrEqual(slot.slotAtMs);
        expect(slot.startAtMs - slot.slotAtMs).toBeLessThanOrEqual(entry.maxJitterSeconds * 1000);
        const following = nextSlot(entry, { afterMs: slot.slotAtMs, holidays });
        expect(slot.startAtMs).toBeLessThan(following.slotAtMs);
      }),
    );
  });
});

describe('a schedule', () => {
  it('is accepted when each job can be told apart and each time exists', () => {
    expect(checkSchedule([US_PRICES, CATALOGUE, PROBE])).toEqual([]);
  });

  it.each<[string, ScheduleEntry[], string]>([
    ['a job listed twice', [PROBE, PROBE], '/1/jobId'],
    ['an id with the separator of slots', [{ ...PROBE, jobId: 'a@b' }], '/0/jobId'],
    ['no interval', [{ ...PROBE, timing: { kind: 'every', minutes: 0 } }], '/0/timing'],
    ['half a minute', [{ ...PROBE, timing: { kind: 'every', minutes: 0.5 } }], '/0/timing'],
    ['a 25th hour', [{ ...CATALOGUE, timing: { kind: 'daily', atUtcMinute: 1500 } }], '/0/timing'],
    [
      'a run before the close',
      [{ ...US_PRICES, timing: { kind: 'after-close', exchange: 'US', delayMinutes: -5 } }],
      '/0/timing',
    ],
    ['jitter that reaches the next slot', [{ ...PROBE, maxJitterSeconds: 900 }], '/0/maxJitterSeconds'],
    ['jitter that is no number', [{ ...PROBE, maxJitterSeconds: Number.NaN }], '/0/maxJitterSeconds'],
  ])('is refused for %s', (_case, schedule, pointer) => {
    expect(checkSchedule(schedule).map((fault) => fault.pointer)).toEqual([pointer]);
  });
});
