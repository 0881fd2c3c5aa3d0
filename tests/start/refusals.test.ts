import { rmSync } from 'node:fs';
import { createServer as createTcpServer, type Server } from 'node:net';
import { Client } from 'pg';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { refuseOldServer } from '#lib/start/check-database.ts';
import { explainFailure, explainSystemError } from '#lib/start/explain-failure.ts';
import { findFreePort } from '#lib/start/ports.ts';
import { makeTestFolder } from '#tests/support/cluster.ts';
import { runStart } from '#tests/support/started-app.ts';

const folder = makeTestFolder();
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a start that must fail, with free ports unless `env` says otherwise. */
async function failToStart(env: Record<string, string>): Promise<string> {
  const program = runStart({
    env: { WATERLINE_DATA_DIR: folder, PORT: String(await findFreePort()), ...env },
  });
  expect(await program.ended).toBe(1);
  return program.output();
}

async function listen(onConnect: 'keep' | 'hang up'): Promise<number> {
  const server = createTcpServer((socket) => {
    if (onConnect === 'hang up') socket.destroy();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('npm start explains and does nothing half', () => {
  it('when settings are unusable: all of them at once', async () => {
    const output = await failToStart({ PORT: 'abc', HOST: '0.0.0.0' });
    expect(output).toMatch(/PORT must be a whole number/);
    expect(output).toMatch(/HOST is "0\.0\.0\.0", which other computers can reach/);
    expect(output).not.toContain('    at ');
  });

  it('when the port is taken: names it and how to choose another', async () => {
    const port = await listen('keep');
    const output = await failToStart({ PORT: String(port) });
    expect(output).toContain(`Port ${String(port)} on 127.0.0.1 is taken`);
    expect(output).toContain(`PORT=${String(port + 1)} npm start`);
  });

  it('when nothing listens at DATABASE_URL, without showing the password', async () => {
    const url = `postgresql://me:s3cret@127.0.0.1:${String(await findFreePort())}/waterline`;
    const output = await failToStart({ DATABASE_URL: url });
    expect(output).toMatch(/me:hidden@127\.0\.0\.1.*nothing listens there/);
    expect(output).not.toContain('s3cret');
  });

  it('when what listens at DATABASE_URL is no PostgreSQL', async () => {
    const url = `postgresql://me@127.0.0.1:${String(await listen('hang up'))}/waterline`;
    expect(await failToStart({ DATABASE_URL: url })).toMatch(/terminated unexpectedly|cut off/);
  });

  it('when the password in DATABASE_URL is wrong, or the database does not exist', async () => {
    const wrongPassword = new URL(inject('pgAppUrl'));
    wrongPassword.password = 'wrong';
    expect(await failToStart({ DATABASE_URL: wrongPassword.toString() })).toMatch(/the password is wrong/);
    const wrongName = new URL(inject('pgAppUrl'));
    wrongName.pathname = '/nowhere';
    expect(await failToStart({ DATABASE_URL: wrongName.toString() })).toMatch(/there is no such database/);
  });
});

describe('npm start with an old PostgreSQL', () => {
  it('says which is needed and leaves that database alone', async () => {
    const url = await pretendOldServer('13.4 (Debian 13.4-1.pgdg100+1)');
    const output = await failToStart({ DATABASE_URL: url });
    expect(output).toMatch(/DATABASE_URL leads to PostgreSQL 13\.4 .*; Waterline needs 14 or newer/);
  });
});

/** A database whose server states another version than its own. */
async function pretendOldServer(version: string): Promise<string> {
  const admin = new Client({ connectionString: inject('pgAdminUrl') });
  await admin.connect();
  await admin.query('CREATE DATABASE old_server OWNER waterline');
  await admin.query('ALTER DATABASE old_server SET search_path = pretended, pg_catalog, public');
  await admin.end();
  const url = new URL(inject('pgAppUrl'));
  url.pathname = '/old_server';
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  await client.query('CREATE SCHEMA pretended');
  await client.query(
    `CREATE FUNCTION pretended.current_setting(text) RETURNS text LANGUAGE sql AS ${client.escapeLiteral(`SELECT '${version}'::text`)}`,
  );
  await client.end();
  return url.toString();
}

describe('an explanation', () => {
  it.each(['9.6.24', '13.4 (Debian 13.4-1.pgdg100+1)', ''])(
    'refuses PostgreSQL "%s" and names the oldest',
    (version) => {
      expect(() => {
        refuseOldServer(version);
      }).toThrow(/needs 14 or newer/);
    },
  );

  it.each(['14.0', '18.4', '17beta1'])('accepts PostgreSQL %s', (version) => {
    expect(() => {
      refuseOldServer(version);
    }).not.toThrow();
  });

  it('says that the disk is full, whoever noticed it', () => {
    const fromInitdb = 'initdb: error: could not write to file "pg_wal/xlogtemp.42": No space left on device';
    expect(explainFailure('Setting up', fromInitdb, 'Look.').message).toMatch(
      /disk is full\. Free some space/,
    );
    const fromNode = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      path: '/x',
    });
    expect(explainSystemError(fromNode)?.message).toMatch(
      /\/x could not be written because the disk is full/,
    );
  });

  it('says whose folder it is that cannot be written', () => {
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', path: '/x' });
    expect(explainSystemError(denied)?.message).toMatch(
      /\/x cannot be read or written by this user[^]*WATERLINE_DATA_DIR/,
    );
  });

  it('leaves faults of the program itself unexplained', () => {
    expect(explainSystemError(new TypeError('x is not a function'))).toBeNull();
  });
});
