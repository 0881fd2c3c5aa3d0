import { z } from 'zod';
import {
  ACCOUNT_VARIABLES,
  explainAccountVariables,
  toAccountSettings,
  type AccountSettings,
} from './account-settings.ts';
import { unsetWhenBlank } from './blank.ts';
import { AppError } from './errors.ts';

const DEFAULT_HOST = '127.0.0.1';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const HOST_NAME = /^(\[[0-9a-f:]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$/i;

function problemWithDatabaseUrl(value: string): string | null {
  if (!URL.canParse(value)) {
    return 'is not an address; write postgresql://user:password@host:5432/database (escape @ : / in the password as %40 %3A %2F)';
  }
  const url = new URL(value);
  if (url.protocol !== 'postgresql:' && url.protocol !== 'postgres:') {
    return `starts with ${url.protocol}// but only PostgreSQL is supported; write postgresql://user:password@host:5432/database`;
  }
  if (url.pathname.length < 2) {
    return 'names no database; add its name after the host, as in postgresql://host:5432/waterline';
  }
  const schema = url.searchParams.get('schema');
  if (schema !== null && schema !== 'public') {
    return `asks for the schema "${schema}", but Waterline keeps its tables in "public"; remove ?schema=`;
  }
  return null;
}

const databaseUrlSchema = z.string().superRefine((value, context) => {
  const problem = problemWithDatabaseUrl(value);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

const hostSchema = z
  .string()
  .regex(
    /^[a-z0-9.:-]+$/i,
    'must be an address to listen on, such as 127.0.0.1 or 0.0.0.0, without http:// and port',
  );

const portSchema = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number from 1 to 65535')
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535, 'must be a whole number from 1 to 65535');

const allowedHostsSchema = z
  .string()
  .transform((list) => list.split(',').map((name) => name.trim().toLowerCase()))
  .superRefine((names, context) => {
    for (const name of names.filter((candidate) => !HOST_NAME.test(candidate))) {
      context.addIssue({
        code: 'custom',
        message: `has "${name}"; write host names with commas between them, without http:// and without ports`,
      });
    }
  });

const webhookHostsSchema = z
  .string()
  .transform((list) => list.split(',').map((name) => name.trim().toLowerCase()))
  .superRefine((names, context) => {
    for (const name of names.filter((candidate) => !isHostWithPort(candidate))) {
      context.addIssue({
        code: 'custom',
        message: `has "${name}"; write host or host:port with commas between them, without http://`,
      });
    }
  });

function isHostWithPort(name: string): boolean {
  const port = /:(\d{1,5})$/.exec(name.replace(/^\[.*\]/, ''))?.[1];
  const host = port === undefined ? name : name.slice(0, -port.length - 1);

  return HOST_NAME.test(host) && (port === undefined || (Number(port) >= 1 && Number(port) <= 65_535));
}

const REFRESH_MODES = ['on', 'worker', 'off'] as const;

/** A header carries printable ASCII only, and the SEC wants an address that it can write to. */
const secContactSchema = z
  .string()
  .regex(
    /^(?=.*\S@\S)[\x20-\x7e]{3,200}$/,
    'must be a name and an e-mail address in plain letters, such as Example Research desk@example.com',
  );

const FEWEST_DAYS = 7;
const MOST_DAYS = 3_650;
const DAYS_MESSAGE = `must be a whole number of days from ${String(FEWEST_DAYS)} to ${String(MOST_DAYS)}`;

const keepAnswersDaysSchema = z
  .string()
  .regex(/^\d{1,4}$/, DAYS_MESSAGE)
  .transform(Number)
  .refine((days) => days >= FEWEST_DAYS && days <= MOST_DAYS, DAYS_MESSAGE);

const envSchema = z.object({
  DATABASE_URL: z.preprocess(unsetWhenBlank, databaseUrlSchema.optional()),
  HOST: z.preprocess(unsetWhenBlank, hostSchema.default(DEFAULT_HOST)),
  PORT: z.preprocess(unsetWhenBlank, portSchema.default(3000)),
  WATERLINE_DATA_DIR: z.preprocess(unsetWhenBlank, z.string().default('.waterline')),
  WATERLINE_ALLOWED_HOSTS: z.preprocess(unsetWhenBlank, allowedHostsSchema.default([])),
  LOG_LEVEL: z.preprocess(
    unsetWhenBlank,
    z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  ),
  WATERLINE_REFRESH: z.preprocess(
    unsetWhenBlank,
    z
      .enum(REFRESH_MODES, { error: 'must be on, worker (only npm run worker refreshes) or off' })
      .default('on'),
  ),
  WATERLINE_KEEP_ANSWERS_DAYS: z.preprocess(unsetWhenBlank, keepAnswersDaysSchema.default(90)),
  SEC_CONTACT: z.preprocess(unsetWhenBlank, secContactSchema.optional()),
  WEBHOOK_ALLOWED_HOSTS: z.preprocess(unsetWhenBlank, webhookHostsSchema.default([])),
  ...ACCOUNT_VARIABLES,
});

/** Settings of one process, read once from its environment. `.env.example` describes each. */
export interface Env extends AccountSettings {
  /** `null`: use the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly host: string;
  readonly port: number;
  /** As written: relative to the project folder, or absolute. */
  readonly dataDir: string;
  /** Host names accepted in requests beside the loopback ones, lower case, without ports; with that of the public address. */
  readonly allowedHosts: readonly string[];
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Who keeps data current: this program's web server, only `npm run worker`, or nobody. */
  readonly refresh: (typeof REFRESH_MODES)[number];
  /** Days for which every answer of a source is kept as it came. */
  readonly keepAnswersDays: number;
  /** Who the SEC is told runs this program; null keeps SEC EDGAR off. */
  readonly secContact: string | null;
  /** Hosts (`host` or `host:port`, lower case) that webhooks may reach inside the firm's own network, and without TLS. */
  readonly webhookAllowedHosts: readonly string[];
}

/**
 * Reads and checks the settings.
 *
 * @param source variables by name; the process environment unless given
 * @throws AppError `env-invalid` that names every bad variable at once, each with its remedy
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const parsed = envSchema.safeParse(source);
  const given = Object.entries(source).filter(([, value]) => unsetWhenBlank(value) !== undefined);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${String(issue.path[0])} ${issue.message}.`),
    ...explainAccountVariables({ HOST: DEFAULT_HOST, ...Object.fromEntries(given) }),
  ];
  if (!parsed.success || problems.length > 0) {
    throw new AppError(
      'env-invalid',
      [
        'These settings (environment or .env file) cannot be used:',
        ...problems.map((line) => `  ${line}`),
      ].join('\n'),
    );
  }
  const values = parsed.data;
  const accounts = toAccountSettings(values);
  const publicHost = accounts.publicUrl === null ? [] : [new URL(accounts.publicUrl).hostname];
  return {
    ...accounts,
    databaseUrl: values.DATABASE_URL ?? null,
    host: values.HOST,
    port: values.PORT,
    dataDir: values.WATERLINE_DATA_DIR,
    allowedHosts: [...new Set([...values.WATERLINE_ALLOWED_HOSTS, ...publicHost])],
    logLevel: values.LOG_LEVEL,
    refresh: values.WATERLINE_REFRESH,
    keepAnswersDays: values.WATERLINE_KEEP_ANSWERS_DAYS,
    secContact: values.SEC_CONTACT ?? null,
    webhookAllowedHosts: values.WEBHOOK_ALLOWED_HOSTS,
  };
}
