import { describe, expect, it } from 'vitest';

import { readJsonBody } from '#lib/http/read-json-body.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

function post(body: BodyInit | null, headers: Record<string, string> = JSON_TYPE): Request {
  return new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
}

async function faultKindOf(request: Request): Promise<string | null> {
  const body = await readJsonBody(request);

  return body.ok ? null : body.error.kind;
}

describe('readJsonBody', () => {
  it('reads JSON with or without a charset', async () => {
    expect(await readJsonBody(post('{"a":1}'))).toEqual({ ok: true, value: { a: 1 } });
    expect(await faultKindOf(post('{}', { 'content-type': 'Application/JSON; charset=utf-8' }))).toBeNull();
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/json'])(
    'refuses %s, which a form of another site could send',
    async (type) => {
      expect(await faultKindOf(post('{}', { 'content-type': type }))).toBe('unsupported-media-type');
    },
  );

  it('refuses a body without a content type and a compressed one', async () => {
    expect(await faultKindOf(post(new Uint8Array([123, 125]), {}))).toBe('unsupported-media-type');
    expect(await faultKindOf(post('{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }))).toBe(
      'unsupported-media-type',
    );
  });

  it('takes 64 KiB and not a byte more', async () => {
    const filler = ' '.repeat(65_536 - 2);

    expect(await faultKindOf(post(`{}${filler}`))).toBeNull();
    expect(await faultKindOf(post(`{}${filler} `))).toBe('too-large');
  });

  it('stops reading an endless body at the limit', async () => {
    let chunksSent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        chunksSent += 1;
        controller.enqueue(new Uint8Array(16_384).fill(32));
      },
    });

    expect(await faultKindOf(post(endless))).toBe('too-large');
    expect(chunksSent).toBeLessThan(10);
  });

  it.each([
    ['', 'an empty body'],
    ['{', 'half an object'],
    ['{"memorySaving": NaN}', 'NaN'],
    ['{"memorySaving": Infinity}', 'Infinity'],
    ["{'a':1}", 'single quotes'],
    ['{"a":1}x', 'something after the end'],
    ['['.repeat(60_000), 'deep nesting'],
  ])('names %j as bad input (%s)', async (text) => {
    expect(await faultKindOf(post(text))).toBe('invalid-input');
  });

  it('refuses text that is not UTF-8', async () => {
    expect(await faultKindOf(post(new Uint8Array([0x22, 0xff, 0x22])))).toBe('invalid-input');
  });
});
