/**
 * 10,000 alert rules of 50 members evaluated after a refresh, against asking the database once for each rule, in one run:
 * `node --conditions=react-server tests/bench/alerts.ts [--rules=10000]`. The baseline asks for a close
 * alone, compares nothing and keeps nothing, which favours it. Aim: 5 s for 10,000 rules.
 */
import { parseArgs } from 'node:util';

import { closeDb, db } from '#lib/db/client.ts';
import { evaluateAlerts } from '#lib/services/alerts/evaluate-alerts.ts';
import { addMember, daysBefore, storeCloses } from '#tests/support/alerts.ts';
import { query } from '#tests/support/members.ts';

import { startSeededDatabase } from './bench-servers.ts';

const MEMBERS = 50;
const TICKERS = ['MU', 'SNDK', 'WDC', 'STX', '000660.KS', '005930.KS'];
const TODAY = new Date().toISOString().slice(0, 10);
const DAYS = 250;

const { values } = parseArgs({ options: { rules: { type: 'string', default: '10000' } } });
const rules = Number(values.rules);
const database = await startSeededDatabase();
process.env['DATABASE_URL'] = database.url;

try {
  for (const ticker of TICKERS) {
    await storeCloses(
      ticker,
      Array.from({ length: DAYS }, (_, index) => ({
        on: daysBefore(TODAY, DAYS - index),
        close: 100 + (index % 17),
      })),
    );
  }
  const members = [];
  for (let index = 0; index < MEMBERS; index += 1) members.push((await addMember()).userId);
  // Of ten rules seven watch a price, two the model and one the ledger.
  await query(
    database.url,
    `INSERT INTO alert_rule (id, owner_id, name, kind, spec, is_one_shot, deliver, version, epoch, created_at, changed_at, changed_by, state)
     SELECT gen_random_uuid(), ($1::uuid[])[1 + n % $2], 'rule ' || n, spec ->> 'kind', spec, false, 'inbox', 1, 1, now(), now(), 'x',
            CASE WHEN n % 10 = 9
              THEN jsonb_build_object('family', 'events', 'events', jsonb_build_object('isSpent', false,
                     'mark', jsonb_build_object('on', $4::text, 'dataVersion', 1, 'at', $4 || 'T00:00:00.000Z')))
              ELSE jsonb_build_object('family', 'level', 'beganOn', '2020-01-01', 'tellsStanding', false, 'bounds', null,
                     'level', jsonb_build_object('side', null, 'anchor', null, 'isSpent', false, 'readTo', null, 'last', null, 'absence', null))
            END
       FROM generate_series(0, $3::int - 1) AS n
      CROSS JOIN LATERAL (SELECT CASE
        WHEN n % 10 < 7 THEN jsonb_build_object('kind', 'price-level', 'ticker', ($5::text[])[1 + n % 6], 'direction', 'above', 'level', 90 + n % 40, 'band', 1)
        WHEN n % 10 < 9 THEN jsonb_build_object('kind', 'exposure-level', 'metric', 'total-change', 'ticker', null, 'scenarioId', null, 'direction', 'below', 'level', -1 * (n % 20), 'band', 0)
        ELSE jsonb_build_object('kind', 'guide-revised', 'issuer', null) END AS spec) AS made`,
    [members, MEMBERS, rules, TODAY, TICKERS],
  );
  const seeded = await timed(() => evaluateAlerts());
  for (const ticker of TICKERS) await storeCloses(ticker, [{ on: TODAY, close: 120 }]);
  const refreshed = await timed(() => evaluateAlerts());
  const fired = await query<{ count: number }>(
    database.url,
    'SELECT count(*)::int AS count FROM alert_firing',
  );
  const naive = await timed(askEach);
  tell('first evaluation', seeded);
  tell('after a refresh', refreshed);
  tell('one query a rule', naive);
  console.log(
    `fired: ${String(fired[0]?.count)}; ${(naive.ms / refreshed.ms).toFixed(1)} times the baseline`,
  );
} finally {
  await closeDb();
  await database.remove();
}

/** What most would write first: each rule asks for the newest close of its own, and compares nothing. */
async function askEach(): Promise<number> {
  const all = await db().alertRule.findMany({ select: { spec: true } });
  let count = 0;
  for (const { spec } of all) {
    const { ticker = null } = spec as { ticker?: string | null };
    await db().$queryRaw`
      SELECT close FROM standing_price_bar WHERE symbol = ${ticker ?? 'MU'} AND session_on <= ${TODAY}::date
       ORDER BY session_on DESC LIMIT 1`;
    count += 1;
  }
  return count;
}

async function timed(work: () => Promise<number>): Promise<{ readonly count: number; readonly ms: number }> {
  const fromMs = performance.now();
  return { count: await work(), ms: performance.now() - fromMs };
}

function tell(name: string, { count, ms }: { readonly count: number; readonly ms: number }): void {
  const perSecond = Math.round((count / ms) * 1000);
  console.log(
    `${name.padEnd(20)} ${String(count).padStart(6)} rules ${(ms / 1000).toFixed(2).padStart(7)} s ${String(perSecond).padStart(8)} rules/s`,
  );
}
