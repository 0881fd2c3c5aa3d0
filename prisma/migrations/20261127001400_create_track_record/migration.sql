-- CreateTable
CREATE TABLE "forecast_freeze" (
    "month" TEXT NOT NULL,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" DATE NOT NULL,
    "data_version" INTEGER NOT NULL,
    "model_version" TEXT NOT NULL,
    "seed" BIGINT NOT NULL,
    "draws" INTEGER NOT NULL,
    "call_count" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "previous_digest" TEXT,

    CONSTRAINT "forecast_freeze_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "forecast_call" (
    "month" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "vendor" TEXT,
    "quarter" TEXT NOT NULL,
    "period_start_on" DATE NOT NULL,
    "period_end_on" DATE NOT NULL,
    "horizon_quarters" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "p05" DOUBLE PRECISION NOT NULL,
    "p10" DOUBLE PRECISION NOT NULL,
    "p25" DOUBLE PRECISION NOT NULL,
    "p50" DOUBLE PRECISION NOT NULL,
    "p75" DOUBLE PRECISION NOT NULL,
    "p90" DOUBLE PRECISION NOT NULL,
    "p95" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "forecast_call_pkey" PRIMARY KEY ("month","target")
);

-- AddForeignKey
ALTER TABLE "forecast_call" ADD CONSTRAINT "forecast_call_month_fkey" FOREIGN KEY ("month") REFERENCES "forecast_freeze"("month") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the code promises about frozen forecasts, held by the database itself. Nothing below is visible to Prisma's schema.

ALTER TABLE forecast_freeze
  ADD CONSTRAINT forecast_freeze_month_is_one CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT forecast_freeze_is_of_its_month CHECK (to_char(as_of, 'YYYY-MM') = month),
  ADD CONSTRAINT forecast_freeze_names_its_versions CHECK (data_version >= 1 AND model_version <> ''),
  ADD CONSTRAINT forecast_freeze_was_drawn CHECK (draws >= 1 AND seed BETWEEN 0 AND 9007199254740991),
  ADD CONSTRAINT forecast_freeze_calls_something CHECK (call_count >= 1),
  ADD CONSTRAINT forecast_freeze_digest_is_sha256 CHECK (digest ~ '^[0-9a-f]{64}$' AND previous_digest ~ '^[0-9a-f]{64}$');

ALTER TABLE forecast_call
  ADD CONSTRAINT forecast_call_target_is_its_own CHECK (target = concat_ws('/', subject, vendor, quarter)),
  ADD CONSTRAINT forecast_call_subject_is_known CHECK (subject IN ('hbm-revenue', 'hbm-total', 'capex', 'saving')),
  ADD CONSTRAINT forecast_call_vendor_where_there_is_one CHECK ((vendor IS NOT NULL) = (subject = 'hbm-revenue') AND vendor <> ''),
  ADD CONSTRAINT forecast_call_quarter_is_one CHECK (quarter ~ '^[0-9]{4}Q[1-4]$'),
  ADD CONSTRAINT forecast_call_period_is_in_order CHECK (period_start_on < period_end_on),
  ADD CONSTRAINT forecast_call_looks_ahead CHECK (horizon_quarters BETWEEN 0 AND 40),
  ADD CONSTRAINT forecast_call_unit_is_known CHECK (unit = CASE subject WHEN 'saving' THEN 'fraction' ELSE 'USD bn' END),
  -- NaN is above infinity here, so that neither gets in.
  ADD CONSTRAINT forecast_call_quantiles_are_in_order CHECK (
    '-Infinity' < p05 AND p05 <= p10 AND p10 <= p25 AND p25 <= p50 AND p50 <= p75 AND p75 <= p90 AND p90 <= p95 AND p95 < 'Infinity');

-- 1. Nothing frozen is ever changed or removed.
CREATE TRIGGER forecast_freeze_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON forecast_freeze
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER forecast_call_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON forecast_call
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- 2. Nothing is filled in afterwards: a freeze is of the present day by the database's own clock, which also dates it,
--    and follows the one before. clock_timestamp(), since a transaction can be held open into the next month.
--    Only a restore brings past months back: it suspends the triggers of every table, for which it must own them, and
--    takes the rows of a backup alone, into a database without rows (lib/backup/suspend-guards.ts).
CREATE FUNCTION require_present_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  present timestamptz := clock_timestamp();
  before text;
BEGIN
  IF NEW.as_of <> (present AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION 'a forecast is frozen on its own day: % is not %, today (UTC)', NEW.as_of, (present AT TIME ZONE 'UTC')::date
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT digest INTO before FROM forecast_freeze WHERE month < NEW.month ORDER BY month DESC LIMIT 1;
  IF NEW.previous_digest IS DISTINCT FROM before THEN
    RAISE EXCEPTION 'the freeze of % does not follow the one before it', NEW.month USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.frozen_at := present;
  RETURN NEW;
END
$$;

CREATE TRIGGER forecast_freeze_is_of_today BEFORE INSERT ON forecast_freeze
  FOR EACH ROW EXECUTE FUNCTION require_present_freeze();

-- 3. A committed freeze is sealed: calls only join the freeze of their own transaction, and none of a period that has ended.
CREATE FUNCTION require_open_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  refused record;
BEGIN
  SELECT added.month, added.target, opened.month IS NULL AS is_sealed INTO refused
    FROM added
    LEFT JOIN forecast_freeze AS opened ON opened.month = added.month AND opened.xmin = pg_current_xact_id()::xid
   WHERE opened.month IS NULL OR added.period_end_on <= opened.as_of
   LIMIT 1;
  IF FOUND AND refused.is_sealed THEN
    RAISE EXCEPTION 'the freeze of % is already committed and takes no more calls', refused.month USING ERRCODE = 'restrict_violation';
  ELSIF FOUND THEN
    RAISE EXCEPTION 'the period of % had ended when it was called', refused.target USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER forecast_call_joins_open_freeze AFTER INSERT ON forecast_call
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_open_freeze();

-- 4. A freeze is whole: what it says it holds is there when the transaction ends.
CREATE FUNCTION require_whole_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found_count integer;
BEGIN
  SELECT count(*) INTO found_count FROM forecast_call WHERE month = NEW.month;
  IF found_count <> NEW.call_count THEN
    RAISE EXCEPTION 'the freeze of % says % calls and holds %', NEW.month, NEW.call_count, found_count
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER forecast_freeze_is_whole AFTER INSERT ON forecast_freeze
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_whole_freeze();
