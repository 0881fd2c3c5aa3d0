import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
} from '@prisma/driver-adapter-utils';
import { Client, Pool, type QueryArrayConfig, type QueryArrayResult } from 'pg';

/** PostgreSQL's one-byte type "char", in which its own catalogue keeps codes; the adapter does not know it. */
const CATALOGUE_CHAR_OID = 18;
const TEXT_OID = 25;

/** Added to the name of such a column on its way through the adapter, which does not pass on the type. */
const CHARACTER_MARK = '\0character';

/** `ColumnTypeEnum.Character` of the adapter's protocol. */
const CHARACTER_COLUMN = 6;

/**
 * Lets Prisma's schema engine work on a PostgreSQL. Prisma's own adapter is made for queries: its scripts break
 * at every semicolon, it cannot describe a live schema, and its shadow database is the main one. This wraps it.
 *
 * @param url database to work on
 * @param shadowAdminUrl a role that may create databases, for the throwaway copy; `url` unless given
 */
export function createSchemaAdapter(
  url: string,
  shadowAdminUrl: string = url,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => openAdapter(url, () => Promise.resolve()),
    connectToShadowDb: () => openShadow(shadowAdminUrl),
  };
}

async function openShadow(adminUrl: string): Promise<SqlDriverAdapter> {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await runOnce(adminUrl, `CREATE DATABASE "${name}"`);
  const shadowUrl = new URL(adminUrl);
  shadowUrl.pathname = `/${name}`;
  return openAdapter(shadowUrl.toString(), () => runOnce(adminUrl, `DROP DATABASE "${name}" WITH (FORCE)`));
}

async function openAdapter(url: string, afterClose: () => Promise<void>): Promise<SqlDriverAdapter> {
  // One connection: the engine relies on session state such as the advisory lock.
  const pool = new Pool({ connectionString: url, max: 1 });
  passCatalogueCharacters(pool);
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: async (query: SqlQuery) => restoreCharacters(await adapter.queryRaw(query)),
    executeRaw: (query: SqlQuery) => adapter.executeRaw(query),
    startTransaction: (isolationLevel) => adapter.startTransaction(isolationLevel),
    getConnectionInfo: () => adapter.getConnectionInfo(),
    executeScript: async (script: string) => {
      await pool.query(script);
    },
    dispose: async () => {
      await adapter.dispose();
      await afterClose();
    },
  };
}

/** Presents "char" columns to the adapter as text, marked. */
function passCatalogueCharacters(pool: Pool): void {
  const query = pool.query.bind(pool) as (config: QueryArrayConfig | string) => Promise<QueryArrayResult>;
  const queryMarked = async (config: QueryArrayConfig | string): Promise<QueryArrayResult> => {
    const result = await query(config);
    // A script of several statements has a list of results, which nobody reads.
    if (Array.isArray(result)) return result;
    for (const field of result.fields.filter((candidate) => candidate.dataTypeID === CATALOGUE_CHAR_OID)) {
      field.dataTypeID = TEXT_OID;
      field.name += CHARACTER_MARK;
    }
    return result;
  };
  Object.assign(pool, { query: queryMarked });
}

function restoreCharacters(result: SqlResultSet): SqlResultSet {
  return {
    ...result,
    columnTypes: result.columnTypes.map((type, index) =>
      result.columnNames[index]?.endsWith(CHARACTER_MARK) === true ? CHARACTER_COLUMN : type,
    ),
    columnNames: result.columnNames.map((name) => name.replace(CHARACTER_MARK, '')),
  };
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
