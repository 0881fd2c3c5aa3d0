import { existsSync } from 'node:fs';
import path from 'node:path';
import { computeFingerprint, isStamped, writeStamp } from './fingerprint.ts';
import { explainFailure } from './explain-failure.ts';
import { childEnvironment, runCommand } from './run-command.ts';

const INPUTS = ['prisma/schema', 'prisma.config.ts', 'package-lock.json'];

/**
 * Generates the Prisma client into prisma/generated unless it is there for exactly this schema.
 *
 * @param root the project folder
 * @returns whether it was generated now
 * @throws AppError with the generator's words when the schema is wrong
 */
export async function generateClient(root: string, signal: AbortSignal): Promise<boolean> {
  const output = path.join(root, 'prisma/generated');
  const stamp = path.join(output, '.fingerprint');
  const fingerprint = computeFingerprint(root, INPUTS);
  if (existsSync(path.join(output, 'client.ts')) && isStamped(stamp, fingerprint)) return false;
  const { exitCode, output: said } = await runCommand({
    file: process.execPath,
    args: [path.join(root, 'node_modules/prisma/build/index.js'), 'generate'],
    cwd: root,
    env: childEnvironment({
      // Generating needs no engine, but Prisma downloads one unless this names an existing program.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    }),
    signal,
  });
  if (exitCode !== 0) {
    throw explainFailure(
      'Generating the database client',
      said,
      'Run `npm ci` again, or mend prisma/schema.',
    );
  }
  writeStamp(stamp, fingerprint);
  return true;
}
