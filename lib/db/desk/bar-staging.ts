import type { BarSession } from './bar-session.ts';

/** Bars of a file on their way in, in temporary tables of a transaction. */

const FIGURES = 'open, high, low, close, adjusted_close, volume, currency';
/** From this ratio on a step counts as hundredfold, as in the refresh. */
const HUNDREDFOLD_FROM = 50;
/** A stored close farther away says nothing about the level of the first bar of a file. */
const MAX_DAYS_TO_KNOWN = 30;

/** Makes the table and fills it with lines of line, symbol, day, six figures, currency and flag. */
export async function stageBars(session: BarSession, lines: AsyncIterable<string>): Promise<void> {
  await session.query(`
    CREATE TEMPORARY TABLE desk_bar (
      line integer, symbol text, session_on date, open numeric(20, 6), high numeric(20, 6), low numeric(20, 6),
      close numeric(20, 6), adjusted_close numeric(20, 6), volume bigint, currency text, flag text) ON COMMIT DROP`);
  await session.copy('COPY desk_bar FROM STDIN', lines);
}

/** Waits for other imports and refreshes to end; what is compared from here on is what is written over. */
export async function lockBars(session: BarSession): Promise<number> {
  await session.query(`SELECT pg_advisory_xact_lock(hashtext('waterline.import'))`);
  await session.query(`SELECT pg_advisory_xact_lock(hashtext('waterline.price_bar'))`);
  const [newest] = await session.query<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM import_batch');
  return newest?.id ?? 0;
}

/** A line at fault, and how many there are of its kind. */
export interface BarFault {
  readonly line: number;
  readonly name: string;
  readonly other: string;
  readonly count: number;
}

/** Keeps one bar a symbol and day, which costs a sort and is done only where bars may repeat. Returns how many lines said the same again, and those that say something else. */
export async function dropRepeatedBars(
  session: BarSession,
  { limit, mayRepeat }: { readonly limit: number; readonly mayRepeat: boolean },
): Promise<{ readonly repeated: number; readonly contradicting: readonly BarFault[] }> {
  if (!mayRepeat) {
    await session.query('ALTER TABLE desk_bar RENAME TO desk_bar_one');
    await session.query('ANALYZE desk_bar_one');
    return { repeated: 0, contradicting: [] };
  }
  await session.query(`
    CREATE TEMPORARY TABLE desk_bar_one ON COMMIT DROP AS
    SELECT DISTINCT ON (symbol, session_on) * FROM desk_bar ORDER BY symbol, session_on, line`);
  await session.query('ANALYZE desk_bar_one');
  const [counted] = await session.query<{ repeated: number }>(`
    SELECT ((SELECT count(*) FROM desk_bar) - (SELECT count(*) FROM desk_bar_one))::integer AS repeated`);
  const repeated = counted?.repeated ?? 0;
  if (repeated === 0) return { repeated, contradicting: [] };
  const said = (side: string): string =>
    `ROW(${FIGURES.split(', ')
      .map((name) => `${side}.${name}`)
      .join(', ')})`;
  const contradicting = await session.query<BarFault>(
    `SELECT bar.line, bar.symbol || ' ' || bar.session_on AS name, one.line::text AS other,
            (count(*) OVER ())::integer AS count
       FROM desk_bar AS bar JOIN desk_bar_one AS one USING (symbol, session_on)
      WHERE bar.line <> one.line AND ${said('bar')} IS DISTINCT FROM ${said('one')}
      ORDER BY bar.line LIMIT $1`,
    [limit],
  );
  return { repeated, contradicting };
}

/** Symbols of the file that no listing, no stored bar and none of `watched` has; `other` is how many lines have it. */
export async function listUnknownSymbols(
  session: BarSession,
  watched: readonly string[],
): Promise<BarFault[]> {
  return session.query<BarFault>(
    `WITH came AS (SELECT symbol, min(line) AS line, count(*) AS lines FROM desk_bar_one GROUP BY symbol)
     SELECT came.line, came.symbol AS name, came.lines::text AS other, (count(*) OVER ())::integer AS count
       FROM came
      WHERE NOT EXISTS (SELECT FROM listing WHERE listing.ticker = came.symbol AND NOT listing.is_withdrawn)
        AND NOT EXISTS (SELECT FROM price_bar WHERE price_bar.symbol = came.symbol)
        AND came.symbol <> ALL($1) ORDER BY came.line`,
    [watched],
  );
}

/** Symbols whose bars change currency within the file, or against their listing. */
export async function listOtherCurrencies(session: BarSession): Promise<BarFault[]> {
  return session.query<BarFault>(`
    WITH came AS (SELECT symbol, currency, min(line) AS line FROM desk_bar_one GROUP BY symbol, currency),
    meant AS (
      SELECT DISTINCT ON (symbol) came.symbol, coalesce(listed.currency, came.currency) AS currency
        FROM came LEFT JOIN LATERAL (
          SELECT listing.currency FROM listing WHERE listing.ticker = came.symbol
           ORDER BY batch_id DESC LIMIT 1) AS listed ON true
       ORDER BY symbol, line)
    SELECT came.line, came.currency AS name, meant.currency AS other, (count(*) OVER ())::integer AS count
      FROM came JOIN meant USING (symbol) WHERE came.currency <> meant.currency ORDER BY came.line`);
}

/**
 * Holds bars that the file itself flags, and those a hundredfold off their neighbours without a split in between.
 * Only symbols that can have such bars are looked at day by day. The trusted level is that of a close stored shortly before, else the one that most bars of the symbol have.
 */
export async function holdDoubtfulBars(session: BarSession): Promise<readonly HeldBar[]> {
  await session.query(
    `CREATE TEMPORARY TABLE desk_bar_held ON COMMIT DROP AS
     WITH priced AS (
       SELECT symbol, session_on, coalesce(close, adjusted_close) AS price, flag FROM desk_bar_one
        WHERE symbol IN (
          SELECT symbol FROM desk_bar_one GROUP BY symbol
          HAVING max(coalesce(close, adjusted_close)) >= ${String(HUNDREDFOLD_FROM)} * min(coalesce(close, adjusted_close))
              OR count(flag) > 0
              OR EXISTS (SELECT FROM price_bar AS stored
                          WHERE stored.symbol = desk_bar_one.symbol
                            AND stored.session_on < min(desk_bar_one.session_on)
                            AND stored.session_on >= min(desk_bar_one.session_on) - ${String(MAX_DAYS_TO_KNOWN)}))),
     known AS (
       SELECT first.symbol, stored.close, stored.session_on
         FROM (SELECT symbol, min(session_on) AS session_on FROM priced GROUP BY symbol) AS first
        CROSS JOIN LATERAL (
          SELECT close, session_on FROM price_bar
           WHERE price_bar.symbol = first.symbol AND price_bar.session_on < first.session_on
             AND price_bar.session_on >= first.session_on - ${String(MAX_DAYS_TO_KNOWN)} AND NOT is_withdrawn
           ORDER BY session_on DESC, revision DESC LIMIT 1) AS stored),
     ordered AS (
       SELECT priced.*, lag(price) OVER days AS price_before, lag(session_on) OVER days AS day_before FROM priced
       WINDOW days AS (PARTITION BY symbol ORDER BY session_on)),
     stepped AS (
       SELECT ordered.symbol, ordered.session_on, ordered.price, ordered.flag, known.symbol IS NOT NULL AS is_known,
              ordered.price / coalesce(ordered.price_before, known.close) AS ratio,
              coalesce(ordered.day_before, known.session_on) AS day_before
         FROM ordered LEFT JOIN known ON known.symbol = ordered.symbol),
     levelled AS (
       SELECT *, sum(CASE
           WHEN ratio IS NULL OR (ratio < ${String(HUNDREDFOLD_FROM)} AND ratio > 1.0 / ${String(HUNDREDFOLD_FROM)}) THEN 0
           WHEN EXISTS (SELECT FROM corporate_action AS action
                         WHERE action.symbol = stepped.symbol AND action.kind = 'split' AND NOT action.is_withdrawn
                           AND action.ex_on > stepped.day_before AND action.ex_on <= stepped.session_on) THEN 0
           ELSE round(log(ratio) / 2) END) OVER (PARTITION BY symbol ORDER BY session_on) AS level
         FROM stepped),
     trusted AS (
       SELECT symbol, CASE WHEN bool_or(is_known) THEN 0 ELSE mode() WITHIN GROUP (ORDER BY level) END AS level
         FROM levelled GROUP BY symbol)
     SELECT levelled.symbol, levelled.session_on, levelled.price,
            CASE WHEN levelled.level <> trusted.level
              THEN 'A hundredfold jump against the closes beside it, without a split in between: another unit or a lost decimal point.'
              ELSE 'The file flags it as ' || flag || '.' END AS reason
       FROM levelled JOIN trusted USING (symbol)
      WHERE levelled.level <> trusted.level OR flag IS NOT NULL`,
  );
  // What somebody has accepted is no longer doubted.
  await session.query(`
    DELETE FROM desk_bar_held AS held USING quarantined_value AS value
     WHERE value.decision = 'accepted' AND value.source = 'csv' AND value.subject = held.symbol
       AND value.field = 'bars.' || held.session_on || '.close' AND value.raw_value = held.price::text`);
  await session.query('ANALYZE desk_bar_held');
  return session.query<HeldBar>(`
    SELECT symbol, session_on::text AS "sessionOn", price::float8 AS price, reason FROM desk_bar_held
     ORDER BY symbol, session_on LIMIT 1000`);
}

/** A bar that is not believed. */
export interface HeldBar {
  readonly symbol: string;
  readonly sessionOn: string;
  readonly price: number;
  readonly reason: string;
}
