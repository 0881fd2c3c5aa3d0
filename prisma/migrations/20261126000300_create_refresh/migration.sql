-- CreateTable
CREATE TABLE "refresh_run" (
    "id" BIGSERIAL NOT NULL,
    "job_id" TEXT NOT NULL,
    "slot_id" TEXT NOT NULL,
    "slot_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "folded_count" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "lease_number" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "planned_count" INTEGER,
    "detail" TEXT,
    "requested_by" TEXT,

    CONSTRAINT "refresh_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_subject" (
    "run_id" BIGINT NOT NULL,
    "subject" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "new_count" INTEGER NOT NULL DEFAULT 0,
    "revised_count" INTEGER NOT NULL DEFAULT 0,
    "unchanged_count" INTEGER NOT NULL DEFAULT 0,
    "quarantined_count" INTEGER NOT NULL DEFAULT 0,
    "is_whole_history" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "attempted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refresh_subject_pkey" PRIMARY KEY ("run_id","subject")
);

-- CreateTable
CREATE TABLE "source_state" (
    "source" TEXT NOT NULL,
    "breaker" JSONB NOT NULL,
    "last_success_at" TIMESTAMPTZ(3),
    "last_failure_at" TIMESTAMPTZ(3),
    "last_failure" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_state_pkey" PRIMARY KEY ("source")
);

-- CreateTable
CREATE TABLE "raw_payload" (
    "sha256" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "byte_count" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,

    CONSTRAINT "raw_payload_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "run_payload" (
    "id" BIGSERIAL NOT NULL,
    "run_id" BIGINT NOT NULL,
    "subject" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "run_payload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quarantined_value" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "raw_value" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "first_run_id" BIGINT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,

    CONSTRAINT "quarantined_value_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_bar" (
    "symbol" TEXT NOT NULL,
    "session_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "is_final" BOOLEAN NOT NULL DEFAULT true,
    "open" DECIMAL(20,6),
    "high" DECIMAL(20,6),
    "low" DECIMAL(20,6),
    "close" DECIMAL(20,6) NOT NULL,
    "adjusted_close" DECIMAL(20,6),
    "volume" BIGINT,
    "currency" TEXT NOT NULL,
    "minor_unit_factor" INTEGER NOT NULL DEFAULT 1,
    "run_id" BIGINT,
    "import_batch_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "price_bar_pkey" PRIMARY KEY ("symbol","session_on","source","revision")
);

-- CreateTable
CREATE TABLE "corporate_action" (
    "symbol" TEXT NOT NULL,
    "ex_on" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "numerator" INTEGER,
    "denominator" INTEGER,
    "amount_per_share" DECIMAL(20,6),
    "currency" TEXT,
    "minor_unit_factor" INTEGER,
    "spun_off_symbol" TEXT,
    "run_id" BIGINT,
    "import_batch_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "corporate_action_pkey" PRIMARY KEY ("symbol","ex_on","kind","source","revision")
);

-- CreateTable
CREATE TABLE "quote" (
    "symbol" TEXT NOT NULL,
    "priced_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "price" DECIMAL(20,6) NOT NULL,
    "previous_close" DECIMAL(20,6),
    "currency" TEXT NOT NULL,
    "minor_unit_factor" INTEGER NOT NULL,
    "run_id" BIGINT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quote_pkey" PRIMARY KEY ("symbol","priced_at","source","revision")
);

-- CreateTable
CREATE TABLE "fundamental" (
    "symbol" TEXT NOT NULL,
    "period_end_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "revenue" DECIMAL(30,4),
    "operating_income" DECIMAL(30,4),
    "capital_expenditure" DECIMAL(30,4),
    "diluted_average_shares" DECIMAL(30,4),
    "run_id" BIGINT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fundamental_pkey" PRIMARY KEY ("symbol","period_end_on","source","revision")
);

-- CreateTable
CREATE TABLE "filed_fact" (
    "cik" TEXT NOT NULL,
    "concept" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "period_start_on" DATE NOT NULL,
    "period_end_on" DATE NOT NULL,
    "accession" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "issuer" TEXT NOT NULL,
    "value" DECIMAL(30,4) NOT NULL,
    "form" TEXT NOT NULL,
    "filed_on" DATE NOT NULL,
    "fiscal_year" INTEGER,
    "fiscal_period" TEXT,
    "run_id" BIGINT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "filed_fact_pkey" PRIMARY KEY ("cik","concept","unit","period_start_on","period_end_on","accession","revision")
);

-- CreateTable
CREATE TABLE "reference_rate" (
    "source" TEXT NOT NULL,
    "base_currency" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "rated_on" DATE NOT NULL,
    "revision" INTEGER NOT NULL,
    "units_per_base" DECIMAL(20,8) NOT NULL,
    "run_id" BIGINT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reference_rate_pkey" PRIMARY KEY ("source","base_currency","currency","rated_on","revision")
);

-- CreateTable
CREATE TABLE "model_price" (
    "source" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "created_on" DATE NOT NULL,
    "context_tokens" BIGINT NOT NULL,
    "input_usd_per_million_tokens" DECIMAL(20,8) NOT NULL,
    "cached_input_usd_per_million_tokens" DECIMAL(20,8),
    "output_usd_per_million_tokens" DECIMAL(20,8) NOT NULL,
    "run_id" BIGINT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_price_pkey" PRIMARY KEY ("source","model_id","revision")
);

-- CreateIndex
CREATE INDEX "refresh_run_source_state_idx" ON "refresh_run"("source", "state");

-- CreateIndex
CREATE INDEX "refresh_run_state_next_try_at_idx" ON "refresh_run"("state", "next_try_at");

-- CreateIndex
CREATE UNIQUE INDEX "refresh_run_job_id_slot_id_key" ON "refresh_run"("job_id", "slot_id");

-- CreateIndex
CREATE INDEX "run_payload_run_id_subject_idx" ON "run_payload"("run_id", "subject");

-- CreateIndex
CREATE INDEX "run_payload_sha256_idx" ON "run_payload"("sha256");

-- CreateIndex
CREATE INDEX "quarantined_value_decision_first_seen_at_idx" ON "quarantined_value"("decision", "first_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "quarantined_value_source_subject_field_raw_value_key" ON "quarantined_value"("source", "subject", "field", "raw_value");

-- CreateIndex
CREATE INDEX "price_bar_import_batch_id_idx" ON "price_bar"("import_batch_id");

-- CreateIndex
CREATE INDEX "corporate_action_import_batch_id_idx" ON "corporate_action"("import_batch_id");

-- CreateIndex
CREATE INDEX "filed_fact_issuer_filed_on_idx" ON "filed_fact"("issuer", "filed_on");

-- AddForeignKey
ALTER TABLE "refresh_subject" ADD CONSTRAINT "refresh_subject_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "refresh_run"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "run_payload" ADD CONSTRAINT "run_payload_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "refresh_run"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "run_payload" ADD CONSTRAINT "run_payload_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "raw_payload"("sha256") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the code promises about refreshed data, held by the database itself. Nothing below is visible to Prisma's schema.

-- 1. Observations and what they came from are append-only.
DO $$
DECLARE
  kept name;
BEGIN
  FOREACH kept IN ARRAY ARRAY['price_bar', 'corporate_action', 'quote', 'fundamental', 'filed_fact', 'reference_rate',
                              'model_price', 'raw_payload', 'run_payload']::name[] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      kept || '_is_append_only', kept);
  END LOOP;
END
$$;

-- 2. Every observation came from a run, or from an import that is still open in the same transaction. Checked once for
--    a statement: a foreign key would ask for each of a million imported bars.
CREATE FUNCTION require_known_run() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  unknown_run bigint;
BEGIN
  SELECT came.run_id INTO unknown_run
    FROM (SELECT DISTINCT run_id FROM added WHERE run_id IS NOT NULL) AS came
    LEFT JOIN refresh_run AS run ON run.id = came.run_id
   WHERE run.id IS NULL
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '%: there is no refresh run %', TG_TABLE_NAME, unknown_run USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION require_open_import() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sealed integer;
BEGIN
  SELECT came.import_batch_id INTO sealed
    FROM (SELECT DISTINCT import_batch_id FROM added WHERE import_batch_id IS NOT NULL) AS came
    LEFT JOIN import_batch AS batch ON batch.id = came.import_batch_id AND batch.xmin = pg_current_xact_id()::xid
   WHERE batch.id IS NULL
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '%: import batch % is already committed and takes no more rows', TG_TABLE_NAME, sealed
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

DO $$
DECLARE
  filled name;
BEGIN
  FOREACH filled IN ARRAY ARRAY['price_bar', 'corporate_action', 'quote', 'fundamental', 'filed_fact',
                                'reference_rate', 'model_price']::name[] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS added FOR EACH STATEMENT
         EXECUTE FUNCTION require_known_run()', filled || '_names_its_run', filled);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (revision >= 1)', filled, filled || '_revision_counts');
  END LOOP;
  FOREACH filled IN ARRAY ARRAY['price_bar', 'corporate_action']::name[] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS added FOR EACH STATEMENT
         EXECUTE FUNCTION require_open_import()', filled || '_joins_open_import', filled);
    EXECUTE format(
      'ALTER TABLE %I ADD CONSTRAINT %I CHECK (
         CASE source WHEN ''yahoo'' THEN run_id IS NOT NULL AND import_batch_id IS NULL
                     WHEN ''csv'' THEN import_batch_id IS NOT NULL AND run_id IS NULL
                     ELSE false END)', filled, filled || '_says_where_from');
  END LOOP;
END
$$;

-- 3. What a price needs to be one. NaN is above every number for PostgreSQL, so it is named.
ALTER TABLE price_bar
  ADD CONSTRAINT price_bar_symbol_not_blank CHECK (symbol <> ''),
  ADD CONSTRAINT price_bar_currency_shape CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT price_bar_minor_unit_positive CHECK (minor_unit_factor >= 1),
  ADD CONSTRAINT price_bar_prices_positive CHECK (
    least(open, high, low, close, adjusted_close) > 0
    AND greatest(open, high, low, close, adjusted_close) < 'NaN'),
  ADD CONSTRAINT price_bar_volume_not_negative CHECK (volume >= 0);
ALTER TABLE corporate_action
  ADD CONSTRAINT corporate_action_symbol_not_blank CHECK (symbol <> ''),
  ADD CONSTRAINT corporate_action_has_its_figures CHECK (
    CASE kind
      WHEN 'split' THEN numerator >= 1 AND denominator >= 1 AND num_nonnulls(amount_per_share, currency, spun_off_symbol) = 0
        AND numerator IS NOT NULL AND denominator IS NOT NULL
      WHEN 'dividend' THEN amount_per_share > 0 AND amount_per_share < 'NaN' AND amount_per_share IS NOT NULL
        AND currency ~ '^[A-Z]{3}$' AND currency IS NOT NULL AND num_nonnulls(numerator, denominator, spun_off_symbol) = 0
      WHEN 'spin-off' THEN spun_off_symbol <> '' AND spun_off_symbol IS NOT NULL AND num_nonnulls(amount_per_share, currency) = 0
        AND num_nonnulls(numerator, denominator) IN (0, 2) AND coalesce(least(numerator, denominator), 1) >= 1
      ELSE false
    END);
ALTER TABLE reference_rate
  ADD CONSTRAINT reference_rate_source_known CHECK (source IN ('ecb')),
  ADD CONSTRAINT reference_rate_positive CHECK (units_per_base > 0 AND units_per_base < 'NaN');
ALTER TABLE model_price
  ADD CONSTRAINT model_price_source_known CHECK (source IN ('openrouter')),
  ADD CONSTRAINT model_price_not_negative CHECK (
    least(input_usd_per_million_tokens, cached_input_usd_per_million_tokens, output_usd_per_million_tokens) >= 0);
ALTER TABLE filed_fact ADD CONSTRAINT filed_fact_period_runs_forward CHECK (period_start_on <= period_end_on);

-- 4. Runs. One that has ended is history; a lease belongs to one that runs.
ALTER TABLE refresh_run
  ADD CONSTRAINT refresh_run_source_known CHECK (source IN ('yahoo', 'edgar', 'ecb', 'openrouter')),
  ADD CONSTRAINT refresh_run_reason_known CHECK (reason IN ('first', 'regular', 'catch-up', 'manual')),
  ADD CONSTRAINT refresh_run_state_known CHECK (
    state IN ('waiting', 'running', 'succeeded', 'incomplete', 'failed', 'off')),
  ADD CONSTRAINT refresh_run_state_fits CHECK (
    CASE state
      WHEN 'waiting' THEN next_try_at IS NOT NULL AND ended_at IS NULL AND lease_holder IS NULL AND lease_until IS NULL
      WHEN 'running' THEN next_try_at IS NULL AND ended_at IS NULL AND lease_holder IS NOT NULL AND lease_until IS NOT NULL
      ELSE next_try_at IS NULL AND ended_at IS NOT NULL AND lease_holder IS NULL AND lease_until IS NULL
    END);
ALTER TABLE refresh_subject
  ADD CONSTRAINT refresh_subject_outcome_known CHECK (outcome IN ('done', 'missing', 'failed')),
  ADD CONSTRAINT refresh_subject_failure_says_why CHECK (outcome = 'done' OR reason IS NOT NULL);
ALTER TABLE raw_payload ADD CONSTRAINT raw_payload_sha256_shape CHECK (sha256 ~ '^[0-9a-f]{64}$');

CREATE FUNCTION keep_run_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL THEN
    RAISE EXCEPTION 'refresh_run % has ended and does not change', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.lease_number < OLD.lease_number OR (NEW.job_id, NEW.slot_id, NEW.source) <> (OLD.job_id, OLD.slot_id, OLD.source) THEN
    RAISE EXCEPTION 'refresh_run % keeps its job, slot and source, and leases count up', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION keep_done_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome = 'done' THEN
    RAISE EXCEPTION 'refresh_subject % of run % is done and does not change', OLD.subject, OLD.run_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

-- 5. Of a quarantined value only the decision and the last day seen change.
CREATE FUNCTION keep_quarantined_value() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  may_change CONSTANT text[] := ARRAY['last_seen_at', 'decision', 'decided_by_id', 'decided_at', 'decision_note'];
BEGIN
  IF to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'quarantined_value % keeps what came and why it is doubted', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER refresh_run_keeps_history BEFORE UPDATE ON refresh_run
  FOR EACH ROW EXECUTE FUNCTION keep_run_history();
CREATE TRIGGER refresh_run_is_kept BEFORE DELETE OR TRUNCATE ON refresh_run
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refresh_subject_keeps_done BEFORE UPDATE ON refresh_subject
  FOR EACH ROW EXECUTE FUNCTION keep_done_subject();
CREATE TRIGGER refresh_subject_is_kept BEFORE DELETE OR TRUNCATE ON refresh_subject
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER quarantined_value_keeps_what_came BEFORE UPDATE ON quarantined_value
  FOR EACH ROW EXECUTE FUNCTION keep_quarantined_value();
CREATE TRIGGER quarantined_value_is_kept BEFORE DELETE OR TRUNCATE ON quarantined_value
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE quarantined_value
  ADD CONSTRAINT quarantined_value_raw_value_is_short CHECK (length(raw_value) <= 400),
  ADD CONSTRAINT quarantined_value_decision_known CHECK (decision IN ('accepted', 'rejected')),
  ADD CONSTRAINT quarantined_value_decision_is_dated CHECK ((decision IS NULL) = (decided_at IS NULL));

-- 6. The bar that counts: the newest revision of each source, the desk's own before Yahoo's; withdrawn ones do not count.
CREATE VIEW standing_price_bar AS
  SELECT DISTINCT ON (symbol, session_on) *
    FROM (SELECT DISTINCT ON (symbol, session_on, source) *
            FROM price_bar ORDER BY symbol, session_on, source, revision DESC) AS newest
   WHERE NOT is_withdrawn
   ORDER BY symbol, session_on, (source = 'csv') DESC;
