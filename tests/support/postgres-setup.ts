import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { Client } from 'pg';
import { migrate } from '#prisma/migrate.ts';
import { clusterUrl } from '#lib/start/cluster.ts';
import { generateClient } from '#lib/start/generate-client.ts';
import { PROJECT_ROOT, startTestCluster } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address of the database `postgres` of the run's throwaway server. */
    pgAdminUrl: string;
    /** Address of the database `waterline` for the app's role; other databases differ in their name only. */
    pgAppUrl: string;
  }
}

/**
 * Starts one PostgreSQL for the whole run, with a migrated database to copy from, and makes sure that the
 * database client is generated. Databases are handed out by `createTestDatabase`.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await generateClient(PROJECT_ROOT, new AbortController().signal);
  const server = await startTestCluster();
  try {
    const pgAdminUrl = clusterUrl(server.cluster.notes, 'superuser', 'postgres');
    await makeEmptyTemplate(pgAdminUrl, server.url);
    project.provide('pgAdminUrl', pgAdminUrl);
    project.provide('pgAppUrl', server.url);
  } catch (error) {
    await server.remove();
    throw error;
  }
  return server.remove;
}

async function makeEmptyTemplate(adminUrl: string, appUrl: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query('CREATE DATABASE template_empty OWNER waterline');
  await admin.end();
  const url = new URL(appUrl);
  url.pathname = '/template_empty';
  await migrate({
    connectionString: url.toString(),
    migrationsDir: path.join(PROJECT_ROOT, 'prisma/migrations'),
  });
}
