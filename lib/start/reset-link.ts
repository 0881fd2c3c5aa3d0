// Prints a link by which a member chooses a new password: `npm run reset-link -- ana@example.org`.
import path from 'node:path';
import { AppError } from '../platform/errors.ts';
import { clusterUrl, readNotes } from './cluster.ts';
import { makeMemberResetLink } from './member-links.ts';
import { complain, say } from './progress.ts';
import { readSettings } from './settings.ts';
import { appUrl } from './web-server.ts';

try {
  const email = process.argv[2];
  if (email === undefined) {
    throw new AppError('email-missing', 'Say whose: npm run reset-link -- ana@example.org');
  }
  const { env, dataDir } = readSettings([]);
  const notes = env.databaseUrl === null ? readNotes(path.join(dataDir, 'cluster.json')) : null;
  const databaseUrl = env.databaseUrl ?? (notes === null ? null : clusterUrl(notes, 'app', 'waterline'));
  if (databaseUrl === null) {
    throw new AppError('database-absent', 'There is no database yet: run npm start first.');
  }
  const origin = env.publicUrl ?? appUrl(env.host, env.port);
  say(`It works once, within two hours:\n${await makeMemberResetLink(databaseUrl, origin, email)}`);
} catch (error) {
  process.exitCode = 1;
  const isRefused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
  complain(
    isRefused
      ? 'The database does not answer. Run this while npm start is running, in another terminal.'
      : error instanceof Error
        ? error.message
        : String(error),
  );
}
