import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBackup } from '#lib/backup/check-backup.ts';
import { restoreBackup } from '#lib/backup/restore-backup.ts';
import { LEFT_OUT_TABLES } from '#lib/backup/secret-data.ts';
import { describeDatabase, makeEmptyDatabase } from '#tests/start/backup-world.ts';
import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { makeEndedRun } from '#tests/support/refresh-rows.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const folder = makeTestFolder();
let api: ApiUnderTest;
let owner: TestMember;

beforeAll(async () => {
  api = await startApi({ seeded: true });
  owner = await makeOwner(api.sendJson, api.databaseUrl);
  await makeEndedRun(new Date('2026-11-20T22:00:00Z'));
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

function download(headers: Readonly<Record<string, string>>): Promise<Response> {
  return api.call('/api/v1/archive', { headers });
}

/** Rows and total of each table of a database, without those that may differ. */
async function comparable(url: string): Promise<Record<string, unknown>> {
  const { rows } = (await describeDatabase(url)) as { rows: Record<string, unknown> };
  const differing = [...LEFT_OUT_TABLES, 'account', 'audit_entry'];
  return Object.fromEntries(Object.entries(rows).filter(([name]) => !differing.includes(name)));
}

async function dataVersion(): Promise<number> {
  const [row] = await query<{ id: number }>(api.databaseUrl, 'SELECT max(id) AS id FROM import_batch');
  return row?.id ?? 0;
}

async function count(url: string, table: string): Promise<number> {
  const [row] = await query<{ n: number }>(url, `SELECT count(*)::int AS n FROM ${table}`);
  return row?.n ?? 0;
}

describe('the archive of all data', () => {
  it('comes under a name with day and data version, and restores into an empty database, table by table', async () => {
    const audited = await count(api.databaseUrl, 'audit_entry');
    const response = await download(owner.headers);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/gzip');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(
        `^attachment; filename="waterline-\\d{4}-\\d\\d-\\d\\d-v${String(await dataVersion())}\\.backup\\.gz"$`,
      ),
    );
    const file = path.join(folder, 'archive.backup.gz');
    await writeFile(file, Buffer.from(await response.arrayBuffer()));

    const backup = await checkBackup(file, path.join(PROJECT_ROOT, 'prisma/migrations'));
    const target = await makeEmptyDatabase();
    await restoreBackup({ connectionString: target, backup, signal: new AbortController().signal });
    const restored = await comparable(target);
    expect(Object.keys(restored).length).toBeGreaterThan(25);
    expect(restored).toEqual(await comparable(api.databaseUrl));
    expect(await count(target, 'audit_entry')).toBe(audited);
    expect(await count(target, 'refresh_run')).toBe(1);
  });

  it('holds no password, session or token, though somebody is signed in', async () => {
    const bytes = Buffer.from(await (await download(owner.headers)).arrayBuffer());
    const text = gunzipSync(bytes).toString('utf8');
    const [secret] = await query<{ password: string; token: string }>(
      api.databaseUrl,
      'SELECT account.password, session.token FROM account JOIN session USING (user_id)',
    );
    expect(secret?.password.length).toBeGreaterThan(20);
    expect(text).toContain(owner.email);
    expect(text).not.toContain(secret?.password);
    expect(text).not.toContain(secret?.token);
  });

  it('is written down in the audit with who took what', async () => {
    const before = await count(api.databaseUrl, `audit_entry WHERE action = 'archive.taken'`);
    await (await download(owner.headers)).arrayBuffer();
    const entries = await query<{ actor: string; after: unknown }>(
      api.databaseUrl,
      `SELECT actor, after FROM audit_entry WHERE action = 'archive.taken' ORDER BY id`,
    );
    expect(entries.length).toBe(before + 1);
    expect(entries.at(-1)).toMatchObject({ actor: owner.email, after: { dataVersion: await dataVersion() } });
  });

  it('is made for one reader at a time; one who leaves makes room', async () => {
    const first = await download(owner.headers);
    const second = await download(owner.headers);
    expect(second.status).toBe(429);
    expect(second.headers.get('retry-after')).toBe('15');
    await first.body?.cancel();
    await expect
      .poll(async () => {
        const next = await download(owner.headers);
        await next.body?.cancel();
        return next.status;
      })
      .toBe(200);
  });

  it('is for admins in a browser alone', async () => {
    const refused = await Promise.all(
      (['viewer', 'analyst', 'editor'] as const).map(async (role) => {
        const member = await makeMember(api.sendJson, owner, `${role}@firm.example`, role);
        return (await download(member.headers)).status;
      }),
    );
    const made = await api.sendJson(
      'POST',
      '/api/v1/tokens',
      { name: 'a program', scopes: ['read', 'data'] },
      owner.headers,
    );
    const { token } = (await made.json()) as { token: string };
    expect(refused).toEqual([403, 403, 403]);
    expect((await download({ authorization: `Bearer ${token}` })).status).toBe(403);
    expect((await download({})).status).toBe(401);
  });

  it('is not made for HEAD, and refuses what it does not know', async () => {
    const before = await count(api.databaseUrl, 'audit_entry');
    const head = await api.call('/api/v1/archive', { method: 'HEAD', headers: owner.headers });
    expect([head.status, head.body]).toEqual([200, null]);
    const asked = await api.call('/api/v1/archive?secrets=yes', { headers: owner.headers });
    expect(asked.status).toBe(422);
    expect(await count(api.databaseUrl, 'audit_entry')).toBe(before);
  });
});
