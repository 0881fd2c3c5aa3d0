import 'server-only';
import { randomUUID } from 'node:crypto';

import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins';

import { db } from '#lib/db/client.ts';
import { countTry } from '#lib/db/rate-limits.ts';
import { env } from '#lib/platform/env.ts';
import type { Env } from '#lib/platform/env-schema.ts';
import { AppError } from '#lib/platform/errors.ts';
import { log } from '#lib/platform/log.ts';

import { admitOidcUser, noteOidcUser, refuseDisabledUser } from './admission.ts';
import { auditAuthChange } from './auth-audit.ts';
import { keepFault } from './auth-fault.ts';
import { findPasswordFault, PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from './password-strength.ts';
import { forgetSignInTries, takeSignInTry } from './sign-in-limit.ts';

export const AUTH_BASE_PATH = '/api/auth';
export const OIDC_PROVIDER_ID = 'oidc';

/** Long enough for a week's work; ended at once by sign-out, revocation, a new password or a disabled account. */
const SESSION_SECONDS = 7 * 24 * 3600;

/** Everybody together, since no address is believed without a proxy that names it; each account has a count of its own. */
const SIGN_IN_RULE = { window: 60, max: 300 };

/** Never from a form: set by an admin, an invitation or OIDC_JOIN_ROLE, and by the table's default until then. */
const ROLE = { type: 'string', required: false, input: false } as const;

function makeOptions(settings: Env) {
  const secret = settings.secret;
  if (secret === null) {
    throw new AppError(
      'secret-missing',
      'WATERLINE_SECRET is not set. npm start makes and keeps one; set it yourself to run the server alone.',
    );
  }

  return {
    appName: 'Waterline',
    basePath: AUTH_BASE_PATH,
    baseURL: settings.publicUrl ?? {
      allowedHosts: [
        '127.0.0.1:*',
        'localhost:*',
        '[::1]:*',
        ...settings.allowedHosts.map((name) => `${name}:*`),
      ],
      protocol: 'http',
      fallback: `http://127.0.0.1:${String(settings.port)}`,
    },
    secret,
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => {
        log()[level](`auth: ${message}`);
      },
    },
    database: prismaAdapter(db(), { provider: 'postgresql', transaction: true }),
    user: {
      additionalFields: { role: ROLE, disabledAt: { type: 'date', required: false, input: false } },
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    // Linked only by an address that the provider verified. Its tokens are not used after sign-in: kept unreadable.
    account: { encryptOAuthTokens: true, accountLinking: { enabled: true } },
    verification: { storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN_CHARACTERS,
      maxPasswordLength: PASSWORD_MAX_CHARACTERS,
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      customRules: {
        '/sign-in/email': SIGN_IN_RULE,
        '/sign-in/social': SIGN_IN_RULE,
        '/change-password': { window: 60, max: 60 },
      },
      customStorage: {
        consume: async (key, rule) => {
          const { count, secondsLeft } = await countTry(`auth:${key}`, rule.window);
          return { allowed: count <= rule.max, retryAfter: count <= rule.max ? null : secondsLeft };
        },
      },
    },
    advanced: {
      cookiePrefix: 'waterline',
      useSecureCookies: settings.publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      database: { generateId: () => randomUUID() },
      // Next passes on an x-forwarded-for of the client's own making, which would make every try a first one.
      ipAddress: {
        ipAddressHeaders: settings.clientAddressHeader === null ? [] : [settings.clientAddressHeader],
      },
    },
    plugins: settings.oidc === null ? [] : [singleSignOn(settings.oidc)],
    databaseHooks: {
      user: { create: { before: admitOidcUser, after: noteOidcUser } },
      session: { create: { before: refuseDisabledUser } },
    },
    // Refusals are answers, not faults: without this the library writes each to the console in its own form.
    onAPIError: {
      onError: (error) => {
        if (!(error instanceof APIError)) keepFault(error);
      },
    },
    hooks: { before: beforeAuth, after: afterAuth },
  } satisfies BetterAuthOptions;
}

function singleSignOn({ issuer, clientId, clientSecret }: NonNullable<Env['oidc']>) {
  return genericOAuth({
    config: [
      {
        providerId: OIDC_PROVIDER_ID,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        requireIdTokenVerification: true,
        clientId,
        clientSecret,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        disableProviderLogout: true,
      },
    ],
  });
}

/** Before the library looks at a request: tries are counted, and new passwords weighed. */
const beforeAuth = createAuthMiddleware(async (context) => {
  const body = (context.body ?? {}) as Readonly<Record<string, unknown>>;
  if (context.path === '/sign-in/email' && typeof body['email'] === 'string') {
    const waitSeconds = await takeSignInTry(body['email']);
    if (waitSeconds !== null) {
      throw new APIError(
        'TOO_MANY_REQUESTS',
        {
          code: 'ACCOUNT_RESTS',
          message: 'Too many tries at this account. Wait, or ask an admin for a reset link.',
        },
        { 'Retry-After': String(waitSeconds) },
      );
    }
  }
  if (context.path === '/change-password' && typeof body['newPassword'] === 'string') {
    const fault = findPasswordFault(body['newPassword'], []);
    if (fault !== null)
      throw new APIError('BAD_REQUEST', { code: 'WEAK_PASSWORD', message: `The new password ${fault}` });
  }
});

/** After it: a right password starts the count of its account anew, and changes are written down. */
const afterAuth = createAuthMiddleware(async (context) => {
  if (context.context.returned instanceof APIError) return;
  const body = (context.body ?? {}) as Readonly<Record<string, unknown>>;
  if (context.path === '/sign-in/email' && typeof body['email'] === 'string') {
    await forgetSignInTries(body['email']);
  }
  const session = context.context.newSession ?? context.context.session;
  await auditAuthChange(context.path, session?.user ?? null);
});

function make() {
  return betterAuth(makeOptions(env()));
}

/** The auth library as Waterline sets it up. */
export type Auth = ReturnType<typeof make>;

let remembered: Auth | null = null;

/**
 * Signs in and out, keeps sessions; made on first use.
 *
 * @throws AppError `secret-missing` where nothing signs cookies
 */
export function auth(): Auth {
  remembered ??= make();

  return remembered;
}
