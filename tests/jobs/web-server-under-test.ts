/** The part of a web server that keeps data current: starts it and waits to be ended, with the time Next takes to drain. */
import { startInWebServer } from '#lib/jobs/start-in-web-server.ts';

startInWebServer();
const staying = setInterval(() => undefined, 1_000);
process.once('SIGTERM', () => {
  clearInterval(staying);
  setTimeout(() => process.exit(0), 3_000);
});
