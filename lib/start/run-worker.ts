// Keeps data current in a process of its own, beside any number of web servers: `npm run worker`.
import path from 'node:path';
import { runWorker } from '../jobs/worker.ts';
import { AppError } from '../platform/errors.ts';
import { clusterUrl, readNotes } from './cluster.ts';
import { say } from './progress.ts';
import { runProgram } from './run-program.ts';
import { keepSecret } from './secret.ts';
import { readSettings, type StartSettings } from './settings.ts';

await runProgram(
  async ({ signal }) => {
    const settings = readSettings([]);
    if (settings.env.refresh === 'off') {
      throw new AppError(
        'refresh-off',
        'WATERLINE_REFRESH is off. Set it to worker, so that only workers refresh.',
      );
    }
    process.env['DATABASE_URL'] = findDatabase(settings);
    // The web server's own: what it sealed, the worker opens.
    process.env['WATERLINE_SECRET'] = settings.env.secret ?? keepSecret(settings.dataDir);
    say('The refresh worker is running (stop it with Ctrl-C).');
    await runWorker(signal);
    say('Stopped.');
  },
  { mustFinish: false },
);

function findDatabase({ env, dataDir }: StartSettings): string {
  const notes = env.databaseUrl === null ? readNotes(path.join(dataDir, 'cluster.json')) : null;
  const url = env.databaseUrl ?? (notes === null ? null : clusterUrl(notes, 'app', 'waterline'));
  if (url !== null) return url;
  throw new AppError('database-absent', 'There is no database yet: run npm start first.');
}
