/**
 * Headers that are the same for every answer. The content security policy carries a nonce and is set in
 * proxy.ts. HSTS depends on the public address and is set there too.
 */
const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

/**
 * No page may stand in a frame but an embed: `frame-ancestors` of its policy says so to browsers of today, this header to
 * older ones, and it can only forbid. What other sites frame they must also be allowed to load.
 */
const UNFRAMED_HEADERS = [{ key: 'X-Frame-Options', value: 'DENY' }];
const EMBED_HEADERS = [{ key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' }];

/** API answers are data: should a browser ever show one as a page, nothing in it may run. */
const API_HEADERS = [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }];

/** What a link alone opens: found by no search engine, kept by no cache, and the link told to nobody by the browser. */
const SHARED_HEADERS = [
  { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
  { key: 'Cache-Control', value: 'private, no-store' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
];

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // `npm run types` checks them, tests included; a user's first start should not need, nor wait for, the test tools.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    'pg',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pino',
    'csv-parse',
    'better-auth',
    'nodemailer',
    'yahoo-finance2',
    '@zxcvbn-ts/core',
    '@zxcvbn-ts/language-common',
    '@zxcvbn-ts/language-en',
  ],
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: SECURITY_HEADERS },
      { source: '/((?!embed/).*)', headers: UNFRAMED_HEADERS },
      { source: '/embed/:path*', headers: EMBED_HEADERS },
      { source: '/api/:path*', headers: API_HEADERS },
      { source: '/shared/:path*', headers: SHARED_HEADERS },
    ]),
  // Unknown API paths are problems, not pages. No catch-all route: it answers malformed escapes (%ZZ) with 500.
  rewrites: () => Promise.resolve({ fallback: [{ source: '/api/:path*', destination: '/api/missing' }] }),
};
