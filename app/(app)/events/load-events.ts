import type { DeflationItem } from '#lib/contracts/fleet.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { EventsLink, StudyLink } from '#lib/core/catalogue/events-link.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { listDeflations } from '#lib/services/efficiency/list-deflations.ts';
import { computeEventStudy, type EventStudy } from '#lib/services/event-studies/get-event-study.ts';
import { listEventStudies, type EventStudies } from '#lib/services/event-studies/list-event-studies.ts';

/** All that the server reads for the page of events. */
export interface LoadedEvents {
  readonly studies: EventStudies;
  /** The study that is drawn; null where the ledger has no event of its id at the date. */
  readonly drawn: EventStudy | null;
  readonly deflations: readonly DeflationItem[];
  /** Why headlines are not taken apart; null when they are. */
  readonly noDeflations: string | null;
}

/** All that the server reads for one event. */
export interface LoadedEvent {
  readonly study: EventStudy;
  /** Null where the event names no technique. */
  readonly deflation: DeflationItem | null;
  readonly deflatedBy: string | null;
  readonly noDeflation: string | null;
}

function scopeOf({ asOf }: StudyLink) {
  return asOf === null ? {} : { asOf };
}

/** Loads the ledger with reactions and headlines, and the study that is drawn. */
export async function loadEvents(link: EventsLink): Promise<Result<LoadedEvents, RequestFault>> {
  const studies = await listEventStudies(scopeOf(link), link.settings);
  if (!studies.ok) return studies;
  const { asOf, dataVersion, events } = studies.value;
  const scope = { asOf, dataVersion };
  const asked = events.find(({ event }) => event.id === link.event);
  // A date before it: the newest that has figures.
  const drawnId = (asked ?? events.find(({ meanCar }) => meanCar !== null) ?? events[0])?.event.id;
  const [drawn, deflations] = await Promise.all([
    drawnId === undefined ? null : computeEventStudy(drawnId, scope, link.settings),
    listDeflations(scope),
  ]);

  return ok({
    studies: studies.value,
    drawn: drawn?.ok === true ? drawn.value : null,
    deflations: deflations.ok ? deflations.value.items : [],
    noDeflations: deflations.ok ? null : reasonOf(deflations.error),
  });
}

/** Loads one event; null when the ledger does not have its id at the date. */
export async function loadEvent(
  id: string,
  link: StudyLink,
): Promise<Result<LoadedEvent | null, RequestFault>> {
  const study = await computeEventStudy(id, scopeOf(link), link.settings);
  if (!study.ok) return study.error.kind === 'not-found' ? ok(null) : study;
  const { asOf, dataVersion, event } = study.value.answer;
  const deflation =
    event.techniques.length === 0 ? null : await listDeflations({ asOf, dataVersion, event: id });

  return ok({
    study: study.value,
    deflation: deflation?.ok === true ? (deflation.value.items[0] ?? null) : null,
    deflatedBy: deflation?.ok === true ? deflation.value.by : null,
    noDeflation: deflation === null || deflation.ok ? null : reasonOf(deflation.error),
  });
}

function reasonOf(fault: RequestFault): string {
  return fault.kind === 'invalid-input'
    ? fault.faults.map(({ message }) => message).join('; ')
    : fault.detail;
}
