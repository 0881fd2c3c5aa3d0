/** Address of a running app for the benches of the page: `--url`, else where `npm start` serves by default. */
const DEFAULT_URL = 'http://127.0.0.1:3000';

/** Base address without a slash at its end. Throws with the remedy when nothing answers there. */
export async function findRunningApp(args: readonly string[]): Promise<string> {
  const at = args.indexOf('--url');
  const url = (at === -1 ? DEFAULT_URL : (args[at + 1] ?? DEFAULT_URL)).replace(/\/$/, '');
  const isThere = await fetch(`${url}/api/v1/health`).then(
    (response) => response.ok,
    () => false,
  );
  if (isThere) return url;
  throw new Error(`Nothing answers at ${url}. Run npm start in another terminal, or give --url.`);
}
