import type { BackupHeader, BackupManifest } from '../../backup/backup-format.ts';
import { withBackup, type BackupChoice } from '../../backup/compose-backup.ts';
import { writeWholeFile } from './write-whole-file.ts';

/** What to back up, and where to. */
export interface BackupOptions extends BackupChoice {
  readonly file: string;
}

/** A backup that was made. */
export interface Backup {
  readonly file: string;
  readonly sizeBytes: number;
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
}

/**
 * Writes all tables of the schema `public` into one file, as they stood at one instant. The file is there whole or not
 * at all.
 *
 * @throws AppError when the database is not Waterline's, is lost in the middle, or the file cannot be made
 */
export async function writeBackup(options: BackupOptions): Promise<Backup> {
  return withBackup(options, async ({ header, content, manifest }) => {
    const sizeBytes = await writeWholeFile(options.file, content);
    return { file: options.file, sizeBytes, header, manifest: manifest() };
  });
}
