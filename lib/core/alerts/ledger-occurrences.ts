/** What happened in a table of the ledger, told from every revision of it, so that it is told alike whenever it is read. */
import type { IsoDate } from '../facts/types.ts';
import { shapeFact, type ShapedFact } from '../ledger/fact-shapes.ts';
import type { RecordedRevision } from '../ledger/reported-quarters.ts';
import { dayOf, hasNumber, isSameAmount, type Amount } from '../ledger/stored-fact.ts';
import type { Occurrence } from './run-events.ts';

/**
 * `entered`: a fact was recorded for the first time; `revised`: with another number; `rewritten`: with the same number
 * and other words or another source; `withdrawn`; `contradicted`: another fact states the same quantity with another
 * number.
 */
export type LedgerChangeKind = 'entered' | 'revised' | 'rewritten' | 'withdrawn' | 'contradicted';

export interface LedgerChange extends Occurrence {
  readonly kind: LedgerChangeKind;
  /** What was recorded. */
  readonly revision: RecordedRevision;
  readonly shape: ShapedFact;
  /** The amount before, or that of the fact that is contradicted; null without a number. */
  readonly before: Amount | null;
  readonly beforeOn: IsoDate | null;
  readonly after: Amount | null;
}

/** What a revision did to its own fact, in the order in which revisions were recorded. */
export function listOwnChanges(revisions: readonly RecordedRevision[]): readonly LedgerChange[] {
  const standing = new Map<string, RecordedRevision>();
  return inOrder(revisions).flatMap((revision) => {
    const before = standing.get(revision.key) ?? null;
    standing.set(revision.key, revision);
    const change = changeOf(revision, before);
    return change === null ? [] : [change];
  });
}

/** What was recorded of one fact, and every fact of its quantity that says another number. */
export function listChangesAround(
  revisions: readonly RecordedRevision[],
  key: string,
): readonly LedgerChange[] {
  const own = listOwnChanges(revisions.filter((revision) => revision.key === key));
  const quantity = own[0]?.shape.quantity ?? null;
  const changes = own.filter(({ kind }) => kind !== 'entered');
  if (quantity === null) return changes;
  let stated: LedgerChange | null = null;
  const rivals = listOwnChanges(revisions).flatMap((change): LedgerChange[] => {
    if (change.revision.key === key) {
      stated = change.kind === 'withdrawn' ? null : change;
      return [];
    }
    const against = stated?.after ?? null;
    const isRival =
      change.shape.quantity === quantity && change.after !== null && change.kind !== 'rewritten';
    if (!isRival || against === null || isSameAmount(against, change.after)) return [];
    return [{ ...change, kind: 'contradicted', before: against, beforeOn: stated?.on ?? null }];
  });

  return [...changes, ...rivals];
}

/** HBM revenue that vendors state themselves, or that follows from what they state: first said, or said otherwise. */
export function listHbmDisclosures(
  revisions: readonly RecordedRevision[],
  ticker: string | null,
): readonly LedgerChange[] {
  const said = new Map<string, LedgerChange>();
  return listOwnChanges(revisions.filter((revision) => isHbmDisclosure(revision, ticker))).flatMap(
    (change) => {
      const quantity = change.shape.quantity ?? change.revision.key;
      const earlier = said.get(quantity) ?? null;
      if (change.kind === 'withdrawn' || change.kind === 'rewritten') return [];
      said.set(quantity, change);
      if (earlier === null) return [change];
      if (isSame(earlier.after, change.after)) return [];
      return [{ ...change, kind: 'revised', before: earlier.after, beforeOn: earlier.on }];
    },
  );
}

/** Guides of capex that replace one with another number or range, and guides recorded anew with another. */
export function listGuideRevisions(
  revisions: readonly RecordedRevision[],
  issuer: string | null,
): readonly LedgerChange[] {
  const guides = revisions.filter(
    ({ columns }) => columns['kind'] === 'guidance' && (issuer === null || columns['issuer'] === issuer),
  );
  const told = new Map<string, LedgerChange>();
  return listOwnChanges(guides).flatMap((change) => {
    const replaced = told.get(String(change.revision.columns['supersedes_id'] ?? ''));
    told.set(change.revision.key, change);
    if (change.kind === 'revised') return [change];
    if (change.kind !== 'entered' || replaced === undefined || isSame(replaced.after, change.after))
      return [];
    return [{ ...change, before: replaced.after, beforeOn: replaced.on }];
  });
}

/** Facts that were recorded for the first time. */
export function listEntries(revisions: readonly RecordedRevision[]): readonly LedgerChange[] {
  return listOwnChanges(revisions).filter(({ kind }) => kind === 'entered');
}

const HBM_METRICS = /^(revenue|share_pct)/;

function isHbmDisclosure({ columns }: RecordedRevision, ticker: string | null): boolean {
  const basis = columns['reported_or_estimate'];
  return (
    columns['segment'] === 'HBM' &&
    HBM_METRICS.test(String(columns['metric'])) &&
    (basis === 'reported' || basis === 'derived') &&
    (ticker === null || columns['ticker'] === ticker)
  );
}

function changeOf(revision: RecordedRevision, before: RecordedRevision | null): LedgerChange | null {
  const shape = shapeFact(revision.table, revision.key, revision.columns);
  const stood = before === null || before.isWithdrawn ? null : before;
  if (revision.isWithdrawn && stood === null) return null;
  const after = revision.isWithdrawn ? null : numberOf(shape.amount);
  const was = stood === null ? null : numberOf(shapeFact(stood.table, stood.key, stood.columns).amount);
  const rest = {
    key: `${revision.table} ${revision.key} ${String(revision.recordedInBatch)}`,
    recordedInBatch: revision.recordedInBatch,
    ...{ revision, shape, after, before: was, beforeOn: stood?.visibleFrom ?? null },
  };
  if (revision.isWithdrawn) return { ...rest, kind: 'withdrawn', on: dayOf(revision.recordedAt) };
  // Known since its own day; what was restated since that of the restatement.
  if (stood === null) return { ...rest, kind: 'entered', on: revision.visibleFrom };
  const on = revision.visibleFrom > stood.visibleFrom ? revision.visibleFrom : dayOf(revision.recordedAt);

  return { ...rest, kind: isSame(was, after) ? 'rewritten' : 'revised', on };
}

function inOrder(revisions: readonly RecordedRevision[]): readonly RecordedRevision[] {
  return revisions.toSorted(
    (a, b) =>
      a.recordedInBatch - b.recordedInBatch ||
      a.visibleFrom.localeCompare(b.visibleFrom) ||
      a.key.localeCompare(b.key),
  );
}

function numberOf(amount: Amount): Amount | null {
  return hasNumber(amount) ? amount : null;
}

function isSame(a: Amount | null, b: Amount | null): boolean {
  return a === null || b === null ? a === b : isSameAmount(a, b);
}
