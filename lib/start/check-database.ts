import { Client, DatabaseError } from 'pg';
import { AppError } from '../platform/errors.ts';

/** Oldest PostgreSQL that Waterline's SQL is written for. */
const OLDEST_MAJOR_VERSION = 14;

/**
 * Checks that a PostgreSQL of the user's own answers, lets us in and is new enough.
 *
 * @throws AppError `database-unusable` with the remedy; the password is never shown
 */
export async function checkDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const answer = await client.query<{ version: string }>(
      `SELECT current_setting('server_version') AS version`,
    );
    refuseOldServer(answer.rows[0]?.version ?? '');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('database-unusable', `${withoutPassword(url)}: ${explainConnection(cause)}`, {
      cause,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Refuses a server that is too old.
 *
 * @param version as the server states it, such as `13.4 (Debian 13.4-1)`
 */
export function refuseOldServer(version: string): void {
  if (Number.parseInt(version, 10) >= OLDEST_MAJOR_VERSION) return;
  throw new AppError(
    'database-too-old',
    `DATABASE_URL leads to PostgreSQL ${version}; Waterline needs ${String(OLDEST_MAJOR_VERSION)} or newer. ` +
      'Upgrade that server, name another in DATABASE_URL, or unset it to use the embedded one.',
  );
}

/** The address with its password hidden, for messages. */
export function withoutPassword(url: string): string {
  const parsed = new URL(url);
  if (parsed.password !== '') parsed.password = 'hidden';
  return parsed.toString();
}

const CONNECTION_REMEDIES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Start that PostgreSQL, or correct host and port in DATABASE_URL',
  ENOTFOUND: 'there is no computer of that name. Correct the host in DATABASE_URL',
  EAI_AGAIN: 'the name could not be looked up. Check the network and the host in DATABASE_URL',
  ETIMEDOUT: 'no answer. Check the network, the firewall, and host and port in DATABASE_URL',
  EHOSTUNREACH: 'there is no way to that computer. Check the network and the host in DATABASE_URL',
  ECONNRESET: 'the connection was cut off. Is it a PostgreSQL, and does it want TLS (add ?sslmode=require)?',
  '28P01': 'the password is wrong. Correct user and password in DATABASE_URL',
  '28000':
    'the server does not let this role in. Correct the user in DATABASE_URL, or allow it in pg_hba.conf; if it wants TLS, add ?sslmode=require',
  '3D000': 'there is no such database. Make it (CREATE DATABASE) or correct the name in DATABASE_URL',
  '53300': 'the server has no connection free. Close some clients or raise max_connections',
  '57P03': 'the server is starting up or shutting down. Try again in a moment',
};

function explainConnection(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const known = CONNECTION_REMEDIES[code];
  const said = cause instanceof DatabaseError || known === undefined ? describe(cause) : null;
  const remedy = known ?? 'correct DATABASE_URL, or unset it to use the embedded PostgreSQL';
  return said === null ? `${remedy}.` : `${said}: ${remedy}.`;
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message.includes('timeout') ? 'no answer within 10 s' : cause.message;
}
