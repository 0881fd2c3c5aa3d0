import { migrate } from '../../prisma/migrate.ts';
import { AppError } from '../platform/errors.ts';
import { backUpBeforeMigration, type BeforeMigrationOptions } from './backup/back-up-before-migration.ts';
import { describeWayBack } from './backup/describe-way-back.ts';
import { say } from './progress.ts';

/** Which database to migrate. */
export interface MigrateDatabaseOptions extends Omit<BeforeMigrationOptions, 'onBackup'> {
  /** Whether it is the embedded one of the data folder, not the user's own. */
  readonly isEmbedded: boolean;
}

/**
 * Applies the migrations that a database lacks. One that holds data is backed up first, and the way back is told,
 * also when a migration fails.
 *
 * @throws AppError when the backup cannot be made (nothing is migrated then) or a migration fails
 */
export async function migrateDatabase(options: MigrateDatabaseOptions): Promise<void> {
  const backup = await backUpBeforeMigration({
    ...options,
    onBackup: () => {
      say('Backing up the database before migrating it ...');
    },
  });
  const wayBack = backup === null ? null : describeWayBack({ ...options, file: backup.file });
  if (backup !== null) say(`Backed it up to ${backup.file}.\n${String(wayBack)}`);
  try {
    await migrate({
      ...options,
      onProgress: (name) => {
        say(`Applying the migration ${name} ...`);
      },
    });
  } catch (error) {
    if (wayBack === null || !(error instanceof AppError)) throw error;
    throw new AppError(error.code, `${error.message}\n${wayBack}`, { cause: error });
  }
}
