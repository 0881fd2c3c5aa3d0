import type { EvidenceSource } from '#lib/charts/figure-evidence.ts';
import type { DeflationItem, DeflatorResponse } from '#lib/contracts/fleet.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import type { EfficiencyLink } from '#lib/core/catalogue/efficiency-link.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { readFleetRows, type FleetRows } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { scopeOfLink } from '#lib/core/link/pin.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { getEfficiencyWorld } from '#lib/services/efficiency/get-efficiency-world.ts';
import { getTechniqueContext } from '#lib/services/efficiency/get-technique-context.ts';
import { listDeflations } from '#lib/services/efficiency/list-deflations.ts';
import { getExposureWorld } from '#lib/services/exposure/get-exposure-world.ts';

interface Scope {
  readonly asOf: string;
  readonly dataVersion: number;
}

/** Headlines and what they come to, or why that cannot be said. */
export type LoadedDeflations =
  | {
      readonly by: string;
      readonly items: readonly DeflationItem[];
      /** The event whose ladder is shown; null when the ledger has none at the date. */
      readonly chosen: DeflationItem | null;
      readonly chosenSource: EvidenceSource | null;
    }
  | { readonly absence: string };

/** All that the server reads for the Efficiency page. */
export interface LoadedEfficiency extends Scope {
  readonly world: ExposureWorld;
  readonly catalogue: EfficiencyWorld;
  readonly rows: FleetRows;
  readonly deflations: LoadedDeflations;
  /** What of the address the services refused. */
  readonly faults: readonly LinkFault[];
}

/** Loads the page at the date of its link, null for today. Throws when the database is away. */
export async function loadEfficiency(link: EfficiencyLink): Promise<Result<LoadedEfficiency, RequestFault>> {
  const versioned = await getExposureWorld(scopeOfLink(link));
  if (!versioned.ok) return versioned;
  const { world, dataVersion } = versioned.value;
  const scope = { asOf: world.asOf, dataVersion };
  const catalogue = await getEfficiencyWorld(scope);
  if (!catalogue.ok) return catalogue;
  const rows = readFleetRows(world.assumptions, world.fleetTechniques);
  if (!rows.ok) return err(invalidInput(rows.error));
  const { deflations, faults } = await loadDeflations(scope, link);

  return ok({ ...scope, world, catalogue: catalogue.value, rows: rows.value, deflations, faults });
}

/** A refused date is named, and the deflator answers for its own. */
async function loadDeflations(
  scope: Scope,
  { by, event }: EfficiencyLink,
): Promise<{ readonly deflations: LoadedDeflations; readonly faults: readonly LinkFault[] }> {
  const asked = await listDeflations(by === null ? scope : { ...scope, by });
  if (asked.ok) return { deflations: await withChosen(scope, asked.value, event), faults: [] };
  const usual = by === null ? asked : await listDeflations(scope);
  if (!usual.ok) return { deflations: { absence: reasonOf(usual.error) }, faults: [] };
  const message = reasonOf(asked.error).replace(/^by /, '');

  return {
    deflations: await withChosen(scope, usual.value, event),
    faults: [{ param: 'by', raw: by ?? '', message }],
  };
}

function reasonOf(fault: RequestFault): string {
  return fault.kind === 'invalid-input'
    ? fault.faults.map(({ message }) => message).join('; ')
    : fault.detail;
}

/** The event asked for, else the newest that comes to a figure. */
async function withChosen(
  scope: Scope,
  { by, items }: DeflatorResponse,
  event: string,
): Promise<LoadedDeflations> {
  const chosen =
    items.find((item) => item.event === event) ??
    items.findLast(({ effective }) => effective !== null) ??
    null;

  return { by, items, chosen, chosenSource: chosen === null ? null : await findSource(scope, chosen) };
}

async function findSource(scope: Scope, item: DeflationItem): Promise<EvidenceSource | null> {
  if (item.technique === null) return null;
  const context = await getTechniqueContext(item.technique, scope);
  const event = context.ok ? context.value.events.find(({ id }) => id === item.event) : undefined;

  return event === undefined
    ? null
    : { title: event.sourceTitle ?? event.title, url: event.url, publishedOn: event.occurredOn, where: null };
}
