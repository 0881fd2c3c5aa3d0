/** The servers that the HTTP benches load: the built app, and raw node + pg as the yardstick. */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';

import { makeSecretToken } from '#lib/platform/secret-token.ts';
import { findFreePort } from '#lib/start/ports.ts';
import { seedFacts } from '#lib/start/seed-facts.ts';
import { startWebServer } from '#lib/start/web-server.ts';
import { migrate } from '#prisma/migrate.ts';
import { makeTestFolder, PROJECT_ROOT, startTestCluster } from '#tests/support/cluster.ts';

const { signal } = new AbortController();

export interface BenchServer {
  readonly port: number;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** A throwaway PostgreSQL with the shipped facts. */
export async function startSeededDatabase(): Promise<{ url: string; remove: () => Promise<void> }> {
  const cluster = await startTestCluster();
  const stampFolder = makeTestFolder();
  const remove = async (): Promise<void> => {
    await cluster.remove();
    await rm(stampFolder, { recursive: true });
  };

  try {
    await migrate({
      connectionString: cluster.url,
      migrationsDir: path.join(PROJECT_ROOT, 'prisma/migrations'),
    });
    const stampFile = path.join(stampFolder, 'seeded');
    await seedFacts({ root: PROJECT_ROOT, databaseUrl: cluster.url, stampFile, signal });
  } catch (error) {
    await remove();
    throw error;
  }

  return { url: cluster.url, remove };
}

/** The production server on the existing build. */
export async function startApp(databaseUrl: string): Promise<BenchServer> {
  if (!existsSync(path.join(PROJECT_ROOT, '.next/BUILD_ID'))) {
    throw new Error('There is no build. Run npm run build first.');
  }
  process.env['WATERLINE_REFRESH'] ??= 'off';
  const port = await findFreePort();
  const options = {
    root: PROJECT_ROOT,
    mode: 'start',
    host: '127.0.0.1',
    port,
    databaseUrl,
    secret: makeSecretToken(),
    signal,
  } as const;
  const server = await startWebServer(options);

  return { port, pid: server.pid, stop: server.stop };
}

/** Raw node http with one prepared query by pg on the same database. */
export async function startRawServer(databaseUrl: string): Promise<BenchServer> {
  const port = await findFreePort();
  const child = fork(path.join(import.meta.dirname, 'raw-server.ts'), [databaseUrl, String(port)]);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  await Promise.race([new Promise((resolve) => child.once('message', resolve)), ended]);
  if (child.exitCode !== null) throw new Error('the raw server did not start');

  return {
    port,
    pid: child.pid ?? 0,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
