import { evaluateAlerts } from '#lib/services/alerts/evaluate-alerts.ts';

import { PAUSE_MS, repeat } from './repeat.ts';

/**
 * Evaluates alert rules soon after data, scenarios or the hour changed. Any number of processes may do so on one
 * database. Resolves after the signal.
 */
export async function runAlertLoop(signal: AbortSignal, { pauseMs = PAUSE_MS } = {}): Promise<void> {
  await repeat(() => evaluateAlerts({ signal }), { signal, pauseMs, what: 'alert rules' });
}
