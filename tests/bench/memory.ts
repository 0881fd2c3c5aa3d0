/**
 * Resident memory of the built app under a mixed load:
 * `node --conditions=react-server tests/bench/memory.ts [--minutes=3]`. Aim: at most 512 MB, flat.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';

import { startApp, startSeededDatabase } from './bench-servers.ts';
import { load } from './load-client.ts';

const SAMPLE_SECONDS = 15;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '3' } } });
const samples = Math.ceil((Number(values.minutes) * 60) / SAMPLE_SECONDS);

const database = await startSeededDatabase();
const app = await startApp(database.url);

try {
  const residentMb = [readResidentMb(app.pid)];
  console.log(`  0 s ${residentMb[0]?.toFixed(0) ?? ''} MB`);
  for (let sample = 1; sample <= samples; sample += 1) {
    const errors = await loadForAWhile(sample);
    const resident = readResidentMb(app.pid);
    residentMb.push(resident);
    console.log(
      `${String(sample * SAMPLE_SECONDS).padStart(3)} s ${resident.toFixed(0)} MB, ${String(errors)} errors`,
    );
  }
  const last = residentMb.at(-1) ?? Number.NaN;
  const third = residentMb.at(-1 - Math.floor(samples / 3)) ?? Number.NaN;
  console.log(`peak ${Math.max(...residentMb).toFixed(0)} MB, end ${last.toFixed(0)} MB (aim: 512)`);
  console.log(`growth over the last third ${(last - third).toFixed(0)} MB (aim: flat)`);
} finally {
  await app.stop();
  await database.remove();
}

/** Repeated and never-repeated reads, computations and pages at once; returns the number of errors. */
async function loadForAWhile(sample: number): Promise<number> {
  const common = { port: app.port, connections: 4, seconds: SAMPLE_SECONDS };
  const day = `2026-${String(1 + (sample % 10)).padStart(2, '0')}-15`;
  const results = await Promise.all([
    load({ ...common, path: '/api/v1/capex/announcements?limit=50' }),
    load({ ...common, path: `/api/v1/capex/totals?year=2026&asOf=${day}` }),
    load({ ...common, path: '/api/v1/exposure', body: `{"memorySaving":0.${String(100 + sample)}}` }),
    load({
      ...common,
      path: `/api/v1/efficiency/kv-cache?model=deepseek-v3&kvDtype=fp8&contextTokens=${String(sample)}`,
    }),
    load({ ...common, path: '/' }),
  ]);

  return results.reduce((sum, result) => sum + result.errors, 0);
}

/** Of the process and its children, by ps, which every Unix has. */
function readResidentMb(pid: number): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const processes = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([pid]);
  for (const [child = 0, parent = 0] of processes) if (family.has(parent)) family.add(child);

  return processes.reduce((sum, [id = 0, , kb = 0]) => (family.has(id) ? sum + kb / 1024 : sum), 0);
}
