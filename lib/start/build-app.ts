import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { computeFingerprint, isStamped, writeStamp } from './fingerprint.ts';
import { waitForLock } from './lock.ts';
import { longStep, say } from './progress.ts';
import { explainFailure } from './explain-failure.ts';
import { childEnvironment, runCommand } from './run-command.ts';

/** Everything that can change what the build makes. Next rewrites tsconfig.json itself, so that is not here. */
const INPUTS = [
  ...['app', 'lib', 'prisma/schema', 'prisma/migrate.ts', 'prisma/migration-files.ts'],
  ...['next.config.js', 'proxy.ts', 'instrumentation.ts', 'package.json', 'package-lock.json'],
];

/**
 * Builds the app into .next unless the build there was made from exactly these sources. The stamp is removed
 * before and written after, so that a build that was interrupted is never served. Two starts at once build once.
 *
 * @param root the project folder
 * @returns whether it was built now
 * @throws AppError with the build's last words
 */
export async function buildApp(root: string, signal: AbortSignal): Promise<boolean> {
  const stamp = path.join(root, '.next/waterline-build');
  const isCurrent = (fingerprint: string): boolean =>
    existsSync(path.join(root, '.next/BUILD_ID')) && isStamped(stamp, fingerprint);
  if (isCurrent(computeFingerprint(root, INPUTS))) return false;

  const lockDir = path.join(root, '.waterline');
  mkdirSync(lockDir, { recursive: true });
  const lock = await waitForLock(path.join(lockDir, 'build.lock'), signal, (holder) => {
    say(`Another start (process ${String(holder.pid)}) is building the app; waiting for it ...`);
  });
  try {
    const fingerprint = computeFingerprint(root, INPUTS);
    if (isCurrent(fingerprint)) return false;
    rmSync(stamp, { force: true });
    await longStep('Building the app (half a minute the first time, a few seconds after a change)', () =>
      runBuild(root, signal),
    );
    writeStamp(stamp, fingerprint);
    return true;
  } finally {
    lock.release();
  }
}

async function runBuild(root: string, signal: AbortSignal): Promise<void> {
  const { exitCode, output } = await runCommand({
    file: process.execPath,
    args: [path.join(root, 'node_modules/next/dist/bin/next'), 'build'],
    cwd: root,
    env: childEnvironment({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }),
    signal,
  });
  if (exitCode === 0 && existsSync(path.join(root, '.next/BUILD_ID'))) return;
  throw explainFailure(
    'Building the app',
    output,
    'If you changed the sources, mend what is named below. If not, run `npm ci`, delete the folder .next and start again.',
  );
}
