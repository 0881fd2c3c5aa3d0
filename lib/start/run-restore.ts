import path from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../prisma/migrate.ts';
import { AppError } from '../platform/errors.ts';
import { checkBackup, type CheckedBackup } from '../backup/check-backup.ts';
import type { TableEntry } from '../backup/backup-format.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { borrowDatabase } from './borrow-database.ts';
import { say } from './progress.ts';
import { resolveTyped } from './resolve-typed.ts';
import { runProgram } from './run-program.ts';
import { readSettings } from './settings.ts';

const USAGE = 'Write: npm run restore -- FILE [--no-migrate]';

await runProgram(
  async ({ signal }) => {
    const { file, isMigrated } = readArguments(process.argv.slice(2));
    const settings = readSettings([]);
    const migrationsDir = path.join(settings.root, 'prisma/migrations');
    const backup = await checkBackup(file, migrationsDir, signal);
    tellSource(backup);
    const database = await borrowDatabase({ settings, purpose: 'fill', signal });
    try {
      tellResult(await restoreBackup({ connectionString: database.url, signal, backup }), backup);
      if (isMigrated) await migrateForward(database.url, migrationsDir);
    } finally {
      await database.close();
    }
  },
  { mustFinish: true },
);

function readArguments(args: string[]): { file: string; isMigrated: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'no-migrate': { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('Name the one backup to restore.');
    return { file: resolveTyped(file), isMigrated: !values['no-migrate'] };
  } catch (cause) {
    throw new AppError('usage', `${cause instanceof Error ? cause.message : String(cause)}\n${USAGE}`, {
      cause,
    });
  }
}

async function migrateForward(connectionString: string, migrationsDir: string): Promise<void> {
  await migrate({
    connectionString,
    migrationsDir,
    onProgress: (name) => {
      say(`Applying the migration ${name}, which came after the backup ...`);
    },
  });
}

function tellSource({ file, header }: CheckedBackup): void {
  say(`${file} is whole: Waterline ${header.productVersion} made it at ${header.madeAt}.`);
}

function tellResult(tables: readonly TableEntry[], { manifest }: CheckedBackup): void {
  const width = Math.max(...tables.map(({ name }) => name.length));
  for (const { name, rows, keyTotal } of tables) {
    say(`  ${name.padEnd(width)} ${String(rows).padStart(9)} rows, key total ${keyTotal}`);
  }
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  say(`Restored ${rows} rows of ${tables.length} tables; row counts and key totals agree with the backup.`);
  const { tables: leftOut, columns } = manifest.leftOut;
  if (columns.length + leftOut.length > 0) {
    say(`The backup holds no secrets (${[...leftOut, ...columns].join(', ')}).`);
    say('A member gets a new password by a link, while npm start is running: npm run reset-link -- <e-mail>');
  }
}
