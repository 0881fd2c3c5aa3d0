/**
 * JSON routes of the built app against raw node + pg in the same run, rounds interleaved:
 * `node --conditions=react-server tests/bench/http.ts [--rounds=3] [--seconds=6] [--connections=32]`.
 * Aim: the announcements read at 0.38 x raw or more, no errors, p99 at most 10 x raw's.
 */
import { parseArgs } from 'node:util';

import { startApp, startRawServer, startSeededDatabase } from './bench-servers.ts';
import { load, type LoadOrder, type LoadResult } from './load-client.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    connections: { type: 'string', default: '32' },
  },
});

const database = await startSeededDatabase();
const raw = await startRawServer(database.url);
const app = await startApp(database.url);

try {
  const targets = await listTargets();
  const results = new Map<string, LoadResult[]>(targets.map(({ name }) => [name, []]));
  for (const { order } of targets) await load({ ...order, seconds: 2 });
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const { name, order } of targets) results.get(name)?.push(await load(order));
  }
  print(results);
} finally {
  await Promise.all([app.stop(), raw.stop()]);
  await database.remove();
}

async function listTargets(): Promise<{ name: string; order: LoadOrder }[]> {
  const common = { connections: Number(values.connections), seconds: Number(values.seconds) };
  const own = { ...common, port: app.port };
  const list = '/api/v1/capex/announcements?limit=7&asOf=2026-11-23';
  const etag = (await fetch(`http://127.0.0.1:${String(app.port)}${list}`)).headers.get('etag') ?? '';

  return [
    { name: 'raw node + pg', order: { ...common, port: raw.port, path: '/' } },
    { name: 'GET capex/announcements', order: { ...own, path: list } },
    { name: '  with If-None-Match', order: { ...own, path: list, headers: { 'If-None-Match': etag } } },
    { name: 'GET capex/totals', order: { ...own, path: '/api/v1/capex/totals?year=2026&asOf=2026-11-23' } },
    { name: 'POST exposure {}', order: { ...own, path: '/api/v1/exposure', body: '{"asOf":"2026-11-23"}' } },
    { name: 'raw node + pg again', order: { ...common, port: raw.port, path: '/' } },
  ];
}

function print(results: ReadonlyMap<string, readonly LoadResult[]>): void {
  const base = medianOf(results.get('raw node + pg') ?? [], 'requestsPerSecond');
  console.log(
    '| target | req/s | x raw | p50 ms | p99 ms | errors | bytes |\n| --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const [name, rounds] of results) {
    const rate = medianOf(rounds, 'requestsPerSecond');
    const cells = [
      name,
      rate.toFixed(0),
      (rate / base).toFixed(2),
      medianOf(rounds, 'p50Ms').toFixed(2),
      medianOf(rounds, 'p99Ms').toFixed(1),
      String(rounds.reduce((sum, round) => sum + round.errors, 0)),
      medianOf(rounds, 'bytes').toFixed(0),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

function medianOf(rounds: readonly LoadResult[], field: keyof LoadResult): number {
  const sorted = rounds.map((round) => round[field]).sort((a, b) => a - b);

  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
