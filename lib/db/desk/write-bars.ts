import type { NewAuditEntry } from '../audit.ts';
import type { BarSession } from './bar-session.ts';
import type { ChangeCounts } from './staging.ts';

const PRICES = ['open', 'high', 'low', 'close', 'adjusted_close', 'volume', 'currency'] as const;

/** Sets the bars that are not held against those that stand, whoever stated them. Figures the file lacks stay. */
export async function compareBars(session: BarSession): Promise<ChangeCounts> {
  const stands = (name: string): string => `standing.${name}`;
  await session.query(`
    CREATE TEMPORARY TABLE desk_bar_change ON COMMIT DROP AS
    WITH standing AS MATERIALIZED (
      SELECT * FROM standing_price_bar
       WHERE symbol = ANY((SELECT array_agg(DISTINCT symbol) FROM desk_bar_one)::text[])),
    merged AS (
      SELECT one.line, one.symbol, one.session_on, standing.symbol IS NULL AS is_new,
             coalesce(one.open, standing.open) AS open, coalesce(one.high, standing.high) AS high,
             coalesce(one.low, standing.low) AS low,
             coalesce(one.close, standing.close, one.adjusted_close) AS close,
             coalesce(one.adjusted_close, standing.adjusted_close) AS adjusted_close,
             coalesce(one.volume, standing.volume) AS volume, one.currency,
             coalesce(standing.minor_unit_factor, 1) AS minor_unit_factor,
             ROW(${PRICES.map(stands).join(', ')}) AS before
        FROM desk_bar_one AS one LEFT JOIN standing USING (symbol, session_on)
       WHERE NOT EXISTS (SELECT FROM desk_bar_held AS held
                          WHERE held.symbol = one.symbol AND held.session_on = one.session_on))
    SELECT line, symbol, session_on, is_new, ${PRICES.join(', ')}, minor_unit_factor,
           CASE WHEN NOT is_new THEN to_jsonb(before) END AS before
      FROM merged WHERE is_new OR before IS DISTINCT FROM ROW(${PRICES.join(', ')})`);
  const [counts] = await session.query<ChangeCounts>(`
    SELECT (SELECT count(*)::integer FROM desk_bar_one) AS rows, 0 AS withdrawn,
           count(*) FILTER (WHERE is_new)::integer AS added, count(*) FILTER (WHERE NOT is_new)::integer AS revised
      FROM desk_bar_change`);
  if (counts === undefined) throw new Error('a count without a row');
  return counts;
}

/** How many of the held bars nobody has been asked about yet. */
export async function countNewlyHeld(session: BarSession): Promise<number> {
  const [counted] = await session.query<{ count: number }>(`
    SELECT count(*)::integer AS count FROM desk_bar_held AS held
     WHERE NOT EXISTS (SELECT FROM quarantined_value AS value
                        WHERE value.source = 'csv' AND value.subject = held.symbol
                          AND value.field = 'bars.' || held.session_on || '.close'
                          AND value.raw_value = held.price::text)`);
  return counted?.count ?? 0;
}

/** One bar that would change. */
export interface BarChange {
  readonly line: number;
  readonly symbol: string;
  readonly sessionOn: string;
  readonly isNew: boolean;
  /** In the order open, high, low, close, adjusted close, volume, currency. */
  readonly before: readonly (number | string | null)[] | null;
  readonly after: readonly (number | string | null)[];
}

/** The first changes; those that contradict stored bars before the new ones. */
export async function listBarChanges(session: BarSession, limit: number): Promise<readonly BarChange[]> {
  const names = PRICES.map((_, index) => `before -> 'f${String(index + 1)}'`).join(', ');
  return session.query<BarChange>(
    `SELECT line, symbol, session_on::text AS "sessionOn", is_new AS "isNew",
            CASE WHEN NOT is_new THEN jsonb_build_array(${names}) END AS before,
            jsonb_build_array(${PRICES.join(', ')}) AS after
       FROM (SELECT * FROM desk_bar_change ORDER BY is_new, line LIMIT $1) AS shown ORDER BY is_new, line`,
    [limit],
  );
}

/** The batch that the bars come with. */
export interface BarBatch {
  readonly id: number;
  readonly summary: string;
  readonly author: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly counts: ChangeCounts;
  readonly today: string;
  readonly audit: NewAuditEntry;
}

/** The bar of a line, as lib/contracts/held-row.ts has it. */
const HELD_ROW = `jsonb_build_object('table', 'price_bar', 'row', jsonb_build_object(
  'symbol', symbol, 'sessionOn', session_on, 'isFinal', session_on < $2::date, 'open', open, 'high', high, 'low', low,
  'close', close, 'adjustedClose', adjusted_close, 'volumeShares', volume, 'currency', currency, 'minorUnitFactor', 1))`;

/** Opens the batch and writes into it: new revisions of the desk's bars, what is held, and the audit. */
export async function writeBars(session: BarSession, batch: BarBatch): Promise<void> {
  const { id, summary, author, fileName, sha256, counts, today, audit } = batch;
  await session.query(
    `INSERT INTO import_batch (id, origin, summary, owner, author, collected_on) VALUES ($1, 'csv', $2, $3, $3, $4)`,
    [id, summary, author, today],
  );
  await session.query(
    `INSERT INTO import_batch_file (batch_id, table_name, file_name, sha256, row_count, added_count, revised_count,
                                    withdrawn_count)
     VALUES ($1, 'price_bar', $2, $3, $4, $5, $6, 0)`,
    [id, fileName, sha256, counts.rows, counts.added, counts.revised],
  );
  await session.query(
    `WITH newest AS MATERIALIZED (
       SELECT symbol, session_on, max(revision) AS revision FROM price_bar
        WHERE source = 'csv' AND symbol = ANY((SELECT array_agg(DISTINCT symbol) FROM desk_bar_change)::text[])
        GROUP BY symbol, session_on)
     INSERT INTO price_bar (symbol, session_on, source, revision, is_final, ${PRICES.join(', ')}, minor_unit_factor,
                            import_batch_id, recorded_at)
     SELECT change.symbol, change.session_on, 'csv', coalesce(newest.revision, 0) + 1, change.session_on < $2::date,
            ${PRICES.map((name) => `change.${name}`).join(', ')}, change.minor_unit_factor, $1, clock_timestamp()
       FROM desk_bar_change AS change LEFT JOIN newest USING (symbol, session_on)`,
    [id, today],
  );
  await session.query(
    `INSERT INTO quarantined_value (source, subject, field, raw_value, reason, held_row, import_batch_id, first_seen_at,
                                    last_seen_at)
     SELECT 'csv', symbol, 'bars.' || session_on || '.close', price::text, reason, ${HELD_ROW}, $1, clock_timestamp(),
            clock_timestamp()
       FROM desk_bar_held AS held JOIN desk_bar_one AS one USING (symbol, session_on)
      ORDER BY symbol, session_on
     ON CONFLICT (source, subject, field, raw_value) DO UPDATE
       SET last_seen_at = excluded.last_seen_at,
           held_row = CASE WHEN quarantined_value.decision IS NULL THEN excluded.held_row
                           ELSE quarantined_value.held_row END`,
    [id, today],
  );
  await session.query(
    `INSERT INTO audit_entry (actor_id, actor, via, action, entity_type, entity_id, after)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[audit.actorId, audit.actor, audit.via, audit.action, audit.entityType, audit.entityId],
      JSON.stringify(audit.after ?? null),
    ],
  );
}
