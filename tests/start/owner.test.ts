import { rmSync, statSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildApp } from '#lib/start/build-app.ts';
import { findFreePort } from '#lib/start/ports.ts';
import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';
import { GOOD_PASSWORD, signIn, tokenOf, type Send } from '#tests/support/members.ts';
import { runStart, type StartedProgram } from '#tests/support/started-app.ts';

const BUILD_TIMEOUT_MS = 300_000;
const EMAIL = 'ona@firm.example';

const folder = makeTestFolder();
let port = 0;
let url = '';
let running: StartedProgram | null = null;

beforeAll(async () => {
  await buildApp(PROJECT_ROOT, new AbortController().signal);
  port = await findFreePort();
  url = `http://127.0.0.1:${String(port)}`;
}, BUILD_TIMEOUT_MS);

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const env = () => ({ PORT: String(port), WATERLINE_DATA_DIR: folder });

async function start(): Promise<string> {
  const program = runStart({ env: env() });
  running = program;
  await expect.poll(() => program.output(), { timeout: 50_000 }).toContain('Waterline is running at');
  return program.output();
}

async function stop(): Promise<void> {
  running?.kill('SIGTERM');
  await running?.ended;
  running = null;
}

const send: Send = (method, target, body, headers) =>
  fetch(new URL(target, url), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

function setupLinkOf(output: string): string | null {
  return /http\S+\/join#\S+/.exec(output)?.[0] ?? null;
}

async function resetLink(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly said: string }> {
  const program = runStart({ env: env(), program: ['lib/start/reset-link.ts', ...args] });
  return { code: await program.ended, said: program.output() };
}

describe('the first owner', () => {
  let cookie = '';

  it('is made by the link that the newest start printed, and by no older one', async () => {
    const older = setupLinkOf(await start());
    await stop();
    const newer = setupLinkOf(await start());
    const open = (link: string | null) => send('POST', '/api/v1/links/open', { token: tokenOf(link) });

    expect(newer?.startsWith(url)).toBe(true);
    expect((await open(older)).status).toBe(404);
    expect((await open(newer)).status).toBe(200);
    const person = { token: tokenOf(newer), name: 'Ona', email: EMAIL, password: GOOD_PASSWORD };
    expect((await send('POST', '/api/v1/links/join', person)).status).toBe(200);
    cookie = await signIn(send, EMAIL, GOOD_PASSWORD, url);
  });

  it('stays signed in over a restart, which prints no link any more and keeps its secret to itself', async () => {
    await stop();
    const output = await start();

    expect(setupLinkOf(output)).toBeNull();
    expect((await send('GET', '/api/v1/me', undefined, { cookie })).status).toBe(200);
    expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600);
  });

  it('gets back in by npm run reset-link, which needs a known address and a running database', async () => {
    expect(await resetLink()).toMatchObject({
      code: 1,
      said: expect.stringContaining('Say whose') as string,
    });
    expect(await resetLink('nobody@firm.example')).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        'No member who may sign in has the address nobody@firm.example',
      ) as string,
    });
    const { code, said } = await resetLink(EMAIL.toUpperCase());
    const link = /http\S+\/reset-password#\S+/.exec(said)?.[0] ?? '';

    expect(code).toBe(0);
    expect(link.startsWith(url)).toBe(true);
    const reset = { token: tokenOf(link), password: 'mellow 55 gravel kite' };
    expect((await send('POST', '/api/v1/links/reset', reset)).status).toBe(200);
    expect((await send('GET', '/api/v1/me', undefined, { cookie })).status).toBe(401);
    await expect(signIn(send, EMAIL, 'mellow 55 gravel kite', url)).resolves.toContain('session_token');
    await stop();
    expect((await resetLink(EMAIL)).said).toContain('while npm start is running');
  });
});
