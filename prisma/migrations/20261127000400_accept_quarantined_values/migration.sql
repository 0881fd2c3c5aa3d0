-- A value that was kept apart can be accepted: what would be stored is kept with it, and what was stored says so.
-- No row is rewritten: every new column is null or has a constant default. What was kept apart before has no row to be
-- stored; it gets one when it comes again.
ALTER TABLE "quarantined_value" ADD COLUMN "held_row" JSONB, ADD COLUMN "decided_by" TEXT;
ALTER TABLE "price_bar" ADD COLUMN "accepted_value_ids" BIGINT[], ADD COLUMN "provenance" TEXT;

DO $$
DECLARE
  filled name;
BEGIN
  FOREACH filled IN ARRAY ARRAY['quote', 'fundamental', 'filed_fact', 'reference_rate', 'model_price']::name[] LOOP
    EXECUTE format(
      'ALTER TABLE %I ADD COLUMN "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
                      ADD COLUMN "accepted_value_ids" BIGINT[], ADD COLUMN "provenance" TEXT', filled);
  END LOOP;
  FOREACH filled IN ARRAY ARRAY['price_bar', 'quote', 'fundamental', 'filed_fact', 'reference_rate', 'model_price']::name[] LOOP
    EXECUTE format(
      'ALTER TABLE %I ADD CONSTRAINT %I CHECK (provenance IS NOT NULL OR coalesce(cardinality(accepted_value_ids), 0) = 0)',
      filled, filled || '_says_who_accepted');
  END LOOP;
END
$$;

-- The row of a value changes only while nobody has decided: it is then as it came last. Who decided is kept as text,
-- which outlasts the account.
CREATE OR REPLACE FUNCTION keep_quarantined_value() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  may_change CONSTANT text[] := ARRAY['last_seen_at', 'decision', 'decided_by_id', 'decided_by', 'decided_at',
                                      'decision_note', 'held_row'];
BEGIN
  IF to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
     OR (OLD.decision IS NOT NULL AND NEW.held_row IS DISTINCT FROM OLD.held_row) THEN
    RAISE EXCEPTION 'quarantined_value % keeps what came and why it is doubted', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER TABLE quarantined_value
  ADD CONSTRAINT quarantined_value_accepted_has_row CHECK (decision IS DISTINCT FROM 'accepted' OR held_row IS NOT NULL);

-- With the new columns at its end.
CREATE OR REPLACE VIEW standing_price_bar AS
  SELECT DISTINCT ON (symbol, session_on) *
    FROM (SELECT DISTINCT ON (symbol, session_on, source) *
            FROM price_bar ORDER BY symbol, session_on, source, revision DESC) AS newest
   WHERE NOT is_withdrawn
   ORDER BY symbol, session_on, (source = 'csv') DESC;

-- Finds the revisions of an acceptance. Hardly any row has one, so the indexes stay as good as empty.
DO $$
DECLARE
  filled name;
BEGIN
  FOREACH filled IN ARRAY ARRAY['price_bar', 'quote', 'fundamental', 'filed_fact', 'reference_rate', 'model_price']::name[] LOOP
    EXECUTE format('CREATE INDEX %I ON %I USING gin (accepted_value_ids) WHERE accepted_value_ids IS NOT NULL',
      filled || '_accepted_value_ids_idx', filled);
  END LOOP;
END
$$;
CREATE INDEX quarantined_value_accepted_idx ON quarantined_value (source, subject) WHERE decision = 'accepted';
