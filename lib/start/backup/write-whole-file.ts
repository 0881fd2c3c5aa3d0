import { createWriteStream, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '../../platform/errors.ts';
import { findProcess } from '../processes.ts';

/** Draft of a backup that was given its name by us. */
const OWN_DRAFT = /^(waterline|before)-.+\.backup\.gz\.\d+\.part$/;

/**
 * Writes a compressed file that is there whole or not at all, readable by its owner only: under another name in the
 * same folder, forced to the disk, then renamed.
 *
 * @returns its size in bytes
 * @throws AppError when a file of that name exists or its folder does not
 */
export async function writeWholeFile(file: string, content: AsyncIterable<Buffer>): Promise<number> {
  const folder = path.dirname(file);
  refuseBadTarget(file, folder);
  removeAbandonedDrafts(file, folder);
  const draft = `${file}.${process.pid}.part`;
  try {
    await pipeline(
      content,
      createGzip(),
      createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
    );
    await rename(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  await syncFolder(folder);
  return statSync(file).size;
}

function refuseBadTarget(file: string, folder: string): void {
  if (existsSync(file)) {
    throw new AppError('backup-exists', `${file} exists already and is not overwritten. Name another file.`);
  }
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new AppError(
      'backup-folder-missing',
      `There is no folder ${folder}. Make it, or name another file.`,
    );
  }
}

/** A process that was killed outright could not remove its draft. */
function removeAbandonedDrafts(file: string, folder: string): void {
  const ofThisFile = `${path.basename(file)}.`;
  for (const name of readdirSync(folder)) {
    const pid = /\.(\d+)\.part$/.exec(name)?.[1];
    if (pid === undefined || !(OWN_DRAFT.test(name) || name === `${ofThisFile}${pid}.part`)) continue;
    if (findProcess(Number(pid)) === null) rmSync(path.join(folder, name), { force: true });
  }
}

/** Makes the new name survive a power cut; Windows does that by itself and opens no folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
