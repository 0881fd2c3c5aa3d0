import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_VARIABLES } from '#lib/platform/account-settings.ts';
import { readEnv } from '#lib/platform/env-schema.ts';

describe('readEnv', () => {
  it('needs nothing: with no variable set, or all blank, it gives the defaults', () => {
    const defaults = {
      databaseUrl: null,
      host: '127.0.0.1',
      port: 3000,
      dataDir: '.waterline',
      allowedHosts: [],
      logLevel: 'info',
      refresh: 'on',
      keepAnswersDays: 90,
      secContact: null,
      webhookAllowedHosts: [],
      access: 'open',
      secret: null,
      publicUrl: null,
      clientAddressHeader: null,
      smtp: null,
      oidc: null,
    };
    expect(readEnv({})).toEqual(defaults);
    expect(readEnv({ DATABASE_URL: '', HOST: ' ', PORT: '', WATERLINE_ALLOWED_HOSTS: '' })).toEqual(defaults);
  });

  it('names every bad variable at once, each with its remedy', () => {
    const source = {
      DATABASE_URL: 'mysql://localhost/x',
      HOST: 'http://0.0.0.0',
      PORT: '70000',
      WATERLINE_ALLOWED_HOSTS: 'good.example, https://bad.example',
      LOG_LEVEL: 'loud',
    };
    expect(() => readEnv(source)).toThrow(
      /DATABASE_URL .*only PostgreSQL[^]*HOST .*without http[^]*PORT .*1 to 65535[^]*WATERLINE_ALLOWED_HOSTS .*"https:\/\/bad\.example"[^]*LOG_LEVEL .*fatal, error/,
    );
  });

  it.each(['127.0.0.1', 'localhost', '::1'])('listens on %s', (host) => {
    expect(readEnv({ HOST: host }).host).toBe(host);
  });

  it.each(['0', '65536', '-1', '3000.5', '1e3', 'http', '0x50'])('refuses the port %s', (port) => {
    expect(() => readEnv({ PORT: port })).toThrow(/PORT must be a whole number from 1 to 65535/);
  });

  it.each(['6', '3651', '90.5', '-90', '9e1', 'ever'])('refuses to keep answers for %s days', (days) => {
    expect(() => readEnv({ WATERLINE_KEEP_ANSWERS_DAYS: days })).toThrow(
      /WATERLINE_KEEP_ANSWERS_DAYS must be a whole number of days from 7 to 3650/,
    );
  });

  it.each([7, 3650])('keeps answers for %d days', (days) => {
    expect(readEnv({ WATERLINE_KEEP_ANSWERS_DAYS: String(days) }).keepAnswersDays).toBe(days);
  });

  it('never repeats the password of an unusable DATABASE_URL', () => {
    expect(() => readEnv({ DATABASE_URL: 'postgresql://me:s3cret@host' })).toThrow(
      /^(?![^]*s3cret)[^]*names no database/,
    );
    expect(() => readEnv({ DATABASE_URL: 'me:s3cret@host/db' })).toThrow(/^(?![^]*s3cret)/);
    expect(() => readEnv({ DATABASE_URL: 'postgresql://h/db?schema=other' })).toThrow(/"public"/);
  });

  it('takes allowed hosts in lower case and without blanks', () => {
    expect(readEnv({ WATERLINE_ALLOWED_HOSTS: ' A.Example , b.example' }).allowedHosts).toEqual([
      'a.example',
      'b.example',
    ]);
  });

  it('takes hosts of webhooks with and without port, in lower case, and names each that is none', () => {
    const hosts = ' Hooks.Firm.example:8443, 10.0.0.7,[::1]:9000 ,[fd00::1]';
    expect(readEnv({ WEBHOOK_ALLOWED_HOSTS: hosts }).webhookAllowedHosts).toEqual([
      ...['hooks.firm.example:8443', '10.0.0.7', '[::1]:9000', '[fd00::1]'],
    ]);
    for (const bad of ['http://a.example', 'a.example:0', 'a.example:65536', 'a.example/x', '*', '']) {
      expect(() => readEnv({ WEBHOOK_ALLOWED_HOSTS: `good.example,${bad}` })).toThrow(
        /WEBHOOK_ALLOWED_HOSTS has "[^"]*"; write host or host:port/,
      );
    }
  });
});

describe('.env.example', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../.env.example'), 'utf8');
  const documented = [...text.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map((match): [string, string] => [
    match[1] ?? '',
    match[2] ?? '',
  ]);

  it('documents every variable, and what it shows is accepted', () => {
    expect(documented.map(([name]) => name)).toEqual([
      ...['DATABASE_URL', 'HOST', 'PORT', 'WATERLINE_DATA_DIR', 'WATERLINE_ALLOWED_HOSTS', 'LOG_LEVEL'],
      ...['WATERLINE_REFRESH', 'WATERLINE_KEEP_ANSWERS_DAYS', 'SEC_CONTACT', 'WEBHOOK_ALLOWED_HOSTS'],
      ...Object.keys(ACCOUNT_VARIABLES),
    ]);
    expect(() => readEnv(Object.fromEntries(documented))).not.toThrow();
  });
});
