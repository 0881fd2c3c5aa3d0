import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '#lib/start/build-app.ts';
import { tryLock } from '#lib/start/lock.ts';
import { findFreePort, listenOnce } from '#lib/start/ports.ts';
import { findProcess } from '#lib/start/processes.ts';
import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';
import { runStart, type RunStartOptions, type StartedProgram } from '#tests/support/started-app.ts';

const BUILD_TIMEOUT_MS = 300_000;

const folder = makeTestFolder();
const programs: StartedProgram[] = [];
let port = 0;
let url = '';

beforeAll(async () => {
  await buildApp(PROJECT_ROOT, new AbortController().signal);
  port = await findFreePort();
  url = `http://127.0.0.1:${String(port)}`;
}, BUILD_TIMEOUT_MS);

afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill('SIGTERM');
    await program.ended;
  }
  // What a killed `npm` leaves takes a moment to notice.
  await expect.poll(() => listenOnce(port, '127.0.0.1'), { timeout: 15_000 }).toBeNull();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(options: Partial<RunStartOptions> = {}): StartedProgram {
  const program = runStart({
    ...options,
    env: { PORT: String(port), WATERLINE_DATA_DIR: folder, ...options.env },
  });
  programs.push(program);
  return program;
}

async function untilRunning(program: StartedProgram): Promise<void> {
  let exitCode: number | null | undefined;
  void program.ended.then((code) => (exitCode = code));
  await expect
    .poll(() => exitCode !== undefined || program.output().includes('Waterline is running at'), {
      timeout: 50_000,
    })
    .toBe(true);
  expect(program.output()).toContain(`Waterline is running at ${url}`);
}

async function health(): Promise<unknown> {
  const response = await fetch(`${url}/api/v1/health`);
  return response.json();
}

const HEALTHY = { status: 'ok', database: { ok: true } };

function postgresPid(): number | null {
  const file = path.join(folder, 'pg/postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
}

function lockNote(): { pid: number; server: { pid: number } | null } {
  return JSON.parse(readFileSync(path.join(folder, 'start.lock'), 'utf8')) as ReturnType<typeof lockNote>;
}

function hasServerNote(): boolean {
  return existsSync(path.join(folder, 'start.lock')) && lockNote().server !== null;
}

describe('npm start', () => {
  it('brings up the app with its facts, and everything ends with npm although npm passes no signal on', async () => {
    const program = run({ throughNpm: true });
    await untilRunning(program);
    expect(await health()).toMatchObject(HEALTHY);
    const { pid } = lockNote();

    program.kill('SIGTERM');
    await expect.poll(() => findProcess(pid), { timeout: 20_000 }).toBeNull();
    expect(await listenOnce(port, '127.0.0.1')).toBeNull();
    expect(postgresPid()).toBeNull();
    expect(existsSync(path.join(folder, 'start.lock'))).toBe(false);
  });

  it('skips on the second start what the first has done', async () => {
    const program = run();
    await untilRunning(program);
    expect(program.output()).not.toMatch(/Setting up|Applying|imported|Building/);
    expect(await health()).toMatchObject(HEALTHY);
  });

  it('says beside a running app where that is, and leaves it alone', async () => {
    const first = run();
    await untilRunning(first);
    const second = run();
    expect(await second.ended).toBe(0);
    expect(second.output()).toContain(`Waterline is already running at ${url}`);
    expect(await health()).toMatchObject(HEALTHY);
  });

  it('waits beside a start that is under way', async () => {
    const [first, second] = [run(), run()];
    await Promise.race([first.ended, second.ended]);
    const outputs = [first.output(), second.output()];
    expect(outputs.filter((output) => output.includes('already running at'))).toHaveLength(1);
    expect(await health()).toMatchObject(HEALTHY);
  });

  it('can be interrupted while it waits', async () => {
    const held = path.join(folder, 'held');
    mkdirSync(held);
    expect(tryLock(path.join(held, 'start.lock'))).toHaveProperty('lock');
    const program = run({ env: { WATERLINE_DATA_DIR: held } });
    await expect.poll(() => program.output(), { timeout: 10_000 }).toContain('waiting for it');
    program.kill('SIGINT');
    expect(await program.ended).toBe(0);
    expect(program.output()).toMatch(/Stopped\.\s*$/);
  });

  it('takes over what a start that was killed outright left running', async () => {
    const killed = run();
    await untilRunning(killed);
    const orphan = lockNote().server?.pid ?? 0;
    const database = postgresPid();
    killed.kill('SIGKILL');
    await killed.ended;
    expect(findProcess(orphan)).not.toBeNull();

    const next = run();
    await untilRunning(next);
    expect(next.output()).toContain('Took over the embedded PostgreSQL');
    expect(findProcess(orphan)).toBeNull();
    expect(postgresPid()).toBe(database);
    expect(await health()).toMatchObject(HEALTHY);
  });

  it('takes over also from a start that was killed before its web server answered', async () => {
    const killed = run();
    await expect.poll(() => hasServerNote(), { interval: 5, timeout: 20_000 }).toBe(true);
    killed.kill('SIGKILL');
    await killed.ended;
    await untilRunning(run());
    expect(await health()).toMatchObject(HEALTHY);
  });

  it('starts the database again when it is killed under the running app', async () => {
    const program = run();
    await untilRunning(program);
    process.kill(postgresPid() ?? 0, 'SIGKILL');
    await expect.poll(() => program.output(), { timeout: 20_000 }).toContain('starting it again');
    await expect.poll(health, { timeout: 20_000 }).toMatchObject(HEALTHY);
  });

  it('ends cleanly when it is interrupted during the first set-up, and the next start completes it', async () => {
    const fresh = path.join(folder, 'fresh');
    const env = { WATERLINE_DATA_DIR: fresh };
    const interrupted = run({ env });
    await expect.poll(() => interrupted.output(), { interval: 5 }).toContain('Setting up');
    interrupted.kill('SIGINT');
    expect(await interrupted.ended).toBe(0);
    expect(interrupted.output()).toMatch(/Stopped\.\s*$/);
    expect(existsSync(path.join(fresh, 'pg'))).toBe(false);
    await untilRunning(run({ env }));
    expect(await health()).toMatchObject(HEALTHY);
  });

  it('runs as an ordinary user', async () => {
    const own = path.join(folder, 'own');
    mkdirSync(own);
    chmodSync(own, 0o777);
    const ordinary = process.getuid?.() === 0 ? { identity: { uid: 65_534, gid: 65_534 } } : {};
    const env = { WATERLINE_DATA_DIR: path.join(own, 'data') };
    await untilRunning(run({ env, ...ordinary }));
    expect(await health()).toMatchObject(HEALTHY);
  });
});
