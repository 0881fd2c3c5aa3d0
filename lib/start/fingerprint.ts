import { createHash, type Hash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * SHA-256 over names and contents of files and of folders with all that is in them. A path that does not exist
 * counts as absent, so making or removing it changes the result.
 *
 * @param root folder that `inputs` are relative to
 */
export function computeFingerprint(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) addPath(hash, root, input);
  return hash.digest('hex');
}

function addPath(hash: Hash, root: string, relativePath: string): void {
  const absolutePath = path.join(root, relativePath);
  const stats = statSync(absolutePath, { throwIfNoEntry: false });
  if (stats === undefined) {
    hash.update(`absent\0${relativePath}\0`);
  } else if (stats.isDirectory()) {
    for (const name of readdirSync(absolutePath).sort())
      addPath(hash, root, path.posix.join(relativePath, name));
  } else {
    const content = readFileSync(absolutePath);
    hash.update(`file\0${relativePath}\0${String(content.length)}\0`).update(content);
  }
}

/** Whether the stamp file says that the step was last done with this fingerprint. */
export function isStamped(stampFile: string, fingerprint: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === fingerprint;
}

/** Records that a step is done. Kept beside the step's output, so that removing the output removes it too. */
export function writeStamp(stampFile: string, fingerprint: string): void {
  writeFileSync(stampFile, `${fingerprint}\n`);
}
