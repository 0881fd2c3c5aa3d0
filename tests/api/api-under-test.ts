import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { makeSecretToken } from '#lib/platform/secret-token.ts';
import { createTestDatabase } from '#tests/support/database.ts';

type Handler = (request: Request) => Promise<Response> | Response;

/** The API's own route modules on a database of their own, called without a server in between. */
export interface ApiUnderTest {
  readonly databaseUrl: string;
  readonly adminUrl: string;
  /** Sends a request as a program on this machine would. */
  readonly call: (target: string, init?: RequestInit) => Promise<Response>;
  readonly postJson: (target: string, body: unknown, headers?: Record<string, string>) => Promise<Response>;
  /** Sends a body, or none, with any method. */
  readonly sendJson: (
    method: string,
    target: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  readonly close: () => Promise<void>;
}

const ORIGIN = 'http://127.0.0.1:3000';
/** Where next.config.js sends every path under /api that has no route. */
const MISSING_ROUTE = 'api/missing/route.ts';
const APP_DIR = path.join(import.meta.dirname, '../../app');

/** Starts the API on a fresh database; must run before anything else reads the environment. */
export async function startApi(options: { seeded: boolean }): Promise<ApiUnderTest> {
  const database = await createTestDatabase(options);
  const api = useDatabase(database.url);

  return {
    ...api,
    adminUrl: database.adminUrl,
    close: async () => {
      await api.close();
      await database.drop();
    },
  };
}

/** The API on any database address, reachable or not. */
export function useDatabase(databaseUrl: string): Omit<ApiUnderTest, 'adminUrl'> {
  process.env['DATABASE_URL'] = databaseUrl;
  process.env['LOG_LEVEL'] = 'silent';
  process.env['WATERLINE_SECRET'] ??= makeSecretToken();

  const call: ApiUnderTest['call'] = async (target, init) => {
    const request = new Request(new URL(target, ORIGIN), init);
    if (!request.headers.has('host')) request.headers.set('host', '127.0.0.1:3000');
    const handler = await findHandler(new URL(request.url).pathname, request.method);

    return handler(request);
  };

  const sendJson: ApiUnderTest['sendJson'] = (method, target, body, headers) =>
    call(target, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });

  return {
    databaseUrl,
    call,
    sendJson,
    postJson: (target, body, headers) => sendJson('POST', target, body, headers),
    close: async () => {
      const { closeDb } = await import('#lib/db/client.ts');
      await closeDb();
    },
  };
}

/** The route of a path: folder by folder its own, else the one in brackets that stands for the segment. */
function findRoute(pathname: string): string | null {
  let folder = APP_DIR;
  for (const segment of pathname.split('/').filter(Boolean)) {
    const own = path.join(folder, segment);
    const named = readdirSync(folder).find((name) => name.startsWith('['));
    if (existsSync(own)) folder = own;
    else if (named === undefined) return null;
    else folder = path.join(folder, named);
  }
  const route = path.join(folder, 'route.ts');
  return existsSync(route) ? route : null;
}

async function findHandler(pathname: string, method: string): Promise<Handler> {
  const file = findRoute(pathname) ?? path.join(APP_DIR, MISSING_ROUTE);
  const route = (await import(file)) as Record<string, Handler>;
  const handler = route[method === 'HEAD' ? 'GET' : method];
  if (handler === undefined) throw new Error(`${file} exports no ${method}`);

  return handler;
}
