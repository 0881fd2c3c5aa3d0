/** Two processes that evaluate the same rules, one of them killed in the middle: every alert comes once. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { addMember, daysBefore, storeCloses } from '#tests/support/alerts.ts';
import { PROJECT_ROOT } from '#tests/support/cluster.ts';

const RULES = 400;
const TODAY = new Date().toISOString().slice(0, 10);

let database: OpenDatabase;
let client: Client;
const children: ChildProcess[] = [];
beforeAll(async () => {
  database = await openDatabase({ seeded: true });
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await client.end();
  await database.close();
});

function startEvaluator(): ChildProcess {
  const file = path.join(import.meta.dirname, 'alert-evaluator-under-test.ts');
  const child = spawn(process.execPath, ['--conditions=react-server', file], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  return child;
}

async function count(sql: string): Promise<number> {
  return (await client.query<{ count: number }>(sql)).rows[0]?.count ?? 0;
}

describe('two evaluators', () => {
  it('share the rules, and the one that is left goes on where the other died', async () => {
    const ana = await addMember();
    await storeCloses('MU', [{ on: daysBefore(TODAY, 1), close: 90 }]);
    const state = {
      ...{ family: 'level', beganOn: daysBefore(TODAY, 1), tellsStanding: false, bounds: null },
      level: {
        ...{ side: 'near', anchor: null, isSpent: false, absence: null },
        ...{ readTo: daysBefore(TODAY, 1), last: { value: 90, on: daysBefore(TODAY, 1) } },
      },
    };
    await client.query(
      `INSERT INTO alert_rule (id, owner_id, name, kind, spec, is_one_shot, deliver, version, epoch, created_at, changed_at, changed_by, state)
       SELECT gen_random_uuid(), $1, 'rule ' || n, 'price-level',
              jsonb_build_object('kind', 'price-level', 'ticker', 'MU', 'direction', 'above', 'level', 91 + n % 20, 'band', 0),
              false, 'inbox', 1, 1, now(), now(), 'x', $2
         FROM generate_series(1, $3::int) AS n`,
      [ana.userId, JSON.stringify(state), RULES],
    );
    // Levels 91 to 110: half of them are at or below 100.
    await storeCloses('MU', [{ on: TODAY, close: 100 }]);
    const [victim, other] = [startEvaluator(), startEvaluator()];
    const done = 'SELECT count(*)::int AS count FROM alert_rule WHERE checked_mark IS NOT NULL';
    while ((await count(done)) < RULES / 8) await sleep(10);
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    const atDeath = await count(done);
    expect(atDeath).toBeLessThan(RULES);
    while ((await count(done)) < RULES) await sleep(50);
    other.kill('SIGTERM');

    expect(await count('SELECT count(*)::int AS count FROM alert_firing')).toBe(RULES / 2);
    expect(
      await count(
        `SELECT count(*)::int AS count FROM alert_rule AS rule
          WHERE ((spec ->> 'level')::int <= 100) <> EXISTS (SELECT FROM alert_firing WHERE rule_id = rule.id)`,
      ),
    ).toBe(0);
  }, 120_000);
});
