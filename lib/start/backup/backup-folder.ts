import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Backups before a migration that are kept. */
const KEPT = 3;

const BEFORE_MIGRATION = /^before-(?<migration>.+)-(?<stamp>\d{8}T\d{9}Z)\.backup\.gz$/;

/** Where backups lie unless another file is named; made if need be, for its owner only. */
export function makeBackupFolder(dataDir: string): string {
  const folder = path.join(dataDir, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Name of a backup that somebody asked for. */
export function nameBackup(madeAt: Date): string {
  return `waterline-${stamp(madeAt)}.backup.gz`;
}

/** Name of the backup that is made before a migration. */
export function nameBackupBefore(migration: string, madeAt: Date): string {
  return `before-${migration}-${stamp(madeAt)}.backup.gz`;
}

/**
 * Removes backups before migrations but the last three. One that was made again before the same migration, because
 * that failed, takes the place of the former, so that a start tried again and again never pushes out the way back.
 */
export function removeOldBackups(folder: string): void {
  const found = readdirSync(folder).flatMap((name) => {
    const groups = BEFORE_MIGRATION.exec(name)?.groups;
    return groups === undefined
      ? []
      : [{ name, migration: groups['migration'], stamp: groups['stamp'] ?? '' }];
  });
  const newestFirst = found.sort((a, b) => (a.stamp < b.stamp ? 1 : -1));
  const kept = newestFirst
    .filter((file, at) => newestFirst.findIndex(({ migration }) => migration === file.migration) === at)
    .slice(0, KEPT);
  for (const file of found) {
    if (!kept.includes(file)) rmSync(path.join(folder, file.name), { force: true });
  }
}

function stamp(madeAt: Date): string {
  return madeAt.toISOString().replaceAll(/[-:.]/g, '');
}
