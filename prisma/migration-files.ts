import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#lib/platform/errors.ts';

/** One migration as it lies in the folder. */
export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file's bytes, hexadecimal: what Prisma records. */
  readonly checksum: string;
  /** The checksum and those of the same text with the other line ends, which a checkout on Windows makes. */
  readonly acceptedChecksums: readonly string[];
}

/** Such a statement would end the transaction that makes a migration all or nothing. */
const TRANSACTION_CONTROL = /^\s*(begin|start|commit|rollback)(\s+(work|transaction))?\s*;/im;

/**
 * Reads the migrations of a folder, oldest first.
 *
 * @throws AppError when the folder is missing or a migration holds no SQL or controls its own transaction
 */
export async function readMigrations(migrationsDir: string): Promise<MigrationFile[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError(
      'migrations-missing',
      `The folder ${migrationsDir} with the migrations cannot be read. Restore it from the repository.`,
      { cause },
    );
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(migrationsDir, name)));
}

async function readMigration(migrationsDir: string, name: string): Promise<MigrationFile> {
  const file = path.join(migrationsDir, name, 'migration.sql');
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new AppError('migrations-missing', `${file} cannot be read. Restore it from the repository.`, {
      cause,
    });
  });
  const sql = bytes.toString('utf8');
  const control = TRANSACTION_CONTROL.exec(sql)?.[0];
  if (control !== undefined) {
    throw new AppError(
      'migration-transaction',
      `${file} contains "${control.trim()}". Each migration runs in one transaction of the runner: remove that statement.`,
    );
  }
  const withLf = sql.replaceAll('\r\n', '\n');
  return {
    name,
    sql,
    checksum: sha256(bytes),
    acceptedChecksums: [sha256(bytes), sha256(withLf), sha256(withLf.replaceAll('\n', '\r\n'))],
  };
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
