import type { Viewer } from '#lib/auth/viewer.ts';
import { ALERT_KINDS } from '#lib/contracts/alerts/alert-spec.ts';
import type { Alerts } from '#lib/contracts/alerts/alerts.ts';
import type { Inbox } from '#lib/contracts/alerts/inbox.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { listInbox } from '#lib/services/alerts/inbox.ts';
import { hasChannels } from '#lib/services/alerts/tell-members.ts';
import { listAlerts } from '#lib/services/alerts/show-alerts.ts';
import { listWatchChoices, type WatchChoice } from '#lib/services/watchlists/show-watchlists.ts';

import { EMPTY_DRAFT, type AlertDraft } from './alert-draft.ts';

/** What the form offers. */
export interface AlertChoices {
  readonly stocks: readonly WatchChoice[];
  readonly issuers: readonly WatchChoice[];
  readonly scenarios: readonly WatchChoice[];
}

/** What the page shows. */
export interface OpenedAlerts {
  readonly alerts: Alerts;
  readonly inbox: Inbox;
  readonly choices: AlertChoices;
  /** Whether alerts can reach the member anywhere but in the inbox. */
  readonly hasChannels: boolean;
  /** What the address begins a rule with; null: nothing. */
  readonly begun: AlertDraft | null;
}

/** The member's inbox and rules; null for who is not signed in. */
export async function openAlerts(
  viewer: Viewer,
  asked: ReadonlyMap<string, string>,
): Promise<Result<OpenedAlerts | null, RequestFault>> {
  if (viewer.kind === 'anonymous') return ok(null);
  const [alerts, inbox, choices, isReached] = await Promise.all([
    listAlerts(viewer),
    listInbox(viewer, {}),
    listWatchChoices(viewer),
    hasChannels(viewer),
  ]);
  if (!choices.ok) return choices;

  return ok({
    alerts,
    inbox,
    choices: {
      stocks: choices.value.stock,
      issuers: choices.value.issuer,
      scenarios: choices.value.scenario,
    },
    hasChannels: isReached,
    begun: readBegun(asked),
  });
}

/** A rule that another page began: its kind and what it is about. The server checks all of it when it is sent. */
function readBegun(asked: ReadonlyMap<string, string>): AlertDraft | null {
  const kind = ALERT_KINDS.find((each) => each === asked.get('kind'));
  if (kind === undefined) return null;
  const given = (name: 'ticker' | 'scenarioId' | 'issuer' | 'table' | 'key'): string => asked.get(name) ?? '';

  return {
    ...EMPTY_DRAFT,
    kind,
    ...{ ticker: given('ticker'), scenarioId: given('scenarioId'), issuer: given('issuer') },
    ...{ table: given('table'), key: given('key') },
  };
}
