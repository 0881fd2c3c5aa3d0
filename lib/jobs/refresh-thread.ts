/** Entry of the thread in which a web server refreshes. Plain Node runs this file, so it imports nothing bundled. */
import { parentPort } from 'node:worker_threads';

import { runWorker } from './worker.ts';

const ending = new AbortController();
// The one message there is says that the server stops.
parentPort?.once('message', () => {
  ending.abort();
});
await runWorker(ending.signal);
// Of the thread only; connections to the database would keep it.
process.exit(0);
