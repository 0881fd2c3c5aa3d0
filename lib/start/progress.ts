/** Writes one line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes an explanation of a failure. */
export function complain(text: string): void {
  process.stderr.write(`\n${text}\n`);
}

/**
 * Runs a step that may take long, with a line before and one after that tells the time it took.
 *
 * @param announcement what is being done, and how long it usually takes when that is more than a second or two
 */
export async function longStep<T>(announcement: string, work: () => Promise<T>): Promise<T> {
  const startedAtMs = performance.now();
  say(`${announcement} ...`);
  const result = await work();
  say(`  done in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`);
  return result;
}
