import { buildApp } from './build-app.ts';
import { makeSetupLink } from './member-links.ts';
import { openDatabase, prepareDatabase } from './prepare.ts';
import { runProgram } from './run-program.ts';
import { serveApp } from './serve-app.ts';
import { readSettings, type StartSettings } from './settings.ts';
import { takeStartLock } from './start-lock.ts';
import type { StopRequest } from './stop-request.ts';
import { appUrl, checkPort, endOrphan } from './web-server.ts';

await runProgram((stop) => start(readSettings(process.argv.slice(2)), stop), { mustFinish: false });

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
