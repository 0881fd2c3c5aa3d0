/** What the consolidation rule leaves out of the sum at a date, with the dollars by reason. */
import { isVisible } from '../calendar/as-of.ts';
import type { CapexAnnouncement, IsoDate } from '../facts/types.ts';
import { findExclusion, type ExclusionKind } from './consolidation.ts';
import { addEnds } from './guidance-history.ts';
import { guideEnds, type UsdBnEnds } from './guide-point.ts';

/** Announcements left out for one kind of reason. */
export interface ExcludedGroup<Row extends CapexAnnouncement> {
  readonly kind: ExclusionKind;
  /** Newest first. */
  readonly rows: readonly Row[];
  /** How many of them state an amount. */
  readonly sized: number;
  /** Stated amounts together, each over its own period, USD bn: not a year's dollars, and with overlaps of their own. */
  readonly total: UsdBnEnds;
}

const KINDS: readonly ExclusionKind[] = ['commitment', 'plan', 'noSeries', 'supplier', 'otherKind'];

/** Announcements public by `asOf`, replaced by none, that stay out of K; groups without rows are left out. Model 4. */
export function listExcludedGroups<Row extends CapexAnnouncement>(
  announcements: readonly Row[],
  asOf: IsoDate,
): ExcludedGroup<Row>[] {
  const visible = announcements.filter((row) => isVisible(row.visibleFrom, asOf));
  const replaced = new Set(visible.map((row) => row.supersedesId));
  const open = visible.filter((row) => !replaced.has(row.id));
  return KINDS.map((kind) => {
    const rows = open
      .filter((row) => findExclusion(row)?.kind === kind)
      .toSorted((a, b) => b.announcedOn.localeCompare(a.announcedOn) || a.id.localeCompare(b.id));
    const amounts = rows.map(guideEnds).filter((ends) => ends !== null);
    return { kind, rows, sized: amounts.length, total: addEnds(amounts) };
  }).filter(({ rows }) => rows.length > 0);
}
