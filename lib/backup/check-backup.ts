import { readMigrations, type MigrationFile } from '../../prisma/migration-files.ts';
import { AppError } from '../platform/errors.ts';
import type { AppliedMigration, BackupHeader, BackupManifest } from './backup-format.ts';
import { passOver, readBackup } from './read-backup.ts';

/** A backup that is whole and that this version can restore. */
export interface CheckedBackup {
  readonly file: string;
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
  /** The migrations that make its tables, oldest first. */
  readonly migrations: readonly MigrationFile[];
}

/**
 * Reads a whole backup, checks every checksum and finds its migrations in the folder; no database is touched.
 *
 * @throws AppError when it is damaged, no backup, or of a schema that this version does not know
 */
export async function checkBackup(
  file: string,
  migrationsDir: string,
  signal?: AbortSignal,
): Promise<CheckedBackup> {
  const { header, manifest } = await readBackup(file, passOver, signal);
  const known = await readMigrations(migrationsDir);
  refuseUnknown(file, header, known);
  const wanted = new Map(header.migrations.map(({ name, checksum }) => [name, checksum]));
  const migrations = known.filter(({ name }) => wanted.has(name));
  const edited = migrations.filter(
    ({ name, acceptedChecksums }) => !acceptedChecksums.includes(wanted.get(name) ?? ''),
  );
  if (edited.length > 0) {
    throw new AppError(
      'restore-other-schema',
      `${file} was made with other contents of ${listNames(edited)} than this version has in prisma/migrations, so its tables ` +
        `may differ. Restore it with the version that made it: Waterline ${header.productVersion}.`,
    );
  }
  return { file, header, manifest, migrations };
}

function refuseUnknown(file: string, header: BackupHeader, known: readonly MigrationFile[]): void {
  const names = new Set(known.map(({ name }) => name));
  const unknown = header.migrations.filter(({ name }) => !names.has(name));
  if (unknown.length === 0) return;
  throw new AppError(
    'restore-newer-schema',
    `${file} has a newer schema than this version of Waterline knows (${listNames(unknown)}). ` +
      `Restore it with the version that made it: Waterline ${header.productVersion}.`,
  );
}

function listNames(migrations: readonly AppliedMigration[]): string {
  return migrations.map(({ name }) => name).join(', ');
}
