import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDataDir } from './cluster.ts';
import { tryLock, type Lock } from './lock.ts';
import { say } from './progress.ts';
import type { StartSettings } from './settings.ts';

/**
 * Takes the lock that lets one start at a time work on a data folder. Beside a start that is still under way it
 * waits; beside a running app it says where that is.
 *
 * @returns `null` when the app is already running, so that there is nothing to do
 */
export async function takeStartLock(settings: StartSettings, signal: AbortSignal): Promise<Lock | null> {
  makeDataDir(settings.dataDir);
  const file = path.join(settings.dataDir, 'start.lock');
  for (let hasWaited = false; ; hasWaited = true) {
    const attempt = tryLock(file);
    if ('lock' in attempt) return attempt.lock;
    const { pid, url } = attempt.heldBy;
    if (url !== null) {
      say(`Waterline is already running at ${url} (process ${String(pid)}).`);
      say(
        'Stop it with Ctrl-C in its terminal. To run a second one, set PORT and WATERLINE_DATA_DIR to others.',
      );
      return null;
    }
    if (!hasWaited) say(`Another start (process ${String(pid)}) is under way; waiting for it ...`);
    await sleep(250, undefined, { signal });
  }
}
