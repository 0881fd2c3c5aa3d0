import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { env } from '#lib/platform/env.ts';

/** A transaction on a connection of its own, since COPY is not offered by the shared client. */
export interface BarSession {
  readonly query: <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** Sends lines in the text format of COPY. */
  readonly copy: (sql: string, lines: AsyncIterable<string>) => Promise<void>;
}

const MAX_STATEMENT_MS = 300_000;

/** Runs `work` in one transaction: all of it is committed, or, when it throws, none. */
export async function inBarSession<Answer>(work: (session: BarSession) => Promise<Answer>): Promise<Answer> {
  const client = new Client({
    connectionString: env().databaseUrl ?? undefined,
    statement_timeout: MAX_STATEMENT_MS,
    application_name: 'waterline import',
  });
  await client.connect();
  try {
    await client.query(`BEGIN; SET LOCAL work_mem = '96MB'`);
    const answer = await work({
      query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
        (await client.query<Row>(sql, [...values])).rows,
      copy: async (sql, lines) => pipeline(Readable.from(lines), client.query(copyFrom(sql))),
    });
    await client.query('COMMIT');
    return answer;
  } finally {
    // Ends a transaction that is still open without a trace.
    await client.end();
  }
}
