import 'server-only';
import { pino, type Logger } from 'pino';
import { env } from './env.ts';

/** Never written out, wherever they occur in a logged object. */
const SECRET_PATHS = [
  'password',
  '*.password',
  'databaseUrl',
  '*.databaseUrl',
  'connectionString',
  '*.connectionString',
];

let remembered: Logger | null = null;

/** The server's log: JSON lines on standard output at `LOG_LEVEL`, connection secrets left out. */
export function log(): Logger {
  remembered ??= pino({
    name: 'waterline',
    level: env().logLevel,
    redact: { paths: SECRET_PATHS, censor: '[hidden]' },
  });
  return remembered;
}
