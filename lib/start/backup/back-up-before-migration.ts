import path from 'node:path';
import { listFinishedMigrations, pendingMigrations } from '../../../prisma/migrate.ts';
import { makeBackupFolder, nameBackupBefore, removeOldBackups } from './backup-folder.ts';
import { withBackupSession, type SessionOptions } from '../../backup/backup-session.ts';
import { listFilledTables } from '../../backup/list-tables.ts';
import { writeBackup, type Backup } from './write-backup.ts';

/** Which database is about to be migrated, and where its backup goes. */
export interface BeforeMigrationOptions extends SessionOptions {
  readonly migrationsDir: string;
  readonly dataDir: string;
  readonly madeAt: Date;
  readonly productVersion: string;
  /** Called before a backup is made. */
  readonly onBackup: () => void;
}

/**
 * Backs up a database that holds data and lacks a migration, secrets included, since the backup is for going back;
 * keeps the last three such backups.
 *
 * @returns `null` when nothing is to be migrated or there is nothing to lose
 */
export async function backUpBeforeMigration(options: BeforeMigrationOptions): Promise<Backup | null> {
  const [migration] = await pendingMigrations(options);
  if (migration === undefined || !(await holdsData(options))) return null;
  options.onBackup();
  const folder = makeBackupFolder(options.dataDir);
  const backup = await writeBackup({
    ...options,
    file: path.join(folder, nameBackupBefore(migration, options.madeAt)),
    withSecrets: true,
  });
  removeOldBackups(folder);
  return backup;
}

/** Whether rows of Waterline are there; the migration itself refuses a database that is somebody else's. */
async function holdsData(options: SessionOptions): Promise<boolean> {
  return withBackupSession(options, async (client) => {
    if ((await listFinishedMigrations(client)).length === 0) return false;
    return (await listFilledTables(client)).length > 0;
  });
}
