/** Rules about closes on a real database: planted series in any batches, mutes, one shots, splits, gaps, crashes. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Member } from '#lib/auth/viewer.ts';
import type { AlertBody } from '#lib/contracts/alerts/alerts.ts';
import { insertCorporateActions } from '#lib/db/corporate-actions.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { evaluateAlerts } from '#lib/services/alerts/evaluate-alerts.ts';
import { listInbox } from '#lib/services/alerts/inbox.ts';
import { makeAlert } from '#lib/services/alerts/make-alert.ts';
import { previewAlert } from '#lib/services/alerts/preview-alert.ts';
import { ALERT_READERS } from '#lib/services/alerts/readers.ts';
import { reviseAlert } from '#lib/services/alerts/revise-alert.ts';
import { getAlert } from '#lib/services/alerts/show-alerts.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { addMember, daysBefore, storeCloses } from '#tests/support/alerts.ts';
import { query } from '#tests/support/members.ts';
import { makeEndedRun } from '#tests/support/refresh-rows.ts';

const TODAY = new Date().toISOString().slice(0, 10);

let database: OpenDatabase;
let ana: Member;
beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});
beforeEach(async () => {
  await query(
    database.url,
    `ALTER TABLE price_bar DISABLE TRIGGER USER; DELETE FROM price_bar; ALTER TABLE price_bar ENABLE TRIGGER USER;
     ALTER TABLE corporate_action DISABLE TRIGGER USER; DELETE FROM corporate_action; ALTER TABLE corporate_action ENABLE TRIGGER USER;
     DELETE FROM alert_firing; DELETE FROM alert_rule`,
  );
  ana = await addMember();
});
afterAll(() => database.close());

async function make(spec: object, rest: object = {}, member = ana): Promise<AlertBody> {
  const name = `rule ${String(Math.random())}`;
  const made = await makeAlert(member, { name, spec, ...rest });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

async function read(id: string, member = ana): Promise<AlertBody> {
  const found = await getAlert(member, id);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
}

const revise = (id: string, body: object) => reviseAlert(ana, id, body);
const above = (level: number, band = 0, ticker = 'MU') => ({
  ...{ kind: 'price-level', ticker, direction: 'above', level, band },
});
/** Closes of consecutive days that end today; weekends do not matter to a stored close. */
const seriesOf = (values: readonly number[]) =>
  values.map((close, index) => ({ on: daysBefore(TODAY, values.length - 1 - index), close }));
const firedOn = (rule: AlertBody): readonly string[] => rule.log.map(({ on }) => on).toReversed();

describe('a month of closes', () => {
  it('fires each alert exactly once, whatever the batches in which it is stored and evaluated', async () => {
    const values = [90, 99, 104, 97, 95, 101, 94, 103, 92, 91, 100, 89, 100, 94, 99, 105, 93, 88, 100, 100];
    // By hand: at or above 100 after having been below 95.
    const expected = [2, 7, 10, 12, 15, 18].map((index) => seriesOf(values)[index]?.on);
    const partitions = fc.sample(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }), {
      numRuns: 6,
      seed: 11,
    });
    const tickers = ['MU', 'SNDK', 'WDC', 'STX', '000660.KS', '005930.KS'];
    for (const [index, sizes] of partitions.entries()) {
      const ticker = tickers[index] ?? 'MU';
      const [first, ...rest] = seriesOf(values);
      if (first === undefined) throw new Error('no series');
      await storeCloses(ticker, [first]);
      const { id } = await make(above(100, 5, ticker));
      for (let from = 0, turn = 0; from < rest.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        await storeCloses(ticker, rest.slice(from, from + size));
        await evaluateAlerts();
        await evaluateAlerts();
        from += size;
      }
      expect(firedOn(await read(id)), `batches of ${sizes.join(', ')}`).toEqual(expected);
    }
    const inbox = await listInbox(ana, {});
    expect(inbox.unread).toBe(expected.length * partitions.length);
    expect(inbox.items[0]?.content).toMatchObject({
      before: { value: 88, on: daysBefore(TODAY, 2) },
      after: { value: 100, on: daysBefore(TODAY, 1) },
      unit: 'USD',
      path: '/companies/005930.KS',
    });
  });

  it('evaluated twice on the same data evaluates nothing the second time', async () => {
    await storeCloses('MU', seriesOf([90, 101]));
    await make(above(100));
    expect(await evaluateAlerts()).toBe(0);
    await storeCloses('MU', [{ on: TODAY, close: 102 }]);
    expect(await evaluateAlerts()).toBe(1);
    expect(await evaluateAlerts()).toBe(0);
  });
});

describe('a rule', () => {
  it('does not tell what holds already, unless asked; then it tells it once', async () => {
    await storeCloses('MU', seriesOf([90, 101]));
    const silent = await make(above(100, 4));
    expect(silent).toMatchObject({ log: [], last: { value: 101, on: TODAY }, isFailing: false });
    expect(silent.quiet).toEqual({ kind: 'waits-to-re-arm', side: 'below', level: 96 });
    const told = await make(above(100), { tellsStanding: true });
    expect(firedOn(told)).toEqual([TODAY]);
  });

  it('with one shot fires once and can be armed again; where the value stands is remembered', async () => {
    await storeCloses('MU', seriesOf([90, 91, 92, 93, 94]).slice(0, 1));
    const { id } = await make(above(100), { isOneShot: true });
    await storeCloses('MU', seriesOf([90, 101, 90, 101, 94]).slice(1, 4));
    await evaluateAlerts();
    const spent = await read(id);
    expect(spent.log).toHaveLength(1);
    expect(spent.quiet).toEqual({ kind: 'spent' });
    const armed = await revise(id, { version: 1, rearm: true });
    expect(armed).toMatchObject({ ok: true, value: { version: 2, quiet: { kind: 'waits-to-re-arm' } } });
    await storeCloses('MU', [{ on: daysBefore(TODAY, 0), close: 94 }]);
    await evaluateAlerts();
    expect((await read(id)).quiet).toEqual({ kind: 'not-reached', distance: 6 });
  });

  it('that is muted writes down what it saw and puts nothing into the inbox', async () => {
    await storeCloses('MU', seriesOf([90, 91]).slice(0, 1));
    const { id } = await make(above(100), { isOneShot: true });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await revise(id, { version: 1, muteUntil: until });
    await storeCloses('MU', [{ on: TODAY, close: 120 }]);
    await evaluateAlerts();
    const muted = await read(id);
    expect(muted.quiet).toEqual({ kind: 'muted', until });
    expect(muted.log).toMatchObject([{ on: TODAY, isMuted: true }]);
    expect(await listInbox(ana, {})).toMatchObject({ items: [], unread: 0 });
    await revise(id, { version: 2, muteUntil: null });
    // The shot was not spent on what nobody heard.
    expect((await read(id)).quiet).toEqual({ kind: 'waits-to-re-arm', side: 'below', level: 100 });
  });

  it('that watches something else from now on begins anew and does not fire for what holds', async () => {
    await storeCloses('MU', seriesOf([90, 101]));
    const { id } = await make(above(110));
    const changed = await revise(id, { version: 1, spec: above(100) });
    expect(changed).toMatchObject({
      ok: true,
      value: { version: 2, log: [], quiet: { kind: 'waits-to-re-arm' } },
    });
  });

  it('without prices fails by name and fires nothing; with old ones it says since when', async () => {
    const { id, quiet, isFailing } = await make(above(100));
    expect([quiet?.kind, isFailing]).toEqual(['failing', true]);
    expect(quiet).toMatchObject({
      reason: expect.stringContaining('no close of the last 40 days is stored') as string,
    });
    await storeCloses('MU', [{ on: daysBefore(TODAY, 20), close: 90 }]);
    await evaluateAlerts();
    const old = await read(id);
    expect(old.quiet).toMatchObject({
      kind: 'failing',
      reason: expect.stringMatching(`^no price since ${daysBefore(TODAY, 20)}, \\d+ sessions old`) as string,
    });
    expect(old.log).toEqual([]);
  });

  it('reads a close only once its session is over', async () => {
    await storeCloses('MU', [{ on: daysBefore(TODAY, 1), close: 90 }]);
    const { id } = await make(above(100));
    await storeCloses('MU', [{ on: TODAY, close: 130, isFinal: false }]);
    await evaluateAlerts();
    expect((await read(id)).log).toEqual([]);
    await storeCloses('MU', [{ on: TODAY, close: 99 }]);
    await evaluateAlerts();
    expect((await read(id)).last).toEqual({ value: 99, on: TODAY });
  });

  it('stops at a split after it was made: the level means another share', async () => {
    await storeCloses('MU', [{ on: daysBefore(TODAY, 1), close: 400 }]);
    const below = { ...above(300), direction: 'below' };
    const { id } = await make(below);
    const old = await make({ ...below, level: 200 });
    await query(
      database.url,
      `UPDATE alert_rule SET state = jsonb_set(state, '{beganOn}', '"2026-01-02"') WHERE id = $1`,
      [id],
    );
    const at = new Date();
    const runId = await makeEndedRun(at);
    await inTransaction((tx) =>
      insertCorporateActions(
        tx,
        'yahoo',
        [{ symbol: 'MU', exOn: TODAY, kind: 'split', numerator: 4, denominator: 1 }],
        { runId, recordedAt: at },
      ),
    );
    await storeCloses('MU', [{ on: TODAY, close: 100 }]);
    await evaluateAlerts();
    expect(await read(id)).toMatchObject({
      log: [],
      isFailing: true,
      quiet: { reason: expect.stringContaining('a split of 4 for 1') as string },
    });
    // Made on the day of the split, in its new shares.
    expect((await read(old.id)).log).toHaveLength(1);
  });
});

describe('stale prices', () => {
  it('fire once the newest close is older than so many sessions, and again after it was renewed', async () => {
    const at = (iso: string) => ({ nowAt: () => new Date(iso) });
    await storeCloses('MU', [{ on: '2026-11-20', close: 90 }]);
    const { id } = await make({ kind: 'stale', ticker: 'MU', sessions: 2 });
    await query(
      database.url,
      `UPDATE alert_rule SET checked_mark = NULL,
              state = state || '{"level": {"side": null, "anchor": null, "isSpent": false, "readTo": null, "last": null, "absence": null}}'`,
    );
    // Friday's close; Monday to Wednesday are sessions, Thanksgiving is none.
    await evaluateAlerts(at('2026-11-24T22:30:00Z'));
    expect((await read(id)).last).toEqual({ value: 2, on: '2026-11-24' });
    await evaluateAlerts(at('2026-11-25T22:30:00Z'));
    await evaluateAlerts(at('2026-11-26T22:30:00Z'));
    expect((await read(id)).log).toMatchObject([{ on: '2026-11-25', content: { after: { value: 3 } } }]);
  });
});

describe('a preview', () => {
  it('counts crossings of the last year by hand and says where prices begin', async () => {
    const values = Array.from({ length: 100 }, (_, index) => (index % 10 === 0 ? 101 : 90));
    await storeCloses('MU', seriesOf(values));
    const shown = await previewAlert(ana, { spec: above(100) });
    // The first value holds already; each tenth crosses.
    expect(shown).toMatchObject({
      ok: true,
      value: {
        count: 9,
        fromOn: daysBefore(TODAY, 99),
        absence: `no prices stored before ${daysBefore(TODAY, 99)}`,
        now: { value: 90, on: TODAY },
        unit: 'USD',
        holdsNow: false,
      },
    });
    const once = await previewAlert(ana, { spec: above(100), isOneShot: true });
    expect(once).toMatchObject({ ok: true, value: { count: 1 } });
    expect(await previewAlert(ana, { spec: above(100, 0, 'WDC') })).toMatchObject({
      ok: true,
      value: {
        count: 0,
        absence: expect.stringContaining('no prices of WDC are stored') as string,
        now: null,
      },
    });
  });
});

describe('an evaluation that breaks off', () => {
  it('keeps what it has committed; the next one does the rest, and nothing twice', async () => {
    await storeCloses('MU', [{ on: daysBefore(TODAY, 1), close: 90 }]);
    for (let level = 95; level < 105; level += 1) await make(above(level));
    await storeCloses('MU', [{ on: TODAY, close: 100 }]);
    let reads = 0;
    const breaking = {
      ...ALERT_READERS,
      'price-level': {
        ...ALERT_READERS['price-level'],
        read: async (
          ...given: Parameters<Extract<(typeof ALERT_READERS)['price-level'], { family: 'level' }>['read']>
        ) => {
          reads += 1;
          if (reads === 3) throw new Error('the database went away');
          const reader = ALERT_READERS['price-level'];
          if (reader.family !== 'level') throw new Error('no reader of levels');
          return reader.read(...given);
        },
      },
    } as typeof ALERT_READERS;
    await expect(evaluateAlerts({ atOnce: 3, readers: breaking })).rejects.toThrow('went away');
    const half = await query<{ count: number }>(
      database.url,
      'SELECT count(*)::int AS count FROM alert_firing',
    );
    expect(half[0]?.count).toBeGreaterThan(0);
    expect(half[0]?.count).toBeLessThan(6);
    expect(await evaluateAlerts({ atOnce: 3 })).toBe(4);
    const fired = await query<{ level: number }>(
      database.url,
      `SELECT (spec ->> 'level')::int AS level FROM alert_firing JOIN alert_rule AS rule ON rule.id = rule_id ORDER BY 1`,
    );
    expect(fired.map(({ level }) => level)).toEqual([95, 96, 97, 98, 99, 100]);
  });
});
