import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '#lib/platform/env.ts';
import { AppError } from '#lib/platform/errors.ts';
import { PrismaClient } from '#prisma/generated/client.ts';

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** No statement of Waterline takes seconds; one that does is stuck and must not hold a connection. */
const STATEMENT_TIMEOUT_MS = 30_000;

/** Survives the module reloads of development, so that reloads do not pile up connection pools. */
const remembered = globalThis as typeof globalThis & { waterlineDatabase?: PrismaClient };

/**
 * The database client of this process, opened on first use.
 *
 * @throws AppError `database-url-missing` when no database is configured
 */
export function db(): PrismaClient {
  remembered.waterlineDatabase ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: requireDatabaseUrl(),
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      application_name: 'waterline',
    }),
  });
  return remembered.waterlineDatabase;
}

/** Closes the connections of this process; the next `db()` opens new ones. */
export async function closeDb(): Promise<void> {
  const client = remembered.waterlineDatabase;
  delete remembered.waterlineDatabase;
  await client?.$disconnect();
}

function requireDatabaseUrl(): string {
  const { databaseUrl } = env();
  if (databaseUrl === null) {
    throw new AppError(
      'database-url-missing',
      'DATABASE_URL is not set. npm start sets it for the embedded database; set it yourself to run this alone.',
    );
  }
  return databaseUrl;
}
