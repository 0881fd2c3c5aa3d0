import { randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Access } from '#lib/contracts/accounts/access.ts';
import { ENDPOINTS } from '#lib/contracts/endpoints.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const PROJECT = path.join(import.meta.dirname, '../..');
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const SOME_ID = '00000000-0000-4000-8000-000000000000';
const SOME_SEGMENT: Readonly<Record<string, string>> = {
  '[ticker]': 'MU',
  '[table]': 'assumption',
  '[id]': SOME_ID,
};

type Method = (typeof METHODS)[number];

interface RouteMethod {
  readonly file: string;
  readonly target: string;
  readonly method: Method;
  readonly access: Access;
}

/** Who asks; each with the headers that say so. */
const VIEWERS = [
  'nobody',
  'viewer',
  'analyst',
  'editor',
  'admin',
  'admin token: read',
  'admin token: write',
  'admin token: data',
  'viewer token: read, write',
] as const;

type ViewerName = (typeof VIEWERS)[number];

const SESSIONS: readonly ViewerName[] = ['viewer', 'analyst', 'editor', 'admin'];
const READING_TOKENS: readonly ViewerName[] = ['admin token: read', 'viewer token: read, write'];
const WRITING_TOKENS: readonly ViewerName[] = ['admin token: write', 'viewer token: read, write'];

/** Who may, written out by hand: the declaration of every route is held against this. */
function mayOf(access: Access, isChange: boolean, mode: 'open' | 'private'): readonly ViewerName[] {
  switch (access) {
    case 'public':
      return VIEWERS;
    case 'dashboards':
      return mode === 'open' ? VIEWERS : [...SESSIONS, ...READING_TOKENS];
    case 'member':
      return [...SESSIONS, ...(isChange ? WRITING_TOKENS : READING_TOKENS)];
    case 'account':
      return SESSIONS;
    case 'analyst':
      return ['analyst', 'editor', 'admin', isChange ? 'admin token: write' : 'admin token: read'];
    case 'editor':
      return ['editor', 'admin', isChange ? 'admin token: data' : 'admin token: read'];
    case 'admin':
      return ['admin'];
  }
}

/** Routes of the auth library, which has rules of its own: they are tested where signing in is. */
const AUTH_ROUTES = /^app\/api\/auth\//;

async function listRouteMethods(): Promise<readonly RouteMethod[]> {
  const files = globSync('app/**/route.ts', { cwd: PROJECT }).filter(
    (file) => !AUTH_ROUTES.test(file) && file !== 'app/api/missing/route.ts',
  );
  const found = await Promise.all(
    files.toSorted().map(async (file) => {
      const module = (await import(path.join(PROJECT, file))) as Record<
        Method,
        { access?: Access | 'not-offered' }
      >;
      const target = path
        .dirname(file)
        .replace(/^app/, '')
        .replace(/\[\w+\]/g, (segment) => SOME_SEGMENT[segment] ?? segment);
      return METHODS.flatMap((method) => {
        const access = module[method].access;
        if (access === undefined) throw new Error(`${file} ${method} was not made by defineRoute`);
        return access === 'not-offered' ? [] : [{ file, target, method, access }];
      });
    }),
  );

  return found.flat();
}

/** Things of one member by the route that names them; made for one, tried by another. */
const OWNED: Readonly<Record<string, (api: ApiUnderTest, owner: TestMember) => Promise<string>>> = {
  'app/api/v1/sessions/[id]/route.ts': async (api, owner) => {
    const [row] = await query<{ id: string }>(api.databaseUrl, 'SELECT id FROM session WHERE user_id = $1', [
      owner.id,
    ]);
    return row?.id ?? '';
  },
  'app/api/v1/tokens/[id]/route.ts': async (api, owner) => {
    const made = await api.sendJson(
      'POST',
      '/api/v1/tokens',
      { name: 'mine', scopes: ['read'] },
      owner.headers,
    );
    return ((await made.json()) as { id: string }).id;
  },
  // Put in as rows: on a database without facts there is nothing to make one of.
  'app/api/v1/watchlists/[id]/route.ts': async (api, owner) => {
    const id = randomUUID();
    await query(
      api.databaseUrl,
      `INSERT INTO watchlist (id, owner_id, name, position, columns, version, created_at, changed_at, changed_by,
                              seen_at, seen_data_version)
       VALUES ($1, $2, $3, 0, '{}', 1, now(), now(), $4, now(), 0)`,
      [id, owner.id, `mine ${id}`, owner.email],
    );
    return id;
  },
  // Put in as rows: on a database without facts there is nothing to be alerted about.
  'app/api/v1/alerts/[id]/route.ts': async (api, owner) => {
    const id = randomUUID();
    await query(
      api.databaseUrl,
      `INSERT INTO alert_rule (id, owner_id, name, kind, spec, is_one_shot, deliver, version, epoch, created_at,
                               changed_at, changed_by, state)
       VALUES ($1, $2, $3, 'call-matured', '{"kind": "call-matured"}', false, 'inbox', 1, 1, now(), now(), $4,
               '{"family": "events", "events": {"mark": {"on": "2026-11-27", "dataVersion": 0, "at": "2026-11-27"}, "isSpent": false}}')`,
      [id, owner.id, `mine ${id}`, owner.email],
    );
    return id;
  },
  'app/api/v1/notes/[id]/route.ts': async (api, owner) => {
    const note = { kind: 'company', ref: 'MU', words: 'mine' };
    const made = await api.sendJson('POST', '/api/v1/notes', note, owner.headers);
    return ((await made.json()) as { id: string }).id;
  },
  'app/api/v1/channels/[id]/route.ts': async (api, owner) => {
    const made = await api.sendJson(
      'POST',
      '/api/v1/channels',
      { kind: 'webhook', name: 'mine', url: `https://hooks.example.org/${randomUUID()}` },
      owner.headers,
    );
    return ((await made.json()) as { channel: { id: string } }).channel.id;
  },
  // Put in as rows: the engine takes no scenario on a database without facts.
  'app/api/v1/scenarios/[id]/route.ts': async (api, owner) => {
    const id = randomUUID();
    await query(
      api.databaseUrl,
      `INSERT INTO saved_scenario (id, owner_id, name, version, created_at) VALUES ($1, $2, $3, 1, now())`,
      [id, owner.id, `mine ${id}`],
    );
    await query(
      api.databaseUrl,
      `INSERT INTO scenario_version (scenario_id, version, name, link, ranges, seed, result, model_version,
                                     data_version, author, recorded_at)
       VALUES ($1, 1, 'mine', '', '[]', 1, '{"asOf": "2026-11-23", "hbmUsdBn": 1, "baselineHbmUsdBn": 1, "changePct": 0}', '1', 1, $2, now())`,
      [id, owner.email],
    );
    return id;
  },
};

/** Runs every route, method and viewer against what is declared. */
export function describeAccessMatrix(mode: 'open' | 'private'): void {
  describe(`who may what, dashboards ${mode}`, () => {
    let api: ApiUnderTest;
    let routes: readonly RouteMethod[];
    let headers: Readonly<Record<ViewerName, Readonly<Record<string, string>>>>;
    let owner: TestMember;
    let members: readonly TestMember[];

    beforeAll(async () => {
      process.env['WATERLINE_ACCESS'] = mode;
      api = await startApi({ seeded: false });
      routes = await listRouteMethods();
      owner = await makeOwner(api.sendJson, api.databaseUrl);
      const viewer = await makeMember(api.sendJson, owner, 'viewer@firm.example', 'viewer');
      const analyst = await makeMember(api.sendJson, owner, 'analyst@firm.example', 'analyst');
      const editor = await makeMember(api.sendJson, owner, 'editor@firm.example', 'editor');
      members = [viewer, analyst, editor, owner];
      const tokenOf = async (member: TestMember, scopes: readonly string[]) => {
        const made = await api.sendJson('POST', '/api/v1/tokens', { name: 'matrix', scopes }, member.headers);
        return { authorization: `Bearer ${((await made.json()) as { token: string }).token}` };
      };
      headers = {
        nobody: {},
        viewer: viewer.headers,
        analyst: analyst.headers,
        editor: editor.headers,
        admin: owner.headers,
        'admin token: read': await tokenOf(owner, ['read']),
        'admin token: write': await tokenOf(owner, ['write']),
        'admin token: data': await tokenOf(owner, ['data']),
        'viewer token: read, write': await tokenOf(viewer, ['read', 'write']),
      };
    });
    afterAll(() => api.close());

    it('every route declares it, and the documentation says the same', () => {
      const declared = routes
        .filter(({ file }) => file.startsWith('app/api/v1/'))
        .map(({ file, method, access }) => {
          const documented = path
            .dirname(file)
            .replace(/^app/, '')
            .replace(/\[(\w+)\]/g, '{$1}');
          return `${method} ${documented} ${access}`;
        });
      const documented = ENDPOINTS.map(
        (endpoint) => `${endpoint.method.toUpperCase()} ${endpoint.path} ${endpoint.access}`,
      );

      expect(declared.length).toBeGreaterThan(30);
      expect(declared.toSorted()).toEqual([...documented, 'GET /api/v1/openapi.json public'].toSorted());
    });

    it('every route answers every viewer as declared', async () => {
      const rows: string[] = [];
      const wrong: string[] = [];
      for (const { file, target, method, access } of routes) {
        const isChange = method !== 'GET';
        const may = mayOf(access, isChange, mode);
        const cells = await Promise.all(
          VIEWERS.map(async (viewer) => {
            // Of a form that no handler accepts, so that who is let in changes nothing.
            const body = method === 'GET' || method === 'DELETE' ? undefined : [];
            const { status } = await api.sendJson(method, target, body, headers[viewer]);
            const isRefused = viewer === 'nobody' ? status === 401 : status === 403;
            const isAsDeclared = may.includes(viewer) ? status !== 401 && status !== 403 : isRefused;
            if (!isAsDeclared) wrong.push(`${method} ${file} (${access}) as ${viewer}: ${String(status)}`);
            return may.includes(viewer) ? 'yes' : ' - ';
          }),
        );
        rows.push(
          `${method.padEnd(6)} ${target.replace(SOME_ID, '{id}').padEnd(36)} ${access.padEnd(10)} ${cells.join(' ')}`,
        );
      }
      console.log(
        [
          `Who may what, dashboards ${mode}: ${VIEWERS.join(' | ')}`,
          ...rows,
          `${String(rows.length * VIEWERS.length)} answers, ${String(wrong.length)} not as declared`,
        ].join('\n'),
      );

      expect(wrong).toEqual([]);
    });

    it('nobody reaches the things of somebody else, whatever their role', async () => {
      const named = routes.filter(
        ({ file, access }) => file.includes('[id]') && ['member', 'account', 'analyst'].includes(access),
      );

      expect(named.length).toBeGreaterThan(0);
      for (const { file, method } of named) {
        const make = OWNED[file];
        if (make === undefined) throw new Error(`say in OWNED how a thing of ${file} is made`);
        for (const holder of members) {
          const id = await make(api, holder);
          const target = path.dirname(file).replace(/^app/, '').replace('[id]', id);
          for (const other of members.filter(({ id: otherId }) => otherId !== holder.id)) {
            const { status } = await api.sendJson(
              method,
              target,
              method === 'GET' || method === 'DELETE' ? undefined : {},
              other.headers,
            );

            expect(status, `${method} ${file} of ${holder.role} as ${other.role}`).toBe(404);
          }
        }
      }
    });
  });
}
