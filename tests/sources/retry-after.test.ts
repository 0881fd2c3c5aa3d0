import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { redactUrl } from '#lib/sources/redact-url.ts';
import { parseRetryAfter } from '#lib/sources/retry-after.ts';

const NOW_MS = Date.parse('2026-11-20T21:30:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120],
    ['0', 0],
    [' 5 ', 5],
    ['Fri, 20 Nov 2026 21:31:00 GMT', 60],
    ['Friday, 20-Nov-26 21:31:00 GMT', 60],
    ['Fri, 20 Nov 2026 21:00:00 GMT', 0],
  ])('reads "%s" as %i s', (header, seconds) => {
    expect(parseRetryAfter(header, NOW_MS)).toBe(seconds);
  });

  it.each([null, '', 'soon', '-5', '1.5', '1e3', 'Someday, later'])(
    'says nothing when it reads %s',
    (header) => {
      expect(parseRetryAfter(header, NOW_MS)).toBeNull();
    },
  );

  it('an HTTP date and the seconds until it mean the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e8 }), (seconds) => {
        const date = new Date(NOW_MS + seconds * 1000).toUTCString();
        expect(parseRetryAfter(date, NOW_MS)).toBe(seconds);
      }),
    );
  });
});

describe('addresses that are kept', () => {
  it.each(['crumb', 'apikey', 'api_key', 'key', 'token', 'sessionId', 'gcrumb'])(
    'lose the value of %s',
    (name) => {
      const kept = redactUrl(new URL(`https://user:pass@a.test/b?symbol=MU&${name}=s3cret&${name}=s3cret2`));
      expect(kept).not.toMatch(/s3cret|user|pass/);
      expect(kept).toContain('symbol=MU');
    },
  );
});
