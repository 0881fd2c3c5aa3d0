import { existsSync, readFileSync } from 'node:fs';

/** Answers of real sources lie beside the checkout, not in it: they are not ours to pass on. */
const BESIDE_CHECKOUT = new URL('../../../shared/', import.meta.url);

/** Whether a folder of recordings, such as `edgar-recordings/`, is there. Says on the console when it is not. */
export function hasRecordings(folder: string): boolean {
  const isThere = existsSync(new URL(folder, BESIDE_CHECKOUT));
  if (!isThere) console.info(`${folder} is not beside this checkout: its recordings are not played.`);

  return isThere;
}

/** Text of one recording. */
export function readRecording(file: string): string {
  return readFileSync(new URL(file, BESIDE_CHECKOUT), 'utf8');
}
