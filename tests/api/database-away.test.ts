import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findFreePort } from '#lib/start/ports.ts';

import { useDatabase } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

let api: Omit<ApiUnderTest, 'adminUrl'>;
beforeAll(async () => {
  api = useDatabase(`postgresql://waterline:very-secret@127.0.0.1:${String(await findFreePort())}/waterline`);
});
afterAll(() => api.close());

describe('a database that cannot be reached', () => {
  it.each(['/api/v1/facts', '/api/v1/capex/totals?year=2026', '/api/v1/efficiency/models'])(
    '%s is a 503 problem with the remedy and a log id, and tells nothing about the inside',
    async (target) => {
      const response = await api.call(target);
      const text = await response.text();

      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(JSON.parse(text)).toMatchObject({
        title: 'Not available now',
        detail: expect.stringContaining('DATABASE_URL') as string,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
      expect(text).not.toMatch(/very-secret|127\.0\.0\.1|node_modules|\bat \w+/);
    },
  );

  it('is a 503 problem for computing requests too', async () => {
    expect((await api.postJson('/api/v1/exposure', {})).status).toBe(503);
  });

  it('is a 503 problem for who signs in, and for who is signed in', async () => {
    const headers = { origin: 'http://127.0.0.1:3000', cookie: 'waterline.session_token=x.y' };
    const body = { email: 'ana@firm.example', password: 'whatever it is' };
    const answers = [
      await api.postJson('/api/auth/sign-in/email', body, headers),
      await api.call('/api/v1/me', { headers: { authorization: 'Bearer wl_x' } }),
    ];
    for (const response of answers) {
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ title: 'Not available now' });
    }
  });

  it('still names bad input, which needs no database', async () => {
    expect((await api.call('/api/v1/capex/totals?year=x')).status).toBe(422);
  });

  it('shows in health, which still answers', async () => {
    const response = await api.call('/api/v1/health');

    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      status: 'degraded',
      database: { ok: false, migrations: 'unknown' },
    });
  });
});
