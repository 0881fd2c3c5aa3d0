import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { APP_ROLE, clusterUrl, prepareCluster, type Cluster, type ClusterOptions } from './cluster.ts';
import { initCluster } from './postgres-init.ts';
import { startServer, stopServer } from './postgres-server.ts';

/** An embedded PostgreSQL that is up. */
export interface EmbeddedDatabase {
  readonly cluster: Cluster;
  /** Address of the app's database for the app's role. */
  readonly url: string;
  readonly wasCreated: boolean;
  readonly wasRunning: boolean;
  readonly stop: () => Promise<void>;
}

/** How to open an embedded PostgreSQL. */
export interface EmbeddedOptions extends ClusterOptions {
  readonly signal: AbortSignal;
  /** Server settings, such as `fsync=off`. */
  readonly settings?: readonly string[];
  readonly initArguments?: readonly string[];
  /** Called with the data's folder before it is made. */
  readonly onCreate?: (folder: string) => void;
}

/**
 * Brings up the embedded PostgreSQL of a data folder: makes it on first use, takes over one that runs, recovers
 * one that crashed, and sees to the app's role and database.
 *
 * @throws AppError that says what stands in the way and what to do
 */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const prepared = prepareCluster(options);
  if (!existsSync(prepared.pgData)) options.onCreate?.(prepared.pgData);
  const wasCreated = await initCluster(prepared, options.signal, options.initArguments);
  const { cluster, wasRunning } = await startUnlessStopped(prepared, options);
  try {
    await ensureAppDatabase(cluster);
  } catch (error) {
    await stopServer(cluster);
    throw error;
  }
  const stop = (): Promise<void> => stopServer(cluster);
  return { cluster, url: clusterUrl(cluster.notes, 'app', APP_ROLE), wasCreated, wasRunning, stop };
}

/** A start that is broken off must not leave the server that was just coming up. */
async function startUnlessStopped(
  cluster: Cluster,
  { signal, settings }: EmbeddedOptions,
): ReturnType<typeof startServer> {
  try {
    return await startServer(cluster, signal, settings);
  } catch (error) {
    if (signal.aborted) await stopServer(cluster);
    throw error;
  }
}

/** Makes what is missing of the app's role and database; running it again changes nothing. */
async function ensureAppDatabase(cluster: Cluster): Promise<void> {
  const client = new Client({ connectionString: clusterUrl(cluster.notes, 'superuser', 'postgres') });
  await client.connect();
  try {
    const found = await client.query<{ has_role: boolean; has_database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS has_role,
              EXISTS (SELECT FROM pg_database WHERE datname = $1) AS has_database`,
      [APP_ROLE],
    );
    if (found.rows[0]?.has_role !== true) {
      const password = client.escapeLiteral(cluster.notes.appPassword);
      await client.query(`CREATE ROLE ${APP_ROLE} LOGIN PASSWORD ${password}`);
    }
    if (found.rows[0]?.has_database !== true) {
      await client.query(`CREATE DATABASE ${APP_ROLE} OWNER ${APP_ROLE}`);
    }
  } finally {
    await client.end();
  }
}
