import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { listFinishedMigrations, takeMigrationLock } from '../../prisma/migrate.ts';
import { AppError } from '../platform/errors.ts';
import {
  BACKUP_FORMAT,
  BACKUP_KIND,
  END_OF_ROWS,
  type BackupHeader,
  type BackupManifest,
  type TableEntry,
  type TableLine,
} from './backup-format.ts';
import { withBackupSession, type SessionOptions } from './backup-session.ts';
import { computeKeyTotal, selectRows } from './key-total.ts';
import { listTables } from './list-tables.ts';
import { planTables, type TablePlan } from './plan-tables.ts';
import { startTally } from './row-tally.ts';
import { readSequences } from './sequences.ts';

/** What to back up. */
export interface BackupChoice extends SessionOptions {
  /** Whether passwords, sessions and tokens are in it too. */
  readonly withSecrets: boolean;
  readonly madeAt: Date;
  readonly productVersion: string;
}

/** A backup that is being made; its content is to be read to the end, once. */
export interface OpenBackup {
  readonly client: Client;
  readonly header: BackupHeader;
  /** The text of the backup, not compressed yet. */
  readonly content: AsyncIterable<Buffer>;
  /** What was written. Throws before the content has ended. */
  readonly manifest: () => BackupManifest;
}

/**
 * Gives `take` all tables of the schema `public` as they stood at one instant: others may write meanwhile, only
 * migrations wait.
 *
 * @throws AppError when the database is not Waterline's or is lost in the middle; what `take` throws
 */
export async function withBackup<Answer>(
  options: BackupChoice,
  take: (backup: OpenBackup) => Promise<Answer>,
): Promise<Answer> {
  return withBackupSession(options, async (client) => {
    await takeMigrationLock(client, 'together');
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const header = await describeDatabase(client, options);
    const parts: { manifest?: BackupManifest } = {};
    return take({
      client,
      header,
      content: composeBackup(client, header, (manifest) => (parts.manifest = manifest)),
      manifest: () => {
        if (parts.manifest === undefined) throw new Error('the backup ended before its manifest');
        return parts.manifest;
      },
    });
  });
}

async function describeDatabase(client: Client, options: BackupChoice): Promise<BackupHeader> {
  const migrations = await listFinishedMigrations(client);
  if (migrations.length === 0) {
    throw new AppError(
      'backup-nothing',
      'This database holds no tables of Waterline, so there is nothing to back up. Look at DATABASE_URL and WATERLINE_DATA_DIR.',
    );
  }
  return {
    kind: BACKUP_KIND,
    format: BACKUP_FORMAT,
    productVersion: options.productVersion,
    madeAt: options.madeAt.toISOString(),
    holdsSecrets: options.withSecrets,
    migrations,
  };
}

async function* composeBackup(
  client: Client,
  header: BackupHeader,
  onManifest: (manifest: BackupManifest) => void,
): AsyncGenerator<Buffer> {
  const seal = createHash('sha256');
  const line = (value: object): Buffer => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    seal.update(bytes);
    return bytes;
  };
  const plan = planTables(await listTables(client), header.holdsSecrets);
  yield line(header);
  const tables: TableEntry[] = [];
  for (const table of plan.tables) {
    yield line({ table: table.name, columns: [...table.columns] } satisfies TableLine);
    tables.push(yield* copyRows(client, table));
  }
  const manifest = { tables, sequences: await readSequences(client), leftOut: plan.leftOut };
  onManifest(manifest);
  yield line(manifest);
  yield Buffer.from(`${JSON.stringify({ sha256: seal.digest('hex') })}\n`);
}

async function* copyRows(client: Client, table: TablePlan): AsyncGenerator<Buffer, TableEntry> {
  const tally = startTally();
  const rows = client.query(copyTo(`COPY (${selectRows(client, table)}) TO STDOUT`));
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    tally.add(chunk);
    yield chunk;
  }
  yield Buffer.from(END_OF_ROWS);
  const counted = tally.finish();
  const { rows: storedRows, keyTotal } = await computeKeyTotal(client, table);
  if (storedRows !== counted.rows) {
    throw new Error(`${table.name} has ${storedRows} rows but ${counted.rows} were copied`);
  }
  return { name: table.name, columns: [...table.columns], ...counted, keyTotal };
}
