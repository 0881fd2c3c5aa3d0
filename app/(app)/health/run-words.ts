import type { RefreshRunItem, RefreshSourceItem } from '#lib/contracts/refresh.ts';

import { formatInstant } from '../../_auth/format-instant.ts';

const STATES: Readonly<Record<RefreshRunItem['state'], string>> = {
  waiting: 'waits',
  running: 'under way',
  succeeded: 'done',
  incomplete: 'done in part',
  failed: 'failed',
  off: 'not run: the source is off',
};

/** What a run did, in one sentence. */
export function describeRun(run: RefreshRunItem): string {
  const planned = run.plannedCount === null ? '' : ` of ${String(run.plannedCount)}`;
  const parts = [
    `${String(run.doneCount)}${planned} asked`,
    run.newCount > 0 ? `${String(run.newCount)} new` : null,
    run.revisedCount > 0 ? `${String(run.revisedCount)} revised` : null,
    run.unchangedCount > 0 ? `${String(run.unchangedCount)} unchanged` : null,
    run.failedCount > 0 ? `${String(run.failedCount)} failed` : null,
    run.missingCount > 0 ? `${String(run.missingCount)} not there` : null,
    run.quarantinedCount > 0 ? `${String(run.quarantinedCount)} kept apart` : null,
  ].filter((part) => part !== null);
  const next = run.nextTryAt === null ? '' : ` Next try ${formatInstant(run.nextTryAt)}.`;

  return `${run.title}: ${STATES[run.state]}; ${parts.join(', ')}.${run.error === null ? '' : ` ${run.error}`}${next}`;
}

/** How a run stands, in a word or two. */
export function stateOfRun({ state, reason, foldedCount }: RefreshRunItem): string {
  const why = {
    first: ', the first',
    regular: '',
    'catch-up': `, made up for ${String(foldedCount + 1)} missed`,
    manual: ', asked for',
  }[reason];

  return `${STATES[state]}${why}`;
}

/** What went wrong in a run, and what the source does not have; empty when there is nothing to say. */
export function whyOfRun({ error, missingCount }: RefreshRunItem): string {
  return [error, missingCount > 0 ? `${String(missingCount)} not there.` : null]
    .filter((part) => part !== null)
    .join(' ');
}

/** How a source stands. */
export function stateOfSource(source: RefreshSourceItem): string {
  if (source.state === 'off') return `off until ${source.requiredSetting ?? 'it'} is set`;
  if (source.state === 'resting' && source.restsUntil !== null) {
    return `failed several times, rests until ${formatInstant(source.restsUntil)}`;
  }

  const { lastSuccessAt, lastFailureAt } = source;
  if (lastSuccessAt === null) return lastFailureAt === null ? 'not asked yet' : 'has brought nothing yet';
  if (lastFailureAt !== null && lastFailureAt > lastSuccessAt) return 'failed the last time';

  return source.isStale ? 'ready, but a refresh is overdue' : 'ready';
}
