import { describe, expect, it } from 'vitest';

import { readEnv } from '#lib/platform/env-schema.ts';

const SECRET = 'a secret of more than thirty-two characters';
const OIDC = { OIDC_ISSUER: 'https://id.firm.example', OIDC_CLIENT_ID: 'waterline', OIDC_CLIENT_SECRET: 's' };

describe('settings of who may come in', () => {
  it('are open on loopback, without mail and single sign-on, unless said otherwise', () => {
    expect(readEnv({})).toMatchObject({
      access: 'open',
      secret: null,
      publicUrl: null,
      smtp: null,
      oidc: null,
    });
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'waterline.firm.example', '127.0.0.1.example.org'])(
    'refuse to listen on %s before it is said who may read and what signs cookies',
    (HOST) => {
      expect(() => readEnv({ HOST })).toThrow(
        /other computers can reach.*WATERLINE_ACCESS and WATERLINE_SECRET are not set/,
      );
      expect(() => readEnv({ HOST, WATERLINE_SECRET: SECRET })).toThrow(/WATERLINE_ACCESS is not set/);
      expect(() => readEnv({ HOST, WATERLINE_ACCESS: 'private' })).toThrow(/WATERLINE_SECRET is not set/);
      expect(readEnv({ HOST, WATERLINE_ACCESS: 'private', WATERLINE_SECRET: SECRET }).host).toBe(HOST);
    },
  );

  it('take the host of the public address as one that requests may carry', () => {
    const env = readEnv({ WATERLINE_PUBLIC_URL: 'https://Waterline.firm.example/' });

    expect(env.publicUrl).toBe('https://waterline.firm.example');
    expect(env.allowedHosts).toEqual(['waterline.firm.example']);
  });

  it.each([
    [{ WATERLINE_ACCESS: 'closed' }, /WATERLINE_ACCESS must be open .* or private/],
    [{ WATERLINE_SECRET: 'short' }, /WATERLINE_SECRET must have at least 32/],
    [{ WATERLINE_PUBLIC_URL: 'https://host/path' }, /WATERLINE_PUBLIC_URL .*without a path/],
    [{ WATERLINE_PUBLIC_URL: 'ftp://host' }, /WATERLINE_PUBLIC_URL/],
    [{ SMTP_URL: 'smtp://mail.example:587' }, /SMTP_URL and MAIL_FROM must be set together/],
    [{ SMTP_URL: 'http://mail', MAIL_FROM: 'a@b.example' }, /SMTP_URL must be written smtp:/],
    [{ SMTP_URL: 'smtp://mail', MAIL_FROM: 'a@b.example\nBcc: all@c.example' }, /MAIL_FROM/],
    [{ ...OIDC, OIDC_CLIENT_SECRET: '' }, /OIDC_CLIENT_SECRET must be set too/],
    [{ ...OIDC, OIDC_ISSUER: 'http://id.firm.example' }, /OIDC_ISSUER must be the https address/],
    [{ ...OIDC, OIDC_JOIN_ROLE: 'admin' }, /OIDC_JOIN_ROLE must be viewer or analyst/],
  ])('refuse %j', (source, why) => {
    expect(() => readEnv(source)).toThrow(why);
  });

  it('never repeat a secret', () => {
    const bad = {
      ...OIDC,
      OIDC_ISSUER: 'x',
      WATERLINE_SECRET: 'hush-hush',
      SMTP_URL: 'smtp://me:hush-hush@',
      HOST: 'x y',
    };

    expect(() => readEnv(bad)).toThrow(/^(?![^]*hush-hush)[^]*WATERLINE_SECRET/);
  });
});
