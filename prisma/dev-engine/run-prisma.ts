// Runs the Prisma CLI with the schema engine of this folder: `npm run db -- migrate dev --name add_x`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { readSettings } from '#lib/start/settings.ts';
import { clusterUrl, readNotes } from '#lib/start/cluster.ts';
import { childEnvironment } from '#lib/start/run-command.ts';

const { root, dataDir, env } = readSettings([]);
const notes = env.databaseUrl === null ? readNotes(path.join(dataDir, 'cluster.json')) : null;
const databaseUrl = env.databaseUrl ?? (notes === null ? null : clusterUrl(notes, 'app', 'waterline'));

if (databaseUrl === null) {
  process.stderr.write(
    'There is no database yet: run `npm run dev` in another terminal first, or set DATABASE_URL.\n',
  );
  process.exitCode = 1;
} else {
  const { status } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/prisma/build/index.js'), ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: 'inherit',
      env: childEnvironment({
        DATABASE_URL: databaseUrl,
        // The app's role may not create databases; the embedded server's superuser makes the throwaway copy.
        ...(notes === null ? {} : { SHADOW_DATABASE_URL: clusterUrl(notes, 'superuser', 'postgres') }),
        PRISMA_SCHEMA_ENGINE_BINARY: path.join(import.meta.dirname, 'schema-engine-cli.ts'),
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
      }),
    },
  );
  process.exitCode = status ?? 1;
}
