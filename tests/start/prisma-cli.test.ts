import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childEnvironment, runCommand } from '#lib/start/run-command.ts';
import { pendingMigrations } from '#prisma/migrate.ts';
import { PROJECT_ROOT } from '#tests/support/cluster.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ seeded: false });
});

afterAll(async () => {
  await database.drop();
});

async function prisma(...args: string[]): Promise<{ exitCode: number | null; output: string }> {
  return runCommand({
    file: process.execPath,
    args: ['prisma/dev-engine/run-prisma.ts', ...args],
    cwd: PROJECT_ROOT,
    env: childEnvironment({ DATABASE_URL: database.url, SHADOW_DATABASE_URL: database.adminUrl }),
  });
}

describe("Prisma's own engine, compiled to WebAssembly", () => {
  it('finds a database that our runner migrated up to date, and has nothing to deploy', async () => {
    expect(await prisma('migrate', 'status')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('Database schema is up to date') as string,
    });
    expect(await prisma('migrate', 'deploy')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('No pending migrations to apply') as string,
    });
  });

  it('makes a database from nothing that our runner then finds up to date', async () => {
    const reset = await prisma('migrate', 'reset', '--force');
    expect(reset).toMatchObject({ exitCode: 0 });
    const migrationsDir = path.join(PROJECT_ROOT, 'prisma/migrations');
    expect(await pendingMigrations({ connectionString: database.url, migrationsDir })).toEqual([]);
  });
});
