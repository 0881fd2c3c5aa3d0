import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { findSchemaDrift } from '#prisma/dev-engine/schema-engine.ts';
import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';

const schemaDir = path.join(PROJECT_ROOT, 'prisma/schema');
const migrationsDir = path.join(PROJECT_ROOT, 'prisma/migrations');
const folder = makeTestFolder();

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('prisma/migrations', () => {
  it('makes exactly the tables that prisma/schema describes', async () => {
    expect(await findSchemaDrift({ schemaDir, migrationsDir }, inject('pgAdminUrl'))).toBeNull();
  });

  it('is seen to lack a table that the schema describes and no migration makes', async () => {
    cpSync(schemaDir, folder, { recursive: true });
    writeFileSync(path.join(folder, 'forgotten.prisma'), 'model Forgotten {\n  id Int @id\n}\n');
    const sql = await findSchemaDrift({ schemaDir: folder, migrationsDir }, inject('pgAdminUrl'));
    expect(sql).toMatch(/CREATE TABLE "Forgotten"/);
  });

  it('is compared without leaving a database behind', async () => {
    const admin = new Client({ connectionString: inject('pgAdminUrl') });
    await admin.connect();
    const left = await admin.query(
      `SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'`,
    );
    await admin.end();
    expect(left.rows).toEqual([]);
  });
});
