/**
 * Fifty members signing in at the same moment, against fifty bare scrypt hashes in the same run, rounds interleaved:
 * `node --conditions=react-server tests/bench/sign-in.ts [--rounds=4]`. What a sign-in costs beside the hash is ours.
 */
import { parseArgs } from 'node:util';

import { verifyPassword, hashPassword } from 'better-auth/crypto';
import { Client } from 'pg';

import { appUrl } from '#lib/start/web-server.ts';

import { startApp, startSeededDatabase } from './bench-servers.ts';

const AT_ONCE = 50;
const PASSWORD = 'turbid otter lamp 47 quorum';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '4' } } });
const database = await startSeededDatabase();
const app = await startApp(database.url);
const origin = appUrl('127.0.0.1', app.port);
const hash = await hashPassword(PASSWORD);

try {
  await addMembers();
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    const [signIns, hashes] = [await timeEach(signIn), await timeEach(verify)];
    // The first round warms both up.
    if (round === 0) continue;
    ours.push(...signIns);
    bare.push(...hashes);
  }
  report('sign-in, 50 at once', ours);
  report('bare scrypt, 50 at once', bare);
  console.log(`p99 of ours over bare: ${(percentile(ours, 0.99) / percentile(bare, 0.99)).toFixed(2)} x`);
  await reportGuesses(10_000);
} finally {
  await app.stop();
  await database.remove();
}

async function addMembers(): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  for (let index = 0; index < AT_ONCE; index += 1) {
    await client.query(
      `WITH added AS (INSERT INTO app_user (id, name, email) VALUES (gen_random_uuid(), 'Bench', $1) RETURNING id)
       INSERT INTO account (id, account_id, provider_id, user_id, password)
       SELECT gen_random_uuid(), id::text, 'credential', id, $2 FROM added`,
      [`member${String(index)}@bench.example`, hash],
    );
  }
  await client.end();
}

async function signIn(index: number): Promise<void> {
  const response = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: `member${String(index)}@bench.example`, password: PASSWORD }),
  });
  if (response.status !== 200) throw new Error(`sign-in answered ${String(response.status)}`);
  await response.arrayBuffer();
}

async function verify(): Promise<void> {
  if (!(await verifyPassword({ hash, password: PASSWORD }))) throw new Error('the hash does not verify');
}

/** Guesses at one account, fifty at a time: how many of them were held against the password at all. */
async function reportGuesses(guesses: number): Promise<void> {
  const counts = new Map<number, number>();
  const startMs = performance.now();
  for (let sent = 0; sent < guesses; sent += AT_ONCE) {
    const statuses = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => guess(sent + index)));
    for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const seconds = (performance.now() - startMs) / 1_000;
  const words = [...counts].map(([status, count]) => `${String(status)}: ${String(count)}`).join(', ');
  console.log(`${String(guesses)} guesses at one account in ${seconds.toFixed(1)} s: ${words}`);
}

async function guess(index: number): Promise<number> {
  const response = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: 'member0@bench.example', password: `guess number ${String(index)}` }),
  });
  await response.arrayBuffer();

  return response.status;
}

/** Milliseconds of each of fifty calls that start together. */
async function timeEach(call: (index: number) => Promise<void>): Promise<number[]> {
  return Promise.all(
    Array.from({ length: AT_ONCE }, async (_, index) => {
      const startMs = performance.now();
      await call(index);
      return performance.now() - startMs;
    }),
  );
}

function percentile(timesMs: readonly number[], share: number): number {
  const sorted = timesMs.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * share), sorted.length) - 1] ?? 0;
}

function report(name: string, timesMs: readonly number[]): void {
  const [p50, p99] = [percentile(timesMs, 0.5), percentile(timesMs, 0.99)];
  console.log(
    `${name.padEnd(26)} p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${String(timesMs.length)} calls`,
  );
}
