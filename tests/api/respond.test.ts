import { describe, expect, it } from 'vitest';

import { respond } from '#lib/http/respond.ts';

const URL_OF_LIST = 'http://localhost/list';

function ask(headers: Record<string, string> = {}): Request {
  return new Request(URL_OF_LIST, { headers });
}

describe('respond', () => {
  it('answers JSON with an ETag, and 304 without a body to whoever has it', async () => {
    const body = { items: [1, 2] };
    const first = respond(ask(), body);
    const etag = first.headers.get('etag') ?? '';

    expect(await first.json()).toEqual(body);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = respond(ask({ 'if-none-match': known }), body);

      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
    }
  });

  it('gives equal answers equal ETags and different answers different ones', () => {
    const etagOf = (body: object) => respond(ask(), body).headers.get('etag');

    expect(etagOf({ a: 1 })).toBe(etagOf({ a: 1 }));
    expect(etagOf({ a: 1 })).not.toBe(etagOf({ a: 2 }));
  });

  it.each([
    ['text/csv', 'csv'],
    ['text/csv; charset=utf-8', 'csv'],
    ['application/json;q=0.5, text/csv', 'csv'],
    ['text/csv;q=0.5, application/json', 'json'],
    ['application/json, text/csv', 'json'],
    ['text/csv;q=0', 'json'],
    ['*/*', 'json'],
    ['text/html,application/xhtml+xml', 'json'],
    ['text/csv;q=x', 'json'],
  ])('reads Accept: %s as %s', async (accept, expected) => {
    const response = respond(ask({ accept }), { items: [] }, () => 'csv');
    const text = await response.text();

    expect(text === 'csv' ? 'csv' : 'json').toBe(expected);
    expect(response.headers.get('vary')).toBe('Accept');
  });

  it('answers JSON when CSV is asked of something that is no list', async () => {
    expect(await respond(ask({ accept: 'text/csv' }), { a: 1 }).json()).toEqual({ a: 1 });
  });
});
