import { z } from 'zod';
import { unsetWhenBlank } from './blank.ts';

/** Addresses that only this computer can reach. */
const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

const SECRET_MIN_CHARACTERS = 32;

const ACCESS_MODES = ['open', 'private'] as const;
/** Roles that somebody may get by signing in alone, without an invitation. */
const JOIN_ROLES = ['viewer', 'analyst'] as const;

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(unsetWhenBlank, schema.optional());

const secretSchema = z.string().refine((secret) => secret.length >= SECRET_MIN_CHARACTERS, {
  message: `must have at least ${String(SECRET_MIN_CHARACTERS)} characters; make one with: openssl rand -base64 48`,
});

const originSchema = z.string().superRefine((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  const isOrigin =
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
  if (isOrigin) return;
  context.addIssue({
    code: 'custom',
    message: 'must be the address that people open, without a path: https://waterline.example.org',
  });
});

const issuerSchema = z.string().superRefine((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOSTS.includes(url.hostname)))
    return;
  context.addIssue({ code: 'custom', message: 'must be the https address of the OpenID provider' });
});

const smtpSchema = z.string().superRefine((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '') return;
  context.addIssue({
    code: 'custom',
    message: 'must be written smtp://user:password@host:587 (or smtps://)',
  });
});

/** Variables about who may come in and how they are reached. */
export const ACCOUNT_VARIABLES = {
  WATERLINE_ACCESS: optional(
    z.enum(ACCESS_MODES, { error: 'must be open (dashboards without signing in) or private' }),
  ),
  WATERLINE_SECRET: optional(secretSchema),
  WATERLINE_PUBLIC_URL: optional(originSchema),
  WATERLINE_CLIENT_ADDRESS_HEADER: optional(
    z.string().regex(/^[a-z0-9-]+$/i, 'must be the name of a header, such as x-real-ip'),
  ),
  SMTP_URL: optional(smtpSchema),
  MAIL_FROM: optional(z.string().regex(/^[^\r\n]+@[^\r\n]+$/, 'must be an address that mail comes from')),
  OIDC_ISSUER: optional(issuerSchema),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_NAME: optional(z.string().max(60)),
  OIDC_JOIN_ROLE: optional(
    z.enum(JOIN_ROLES, { error: 'must be viewer or analyst; leave it out to let in only who was invited' }),
  ),
};

/** The variables as read, before they are put in order. */
export type AccountVariables = {
  readonly [Name in keyof typeof ACCOUNT_VARIABLES]?: z.output<(typeof ACCOUNT_VARIABLES)[Name]>;
};

/** Who may come in and how they are reached. */
export interface AccountSettings {
  /** Whether dashboards can be read without signing in. */
  readonly access: (typeof ACCESS_MODES)[number];
  /** Signs cookies; null only where `npm start` has not made one. */
  readonly secret: string | null;
  /** Origin that people open, when it is not the one listened on: behind a proxy. */
  readonly publicUrl: string | null;
  /** Header in which a trusted proxy names the client's address; null: nobody is believed. */
  readonly clientAddressHeader: string | null;
  readonly smtp: { readonly url: string; readonly from: string } | null;
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** As the button says it. */
    readonly name: string;
    /** What strangers with an account at the provider become; null: only who was invited gets in. */
    readonly joinRole: (typeof JOIN_ROLES)[number] | null;
  } | null;
}

/** What single variables cannot know: which of them need each other. Each line names the variable and the remedy. */
export function explainAccountVariables(
  values: AccountVariables & { readonly HOST: string },
): readonly string[] {
  const isReachable = !LOOPBACK_HOSTS.includes(values.HOST);
  const lacks = (['WATERLINE_ACCESS', 'WATERLINE_SECRET'] as const).filter(
    (name) => values[name] === undefined,
  );
  const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const missing = oidc.filter((name) => values[name] === undefined);

  return [
    ...(isReachable && lacks.length > 0
      ? [
          `HOST is "${values.HOST}", which other computers can reach. Say first who may read (WATERLINE_ACCESS=private, or open) and with what cookies are signed (WATERLINE_SECRET, at least ${String(SECRET_MIN_CHARACTERS)} characters): ${lacks.join(' and ')} ${lacks.length === 1 ? 'is' : 'are'} not set. Or keep ${LOOPBACK_HOSTS.join(', ')}.`,
        ]
      : []),
    ...(missing.length > 0 && missing.length < oidc.length
      ? [`${missing.join(' and ')} must be set too: single sign-on needs ${oidc.join(', ')}.`]
      : []),
    ...((values.SMTP_URL === undefined) === (values.MAIL_FROM === undefined)
      ? []
      : ['SMTP_URL and MAIL_FROM must be set together, or neither: mail needs a server and a sender.']),
  ];
}

/** The settings of variables that `explainAccountVariables` finds nothing wrong with. */
export function toAccountSettings(values: AccountVariables): AccountSettings {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  const { SMTP_URL: smtpUrl, MAIL_FROM: from } = values;

  return {
    access: values.WATERLINE_ACCESS ?? 'open',
    secret: values.WATERLINE_SECRET ?? null,
    publicUrl: values.WATERLINE_PUBLIC_URL === undefined ? null : new URL(values.WATERLINE_PUBLIC_URL).origin,
    clientAddressHeader: values.WATERLINE_CLIENT_ADDRESS_HEADER?.toLowerCase() ?? null,
    smtp: smtpUrl === undefined || from === undefined ? null : { url: smtpUrl, from },
    oidc:
      issuer === undefined || clientId === undefined || clientSecret === undefined
        ? null
        : {
            issuer,
            clientId,
            clientSecret,
            name: values.OIDC_NAME ?? 'single sign-on',
            joinRole: values.OIDC_JOIN_ROLE ?? null,
          },
  };
}
