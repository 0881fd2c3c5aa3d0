import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { childEnvironment, runCommand } from '#lib/start/run-command.ts';
import { PROJECT_ROOT } from './cluster.ts';

/** Any number: tests that want the seeded template wait for the one that makes it. */
const SEEDING_LOCK = 1_108_001;

/** A database of its own for one test file. */
export interface TestDatabase {
  /** For the app's role, which owns it and is no superuser. */
  readonly url: string;
  /** The same database for the superuser. */
  readonly adminUrl: string;
  readonly drop: () => Promise<void>;
}

/**
 * Makes a database with all migrations applied, and all shipped facts in it if `seeded`. Copied from a
 * template, so it takes about 50 ms.
 *
 * @throws when the seed program fails, with its output
 */
export async function createTestDatabase({ seeded }: { seeded: boolean }): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (admin) => {
    if (seeded) await ensureSeededTemplate(admin);
    await copyDatabase(admin, seeded ? 'template_seeded' : 'template_empty', name);
  });
  return {
    url: addressOf(inject('pgAppUrl'), name),
    adminUrl: addressOf(inject('pgAdminUrl'), name),
    drop: () =>
      asAdmin(async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

async function ensureSeededTemplate(admin: Client): Promise<void> {
  await admin.query('SELECT pg_advisory_lock($1)', [SEEDING_LOCK]);
  try {
    const found = await admin.query(`SELECT FROM pg_database WHERE datname = 'template_seeded'`);
    if (found.rowCount !== 0) return;
    await admin.query('DROP DATABASE IF EXISTS template_seeding WITH (FORCE)');
    await copyDatabase(admin, 'template_empty', 'template_seeding');
    await seed(addressOf(inject('pgAppUrl'), 'template_seeding'));
    await admin.query('ALTER DATABASE template_seeding RENAME TO template_seeded');
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [SEEDING_LOCK]);
  }
}

async function seed(url: string): Promise<void> {
  const { exitCode, output } = await runCommand({
    file: process.execPath,
    args: ['--conditions=react-server', 'prisma/seed/seed.ts'],
    cwd: PROJECT_ROOT,
    env: childEnvironment({ DATABASE_URL: url }),
  });
  if (exitCode !== 0) throw new Error(`prisma/seed/seed.ts failed:\n${output}`);
}

async function copyDatabase(admin: Client, template: string, name: string): Promise<void> {
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER waterline STRATEGY FILE_COPY`);
}

async function asAdmin(work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: inject('pgAdminUrl') });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function addressOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
