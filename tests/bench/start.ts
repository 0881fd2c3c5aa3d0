// How long a newcomer waits: `npm ci`, the first `npm start` and later ones, in a copy of the sources in an empty
// folder. The yardstick is `next start` alone on the same build, in the same run.
//   node tests/bench/start.ts [--cold] [--rounds 5]      --cold: npm downloads everything anew
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findFreePort } from '#lib/start/ports.ts';
import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';

const { values } = parseArgs({
  options: { cold: { type: 'boolean' }, rounds: { type: 'string', default: '5' } },
});
const rounds = Number(values.rounds);
const folder = makeTestFolder();
const project = path.join(folder, 'project');

try {
  copySources();
  const cache = values.cold === true ? ['--cache', path.join(folder, 'npm-cache')] : [];
  const install = await time(() => runToEnd('npm', ['ci', '--no-audit', '--no-fund', ...cache]));
  const first = await timeToAnswer('npm', ['start']);
  const later: number[] = [];
  const bare: number[] = [];
  // In turns, so that what else the computer does falls on both alike.
  for (let round = 0; round < rounds; round += 1) {
    later.push(await timeToAnswer('npm', ['start']));
    bare.push(
      await timeToAnswer(nodeOfProject(), ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1']),
    );
  }
  report(install, first, median(later), median(bare));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The files that git has or would add, as a clone would hold them. */
function copySources(): void {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });
  mkdirSync(project);
  for (const file of list.split('\0').filter((name) => name !== '')) {
    cpSync(path.join(PROJECT_ROOT, file), path.join(project, file));
  }
}

function nodeOfProject(): string {
  return path.join(project, 'node_modules/.bin/node');
}

/** As in a newcomer's terminal: nothing of what this program was started with steers the ones under test. */
function environment(port: number): NodeJS.ProcessEnv {
  const steering = /^(DATABASE_URL|NODE_ENV|WATERLINE_.*|npm_.*)$/;
  const variables = { ...process.env, PORT: String(port), HOST: '127.0.0.1' };
  for (const name of Object.keys(variables)) {
    if (steering.test(name)) Reflect.deleteProperty(variables, name);
  }
  return variables;
}

async function runToEnd(file: string, args: readonly string[]): Promise<void> {
  const child = spawn(file, args, {
    cwd: project,
    env: environment(3000),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exitCode = await new Promise((resolve) => child.once('exit', resolve));
  if (exitCode !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${String(exitCode)}`);
}

/** Milliseconds from starting a program to the first answer on its port; then ends the program. */
async function timeToAnswer(file: string, args: readonly string[]): Promise<number> {
  const port = await findFreePort();
  const child = spawn(file, args, {
    cwd: project,
    env: environment(port),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  try {
    return await time(async () => {
      while (!(await answers(port))) {
        if (child.exitCode !== null) throw new Error(`${file} ${args.join(' ')} ended before it answered`);
        await pause(20);
      }
    });
  } finally {
    child.kill('SIGTERM');
    await ended;
    while (await answers(port)) await pause(50);
    // The database below the start program stops after the web server.
    await pause(1_000);
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${String(port)}/api/v1/health`);
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

async function time(work: () => Promise<void>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function report(install: number, first: number, later: number, bare: number): void {
  const rows = [
    [values.cold === true ? 'npm ci, empty npm cache' : 'npm ci, npm cache as it is', install],
    ['first npm start to first answer', first],
    [`later npm start (median of ${String(rounds)})`, later],
    [`next start alone (median of ${String(rounds)})`, bare],
  ] as const;
  process.stdout.write('| step | seconds | times next start alone |\n| --- | ---: | ---: |\n');
  for (const [name, milliseconds] of rows) {
    process.stdout.write(
      `| ${name} | ${(milliseconds / 1000).toFixed(2)} | ${(milliseconds / bare).toFixed(2)} |\n`,
    );
  }
}
