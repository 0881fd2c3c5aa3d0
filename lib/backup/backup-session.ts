import { Client } from 'pg';
import { explainDatabaseFailure } from './explain-database-failure.ts';

/** So that a value has one and the same text on every server, whatever its settings. */
const SESSION_SETTINGS = [
  `SET client_encoding TO 'UTF8'`,
  `SET search_path TO public`,
  `SET datestyle TO 'ISO, YMD'`,
  `SET intervalstyle TO 'postgres'`,
  `SET timezone TO 'UTC'`,
  `SET bytea_output TO 'hex'`,
  `SET extra_float_digits TO 3`,
  `SET statement_timeout TO 0`,
  `SET idle_in_transaction_session_timeout TO 0`,
].join('; ');

/** Which database, and what breaks the work off. */
export interface SessionOptions {
  readonly connectionString: string;
  readonly signal: AbortSignal;
}

/**
 * Works on one connection whose settings give every value the same text, and closes it. An abort closes it at
 * once, which undoes a transaction under way.
 *
 * @throws the signal's reason when aborted; AppError with the remedy when the database fails or refuses
 */
export async function withBackupSession<T>(
  { connectionString, signal }: SessionOptions,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: 'waterline-backup',
  });
  // A connection that breaks also rejects the query under way; without a listener Node would end the process.
  client.on('error', () => undefined);
  const cut = (): void => {
    client.end().catch(() => undefined);
  };
  signal.addEventListener('abort', cut, { once: true });
  try {
    await client.connect();
    await client.query(SESSION_SETTINGS);
    return await work(client);
  } catch (error) {
    throw signal.aborted ? signal.reason : (explainDatabaseFailure(error) ?? error);
  } finally {
    signal.removeEventListener('abort', cut);
    await client.end().catch(() => undefined);
  }
}
