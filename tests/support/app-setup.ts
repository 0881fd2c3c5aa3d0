import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '#prisma/migrate.ts';
import { buildApp } from '#lib/start/build-app.ts';
import { generateClient } from '#lib/start/generate-client.ts';
import { makeSecretToken } from '#lib/platform/secret-token.ts';
import { findFreePort } from '#lib/start/ports.ts';
import { seedFacts } from '#lib/start/seed-facts.ts';
import { appUrl, startWebServer } from '#lib/start/web-server.ts';
import { makeTestFolder, PROJECT_ROOT, startTestCluster } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built app, running on a seeded throwaway database. */
    baseUrl: string;
    /** Its database, for a second server on the same facts. */
    databaseUrl: string;
  }
}

const HOST = '127.0.0.1';

/**
 * Brings up the app as users get it: client generated, app built if its sources changed, all facts in a
 * throwaway PostgreSQL, `next start` on a free port. Undoes what it did, in reverse, also when a step fails.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const undo: (() => Promise<void>)[] = [];
  const tearDown = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  process.env['WATERLINE_REFRESH'] = 'off';
  // Receivers of the tests stand on this machine.
  process.env['WEBHOOK_ALLOWED_HOSTS'] = '127.0.0.1';
  try {
    const { signal } = new AbortController();
    await generateClient(PROJECT_ROOT, signal);
    await buildApp(PROJECT_ROOT, signal);
    const cluster = await startTestCluster();
    undo.push(cluster.remove);
    await migrate({
      connectionString: cluster.url,
      migrationsDir: path.join(PROJECT_ROOT, 'prisma/migrations'),
    });
    const stampFolder = makeTestFolder();
    undo.push(() => rm(stampFolder, { recursive: true }));
    await seedFacts({
      root: PROJECT_ROOT,
      databaseUrl: cluster.url,
      stampFile: path.join(stampFolder, 'seeded'),
      signal,
    });
    const port = await findFreePort();
    const server = await startWebServer({
      root: PROJECT_ROOT,
      mode: 'start',
      host: HOST,
      port,
      databaseUrl: cluster.url,
      secret: makeSecretToken(),
      signal,
    });
    undo.push(server.stop);
    project.provide('baseUrl', appUrl(HOST, port));
    project.provide('databaseUrl', cluster.url);
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
