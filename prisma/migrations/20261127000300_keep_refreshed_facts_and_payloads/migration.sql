-- CreateTable
CREATE TABLE "payload_clearing" (
    "id" BIGSERIAL NOT NULL,
    "cleared_at" TIMESTAMPTZ(3) NOT NULL,
    "keep_days" INTEGER NOT NULL,
    "arrival_count" INTEGER NOT NULL,
    "payload_count" INTEGER NOT NULL,
    "packed_byte_count" BIGINT NOT NULL,
    "is_last" BOOLEAN NOT NULL,

    CONSTRAINT "payload_clearing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "run_payload_subject_received_at_idx" ON "run_payload"("subject", "received_at");

-- CreateIndex
CREATE INDEX "run_payload_received_at_idx" ON "run_payload"("received_at");

-- What the code promises, held by the database itself. Nothing below is visible to Prisma's schema.

-- 1. Facts may be made of what a source brought. The list holds every origin there is, in whatever order migrations
--    that add one are applied.
ALTER TABLE import_batch DROP CONSTRAINT IF EXISTS import_batch_origin_known;
ALTER TABLE import_batch ADD CONSTRAINT import_batch_origin_known CHECK (
  origin IN ('seed', 'restatement', 'csv', 'edgar', 'ecb', 'openrouter'));

-- 2. Answers as they came may be let go, by whoever says in the same transaction that this is what it does. They are
--    still never changed, and what was let go is written down for good.
DROP TRIGGER raw_payload_is_append_only ON raw_payload;
DROP TRIGGER run_payload_is_append_only ON run_payload;

CREATE FUNCTION refuse_unless_clearing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('waterline.clears_payloads', true), '') <> 'yes' THEN
    RAISE EXCEPTION '% is append-only: % is refused; only the clearing of old answers may let rows go', TG_TABLE_NAME, TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

DO $$
DECLARE
  kept name;
BEGIN
  FOREACH kept IN ARRAY ARRAY['raw_payload', 'run_payload']::name[] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE UPDATE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      kept || '_is_append_only', kept);
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_clearing()',
      kept || '_is_let_go_by_rule', kept);
  END LOOP;
END
$$;

CREATE TRIGGER payload_clearing_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payload_clearing
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE payload_clearing
  ADD CONSTRAINT payload_clearing_keeps_a_week CHECK (keep_days >= 7),
  ADD CONSTRAINT payload_clearing_counts CHECK (
    arrival_count >= 0 AND payload_count BETWEEN 0 AND arrival_count AND packed_byte_count >= 0);
