import { describe, expect, it } from 'vitest';

import { checkTarget } from '#lib/outbound/check-target.ts';

const ALLOWED = ['hooks.firm.example', '127.0.0.1:8443', '[::1]:9000'];

const hrefOf = (text: string): string | null => {
  const target = checkTarget(text, ALLOWED);
  return target.ok ? `${target.value.isExempt ? 'exempt ' : ''}${target.value.url.href}` : null;
};

describe('checkTarget', () => {
  it.each([
    ['https://hooks.example.org/in?key=1', 'https://hooks.example.org/in?key=1'],
    ['https://hooks.example.org:443/in#part', 'https://hooks.example.org/in'],
    ['HTTPS://Hooks.Example.org', 'https://hooks.example.org/'],
    ['https://8.8.8.8/x', 'https://8.8.8.8/x'],
    ['https://[2606:4700::1111]/x', 'https://[2606:4700::1111]/x'],
    ['http://hooks.firm.example:8080/x', 'exempt http://hooks.firm.example:8080/x'],
    ['https://HOOKS.firm.example/x', 'exempt https://hooks.firm.example/x'],
    ['http://127.0.0.1:8443/', 'exempt http://127.0.0.1:8443/'],
    ['http://2130706433:8443/', 'exempt http://127.0.0.1:8443/'],
    ['https://[0::1]:9000/', 'exempt https://[::1]:9000/'],
  ])('takes %s as %s', (text, href) => {
    expect(hrefOf(text)).toBe(href);
  });

  it.each([
    ...['', 'hooks.example.org', 'ftp://hooks.example.org', 'file:///etc/passwd', 'javascript:alert(1)'],
    ...['http://hooks.example.org', 'https://hooks.example.org:8443', 'https://hooks.example.org:80'],
    ...['https://me@hooks.example.org', 'https://me:pw@hooks.example.org', 'https://:pw@hooks.firm.example'],
    ...['https://127.0.0.1/', 'https://127.1/', 'https://0x7f.0.0.1/', 'https://017700000001/', 'https://0/'],
    ...[
      'https://2130706433/',
      'https://169.254.169.254/latest',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
    ],
    ...['https://[64:ff9b::7f00:1]/', 'https://127。0。0。1/', 'https://10.0.0.1./'],
    ...['http://127.0.0.1/', 'http://127.0.0.1:8444/', 'https://evil-hooks.firm.example:8080/'],
    ...[`https://hooks.example.org/${'x'.repeat(2_000)}`],
  ])('refuses %s', (text) => {
    expect(hrefOf(text)).toBeNull();
  });

  it('says what the address must be, and nothing of where it leads', () => {
    expect(checkTarget('https://10.1.2.3/x', [])).toEqual({
      ok: false,
      error: 'leads into a private or reserved network, where only hosts of WEBHOOK_ALLOWED_HOSTS may lie',
    });
    expect(checkTarget('https://a.example:444/', [])).toMatchObject({
      error: 'must be on the usual port, 443: leave the port out',
    });
  });
});
