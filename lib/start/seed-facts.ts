import { createHash } from 'node:crypto';
import path from 'node:path';
import { Client } from 'pg';
import { computeFingerprint, isStamped, writeStamp } from './fingerprint.ts';
import { explainFailure } from './explain-failure.ts';
import { childEnvironment, runCommand } from './run-command.ts';

const INPUTS = ['prisma/seed', 'lib/contracts/facts', 'lib/services/imports', 'lib/services/implied-saving'];

/** What is to be filled and where to remember that it was. */
export interface SeedOptions {
  readonly root: string;
  readonly databaseUrl: string;
  readonly stampFile: string;
  readonly signal: AbortSignal;
}

/**
 * Imports the shipped facts unless exactly these were imported into exactly this database before.
 *
 * @returns what the import said, or `null` when there was nothing to do
 * @throws AppError with the import's own words when a row is refused; nothing of it is kept then
 */
export async function seedFacts(options: SeedOptions): Promise<string | null> {
  const fingerprint = createHash('sha256')
    .update(computeFingerprint(options.root, INPUTS))
    .update(await identifyDatabase(options.databaseUrl))
    .digest('hex');
  if (isStamped(options.stampFile, fingerprint)) return null;
  const { exitCode, output } = await runCommand({
    file: process.execPath,
    args: ['--conditions=react-server', path.join(options.root, 'prisma/seed/seed.ts')],
    cwd: options.root,
    env: childEnvironment({ DATABASE_URL: options.databaseUrl }),
    signal: options.signal,
  });
  if (exitCode !== 0) {
    throw explainFailure('Importing the facts', output, 'Mend the file that it names and start again.');
  }
  writeStamp(options.stampFile, fingerprint);
  return output;
}

/** A database that was dropped and made again is another one, although its address is the same. */
async function identifyDatabase(databaseUrl: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const answer = await client.query<{ identity: string }>(
      `SELECT concat_ws('/', inet_server_addr(), inet_server_port(), oid,
                (SELECT min(started_at) FROM public._prisma_migrations)) AS identity
         FROM pg_database WHERE datname = current_database()`,
    );
    return answer.rows[0]?.identity ?? '';
  } finally {
    await client.end();
  }
}
