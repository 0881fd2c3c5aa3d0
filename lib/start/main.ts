import { inspect } from 'node:util';
import { AppError } from '../platform/errors.ts';
import { buildApp } from './build-app.ts';
import { explainSystemError } from './explain-failure.ts';
import { openDatabase, prepareDatabase } from './prepare.ts';
import { makeSetupLink } from './member-links.ts';
import { complain, say } from './progress.ts';
import { serveApp } from './serve-app.ts';
import { readSettings, type StartSettings } from './settings.ts';
import { takeStartLock } from './start-lock.ts';
import { listenForStop, type StopRequest } from './stop-request.ts';
import { appUrl, checkPort, endOrphan } from './web-server.ts';

// Whoever read our lines may be gone before us, as npm is after SIGTERM; that must not cut the clean stop short.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const stop = listenForStop();
try {
  await start(readSettings(process.argv.slice(2)), stop);
} catch (error) {
  // A wait that was cut short fails with a word of its own; what counts is why it was cut.
  report(stop.signal.aborted ? stop.signal.reason : error);
} finally {
  stop.dispose();
}

/** Takes every step from nothing to a running app, and undoes them in reverse order at the end. */
async function start(settings: StartSettings, request: StopRequest): Promise<void> {
  const lock = await takeStartLock(settings, request.signal);
  if (lock === null) return;
  const undo: (() => Promise<void> | void)[] = [lock.release];
  try {
    await endOrphan(lock.takenFrom);
    await checkPort(settings.env.host, settings.env.port);
    const database = await openDatabase(settings, request);
    undo.push(database.close);
    await prepareDatabase(settings, database.url, request.signal);
    if (settings.mode === 'start') await buildApp(settings.root, request.signal);
    const { env } = settings;
    const setupUrl = await makeSetupLink(database.url, env.publicUrl ?? appUrl(env.host, env.port));
    await serveApp({
      settings,
      databaseUrl: database.url,
      welcome:
        setupUrl === null
          ? null
          : `Nobody has an account yet. Whoever opens this link within a day becomes the owner:\n${setupUrl}`,
      lock,
      signal: request.signal,
    });
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

function report(error: unknown): void {
  if (error instanceof AppError && error.code === 'start-stopped') {
    say('Stopped.');
    return;
  }
  process.exitCode = 1;
  const explained = error instanceof AppError ? error : explainSystemError(error);
  complain(explained?.message ?? `This is a fault in Waterline itself, please report it:\n${inspect(error)}`);
}
