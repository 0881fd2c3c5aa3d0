import path from 'node:path';
import { parseArgs } from 'node:util';
import { now } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { makeBackupFolder, nameBackup } from './backup/backup-folder.ts';
import { describeRestore } from './backup/describe-way-back.ts';
import { writeBackup, type Backup } from './backup/write-backup.ts';
import { borrowDatabase } from './borrow-database.ts';
import { readProductVersion } from './product-version.ts';
import { say } from './progress.ts';
import { resolveTyped } from './resolve-typed.ts';
import { runProgram } from './run-program.ts';
import { readSettings, type StartSettings } from './settings.ts';

const USAGE = 'Write: npm run backup -- [--with-secrets] [--out FILE]';

await runProgram(
  async ({ signal }) => {
    const { out, withSecrets } = readArguments(process.argv.slice(2));
    const settings = readSettings([]);
    const madeAt = now();
    const database = await borrowDatabase({ settings, purpose: 'read', signal });
    try {
      say('Backing up ...');
      const backup = await writeBackup({
        connectionString: database.url,
        signal,
        file: out ?? path.join(makeBackupFolder(settings.dataDir), nameBackup(madeAt)),
        withSecrets,
        madeAt,
        productVersion: readProductVersion(settings.root),
      });
      tell(backup, settings);
    } finally {
      await database.close();
    }
  },
  { mustFinish: true },
);

function readArguments(args: string[]): { out: string | null; withSecrets: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: { out: { type: 'string' }, 'with-secrets': { type: 'boolean', default: false } },
    });
    return {
      out: values.out === undefined ? null : resolveTyped(values.out),
      withSecrets: values['with-secrets'],
    };
  } catch (cause) {
    throw new AppError('usage', `${cause instanceof Error ? cause.message : String(cause)}\n${USAGE}`, {
      cause,
    });
  }
}

function tell({ file, sizeBytes, header, manifest }: Backup, settings: StartSettings): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  say(
    `Backed up ${rows} rows of ${manifest.tables.length} tables to ${file} (${Math.ceil(sizeBytes / 1024)} kB).`,
  );
  if (header.holdsSecrets) say('It holds password hashes, sessions and tokens: keep it as safe as those.');
  const { tables, columns } = manifest.leftOut;
  if (tables.length + columns.length > 0) {
    say(`Left out, as --with-secrets was not given: ${[...tables, ...columns].join(', ')}.`);
  }
  say('To restore it beside the present database:');
  say(describeRestore({ file, dataDir: settings.dataDir, isEmbedded: settings.env.databaseUrl === null }));
}
