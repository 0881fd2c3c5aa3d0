import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';

import { config, proxy } from '../../proxy.ts';

const HOST = '127.0.0.1:3000';

function visit(headers: Record<string, string> = {}, method = 'GET', path = '/'): Response {
  return proxy(new NextRequest(`http://${HOST}${path}`, { method, headers: { host: HOST, ...headers } }));
}

function nonceOf(response: Response): string {
  const policy = response.headers.get('content-security-policy') ?? '';

  return /script-src 'self' 'nonce-([^']+)' 'strict-dynamic'(;|$)/.exec(policy)?.[1] ?? '';
}

describe('proxy before every page', () => {
  it('gives each answer a nonce of its own, and the page the same one', () => {
    const first = visit();
    const second = visit();

    expect(Buffer.from(nonceOf(first), 'base64').length).toBeGreaterThanOrEqual(16);
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    expect(first.headers.get('x-middleware-request-x-nonce')).toBe(nonceOf(first));
    expect(first.headers.get('x-middleware-request-content-security-policy')).toContain(nonceOf(first));
  });

  it('does not take a nonce that a client sends', () => {
    const chosen = 'AAAAAAAAAAAAAAAAAAAAAAAA';
    const response = visit({ 'x-nonce': chosen, 'content-security-policy': `script-src 'nonce-${chosen}'` });

    expect(response.headers.get('x-middleware-request-x-nonce')).not.toBe(chosen);
    expect(response.headers.get('x-middleware-request-content-security-policy')).not.toContain(chosen);
  });

  it('allows no inline script or style, no eval, no plugin, no frame and no foreign form target', () => {
    const policy = visit().headers.get('content-security-policy') ?? '';

    expect(policy).not.toMatch(/unsafe-(inline|eval)|\*|https?:/);
    for (const directive of [
      "object-src 'none'",
      "base-uri 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy).toContain(directive);
    }
  });

  it('opens to foreign frames what lies under /embed/ and nothing else, with all else as strict', () => {
    const policyOf = (path: string): string =>
      visit({}, 'GET', path).headers.get('content-security-policy') ?? '';
    const own = policyOf('/').replaceAll(/nonce-[^']+/g, '');
    expect(policyOf('/embed/waterline').replaceAll(/nonce-[^']+/g, '')).toBe(
      own.replace("frame-ancestors 'none'", 'frame-ancestors *'),
    );
    for (const path of ['/', '/embed', '/embedded', '/exposure/embed/', '/account', '/Embed/waterline']) {
      expect(policyOf(path)).toContain("frame-ancestors 'none'");
    }
  });

  it('refuses a foreign host, a prefetch for one too', () => {
    expect(visit({ host: 'evil.example' }).status).toBe(421);
    expect(visit({ host: 'evil.example', purpose: 'prefetch', 'next-router-prefetch': '1' }).status).toBe(
      421,
    );
  });

  it('refuses a changing request from a page of another origin', () => {
    expect(visit({ origin: 'http://evil.example' }, 'POST').status).toBe(403);
    expect(visit({ origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' }, 'POST').status).toBe(200);
  });

  it('runs for pages and leaves out API routes and built assets only', () => {
    const matcher = new RegExp(`^${config.matcher[0] ?? ''}$`);
    const isRunFor = (path: string): boolean => matcher.test(path);

    expect(['/', '/world', '/apiary', '/_next/image', '/no/such/page'].map(isRunFor)).toEqual(
      Array<boolean>(5).fill(true),
    );
    expect(['/api', '/api/v1/exposure', '/_next/static/chunks/a.js'].map(isRunFor)).toEqual(
      Array<boolean>(3).fill(false),
    );
  });
});
