import type {
  CapexActualFact,
  CapexAnnouncementFact,
  CapexAnnouncementFilter,
  CapexComparability,
} from '#lib/contracts/facts/capex.ts';
import type { FactScope } from '#lib/contracts/facts/fact.ts';
import { db } from './client.ts';
import { knownAt, newestPerKey, standing } from './standing-facts.ts';

/** Reported quarters of capex, USD bn; several measures of one quarter stand side by side (`definition`). */
export async function listCapexActuals(scope: FactScope): Promise<CapexActualFact[]> {
  const rows = await db().capexActual.findMany({ where: knownAt(scope), ...newestPerKey() });
  return standing(rows);
}

/** Announcements with their comparability, newest first, then by id. */
export async function listCapexAnnouncements(
  scope: FactScope,
  filter: CapexAnnouncementFilter = {},
): Promise<CapexAnnouncementFact[]> {
  const [rows, comparability] = await Promise.all([
    db().capexAnnouncement.findMany({ where: knownAt(scope), ...newestPerKey() }),
    listComparability(scope),
  ]);
  return standing(rows)
    .map((row) => ({ ...row, comparability: comparability.get(row.id) ?? null }))
    .filter((announcement) => matches(announcement, filter))
    .toSorted((a, b) => compareText(b.announcedOn, a.announcedOn) || compareText(a.id, b.id));
}

async function listComparability(scope: FactScope): Promise<Map<string, CapexComparability>> {
  const rows = await db().capexComparability.findMany({ where: knownAt(scope), ...newestPerKey() });
  return new Map(
    standing(rows).map(({ announcementId, measure, isComparableWithSuperseded, reason }) => [
      announcementId,
      { measure, isComparableWithSuperseded, reason },
    ]),
  );
}

/** The filter is applied to standing rows: applied before, it could bring an outdated revision back. */
function matches(row: CapexAnnouncementFact, { issuer, year }: CapexAnnouncementFilter): boolean {
  if (issuer !== undefined && ![row.issuer, row.ticker].some((name) => isSameName(name, issuer)))
    return false;
  return year === undefined || touchesYear(row, year);
}

function isSameName(name: string | null, wanted: string): boolean {
  return name !== null && name.toLowerCase() === wanted.toLowerCase();
}

function touchesYear(
  { periodStartOn, periodEndOn, announcedOn }: CapexAnnouncementFact,
  year: number,
): boolean {
  const first = Number((periodStartOn ?? announcedOn).slice(0, 4));
  const last = Number((periodEndOn ?? periodStartOn ?? announcedOn).slice(0, 4));
  return first <= year && year <= last;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
