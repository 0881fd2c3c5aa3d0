import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../platform/errors.ts';
import type { Lock } from './lock.ts';
import { say } from './progress.ts';
import { keepSecret } from './secret.ts';
import type { StartSettings } from './settings.ts';
import { appUrl, startWebServer, type WebServer } from './web-server.ts';

/** A web server that ends sooner than this after its start would only end again. */
const RESTARTABLE_AFTER_MS = 10_000;

const CTRL_C_SPREAD_MS = 100;

/** What the app runs on. */
export interface ServeOptions {
  readonly settings: StartSettings;
  readonly databaseUrl: string;
  /** Said after the address, once. */
  readonly welcome: string | null;
  /** Told where the app answers, for a second start beside this one. */
  readonly lock: Lock;
  readonly signal: AbortSignal;
}

/**
 * Runs the web server until the program is to stop, starting it again if it ends by itself.
 *
 * @throws the signal's reason when stopped; AppError when the server cannot be kept up
 */
export async function serveApp(options: ServeOptions): Promise<never> {
  const { root, mode, env } = options.settings;
  const { host, port } = env;
  const secret = env.secret ?? keepSecret(options.settings.dataDir);
  let { welcome } = options;
  for (;;) {
    const web = await startWebServer({
      root,
      mode,
      host,
      port,
      databaseUrl: options.databaseUrl,
      secret,
      signal: options.signal,
      onSpawn: (server) => {
        options.lock.update({ server });
      },
    });
    const url = appUrl(host, port);
    options.lock.update({ url });
    say(`\nWaterline is running at ${url} (stop it with Ctrl-C).`);
    if (welcome !== null) say(welcome);
    welcome = null;
    const startedAtMs = performance.now();
    const how = await untilEnded(web, options.signal);
    options.lock.update({ url: null, server: null });
    if (performance.now() - startedAtMs < RESTARTABLE_AFTER_MS) {
      throw new AppError(
        'web-server-lost',
        `The web server ended by itself (${how}) right after its start. Its last lines are above.`,
      );
    }
    say(`The web server ended by itself (${how}); starting it again ...`);
  }
}

/** Waits until the server ends; stops it when the program is to stop. */
async function untilEnded(server: WebServer, signal: AbortSignal): Promise<string> {
  const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort');
  const how = await Promise.race([server.ended, stopped.then(() => null)]);
  // Ctrl-C reaches the server and this program alike; whichever hears it first, it was no accident.
  await sleep(CTRL_C_SPREAD_MS);
  if (how !== null && !signal.aborted) return how;
  await server.stop();
  throw signal.reason;
}
