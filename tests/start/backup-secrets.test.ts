import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BLANKED_COLUMNS, LEFT_OUT_TABLES } from '#lib/backup/secret-data.ts';
import { makeTestFolder } from '#tests/support/cluster.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import {
  backUp,
  describeDatabase,
  makeEmptyDatabase,
  makeMigratedDatabase,
  query,
  readText,
  restore,
  writeMigration,
} from './backup-world.ts';

const folder = makeTestFolder();
const migrations = path.join(folder, 'migrations');

/** The tables that hold secrets, as far as their secrets go; each secret is a word with `SECRET` in it. */
const ACCOUNTS = `
  CREATE TABLE app_user (id int PRIMARY KEY, email text NOT NULL);
  CREATE TABLE account (id int PRIMARY KEY, user_id int NOT NULL REFERENCES app_user, provider_id text NOT NULL,
    password text, access_token text, refresh_token text, id_token text);
  CREATE TABLE session (id int PRIMARY KEY, user_id int NOT NULL REFERENCES app_user, token text NOT NULL);
  CREATE TABLE verification (id int PRIMARY KEY, value text NOT NULL);
  CREATE TABLE rate_limit (key text PRIMARY KEY);
  CREATE TABLE one_time_link (id int PRIMARY KEY, token_hash text NOT NULL);
  CREATE TABLE api_token (id int PRIMARY KEY, token_hash text NOT NULL);
  CREATE TABLE audit_entry (id serial PRIMARY KEY, actor_id int REFERENCES app_user, token_id int REFERENCES api_token);
  INSERT INTO app_user VALUES (1, 'a@example.org');
  INSERT INTO account VALUES (1, 1, 'credential', 'SECRET-1', 'SECRET-2', 'SECRET-3', 'SECRET-4');
  INSERT INTO session VALUES (1, 1, 'SECRET-5');
  INSERT INTO verification VALUES (1, 'SECRET-6');
  INSERT INTO rate_limit VALUES ('SECRET-7');
  INSERT INTO one_time_link VALUES (1, 'SECRET-8');
  INSERT INTO api_token VALUES (1, 'SECRET-9');
  INSERT INTO audit_entry (actor_id, token_id) VALUES (1, 1);`;

let source = '';

beforeAll(async () => {
  writeMigration(migrations, '20260101000000_accounts', ACCOUNTS);
  source = await makeMigratedDatabase(migrations);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a backup without secrets', () => {
  const file = path.join(folder, 'plain.backup.gz');

  it('holds none of them in any byte, and says what it left out', async () => {
    const backup = await backUp(source, file);
    const text = readText(file);
    expect(text).toContain('a@example.org');
    expect(text).not.toContain('SECRET');
    expect(backup.header.holdsSecrets).toBe(false);
    expect(backup.manifest.leftOut).toEqual({
      tables: ['api_token', 'one_time_link', 'rate_limit', 'session', 'verification'],
      columns: [
        'account.password',
        'account.access_token',
        'account.refresh_token',
        'account.id_token',
        'audit_entry.token_id',
      ],
    });
  });

  it('restores to members without passwords, whose history no longer points at what is not there', async () => {
    const target = await makeEmptyDatabase();
    await restore(file, target, migrations);
    expect(await query(target, 'SELECT * FROM account')).toEqual([
      {
        id: 1,
        user_id: 1,
        provider_id: 'credential',
        password: null,
        access_token: null,
        refresh_token: null,
        id_token: null,
      },
    ]);
    expect(await query(target, 'SELECT * FROM audit_entry')).toEqual([
      { id: 1, actor_id: 1, token_id: null },
    ]);
    expect(await query(target, 'SELECT FROM session UNION ALL SELECT FROM api_token')).toEqual([]);
  });

  it('is refused where a secret may not be null, rather than made with it', async () => {
    const strict = await makeMigratedDatabase(migrations);
    await query(strict, 'ALTER TABLE account ALTER password SET NOT NULL');
    await expect(backUp(strict, path.join(folder, 'strict.backup.gz'))).rejects.toThrow(
      /account\.password must not be null[^]*--with-secrets/,
    );
  });
});

describe('a backup with secrets', () => {
  it('holds all of them and restores to the same database', async () => {
    const file = path.join(folder, 'secret.backup.gz');
    const backup = await backUp(source, file, { withSecrets: true });
    expect(new Set(readText(file).match(/SECRET-\d+/g)).size).toBe(9);
    expect(backup.header.holdsSecrets).toBe(true);
    expect(backup.manifest.leftOut).toEqual({ tables: [], columns: [] });
    const target = await makeEmptyDatabase();
    await restore(file, target, migrations);
    expect(await describeDatabase(target)).toEqual(await describeDatabase(source));
  });
});

describe('the list of secrets', () => {
  let columns: string[] = [];
  let tables: string[] = [];

  beforeAll(async () => {
    const database = await createTestDatabase({ seeded: false });
    const found = await query(
      database.url,
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    columns = found.map(({ table, column }) => `${String(table)}.${String(column)}`);
    tables = found.map(({ table }) => String(table));
    await database.drop();
  });

  const blanked = Object.entries(BLANKED_COLUMNS).flatMap(([table, names]) =>
    names.map((name) => `${table}.${name}`),
  );

  it('names only tables and columns that there are', () => {
    expect(LEFT_OUT_TABLES.filter((table) => !tables.includes(table))).toEqual([]);
    expect(blanked.filter((column) => !columns.includes(column))).toEqual([]);
  });

  it('misses no column that is named like a secret', () => {
    const isNamedSo = (column: string): boolean =>
      /[._](password|secret|token|credential|private_key|api_key)(_hash)?$/.test(column) &&
      !column.endsWith('_per_token');
    const isLeftOut = (column: string): boolean =>
      blanked.includes(column) || LEFT_OUT_TABLES.includes(column.split('.')[0] ?? '');
    expect(columns.filter(isNamedSo).length).toBeGreaterThan(5);
    expect(columns.filter((column) => isNamedSo(column) && !isLeftOut(column))).toEqual([]);
  });
});
