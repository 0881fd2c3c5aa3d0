import { closeDb } from '#lib/db/client.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';

/** A database of its own, to which `lib/db` in this process is connected until `close`. */
export interface OpenDatabase extends TestDatabase {
  readonly close: () => Promise<void>;
}

/** Must run before anything else in the test file reads the environment. */
export async function openDatabase(options: { seeded: boolean }): Promise<OpenDatabase> {
  const database = await createTestDatabase(options);
  process.env['DATABASE_URL'] = database.url;
  process.env['LOG_LEVEL'] = 'silent';
  return {
    ...database,
    close: async () => {
      await closeDb();
      await database.drop();
    },
  };
}
