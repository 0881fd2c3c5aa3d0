// Keeps data current in a process of its own, beside any number of web servers: `npm run worker`.
import path from 'node:path';
import { AppError } from '../platform/errors.ts';
import { runWorker } from '../jobs/worker.ts';
import { clusterUrl, readNotes } from './cluster.ts';
import { complain, say } from './progress.ts';
import { readSettings } from './settings.ts';
import { listenForStop } from './stop-request.ts';

const stop = listenForStop();
try {
  const { env, dataDir } = readSettings([]);
  if (env.refresh === 'off') {
    throw new AppError(
      'refresh-off',
      'WATERLINE_REFRESH is off. Set it to worker, so that only workers refresh.',
    );
  }
  const notes = env.databaseUrl === null ? readNotes(path.join(dataDir, 'cluster.json')) : null;
  const databaseUrl = env.databaseUrl ?? (notes === null ? null : clusterUrl(notes, 'app', 'waterline'));
  if (databaseUrl === null) {
    throw new AppError('database-absent', 'There is no database yet: run npm start first.');
  }
  process.env['DATABASE_URL'] = databaseUrl;
  say('The refresh worker is running (stop it with Ctrl-C).');
  await runWorker(stop.signal);
  say('Stopped.');
} catch (error) {
  process.exitCode = 1;
  complain(error instanceof Error ? error.message : String(error));
} finally {
  stop.dispose();
}
