/** An evaluator of alert rules, in small steps so that a test can kill it between two. */
import { evaluateAlerts } from '#lib/services/alerts/evaluate-alerts.ts';

const ending = new AbortController();
process.once('SIGTERM', () => {
  ending.abort();
});
while (!ending.signal.aborted) {
  await evaluateAlerts({ atOnce: 5, signal: ending.signal });
}
process.exit(0);
