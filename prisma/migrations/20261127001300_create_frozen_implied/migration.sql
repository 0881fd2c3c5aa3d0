-- CreateTable
CREATE TABLE "frozen_value_change" (
    "event_id" TEXT NOT NULL,
    "ticker" TEXT NOT NULL,
    "computed_on" DATE NOT NULL,
    "model_version" TEXT NOT NULL,
    "d0_on" DATE NOT NULL,
    "benchmark" TEXT NOT NULL,
    "alpha" DOUBLE PRECISION NOT NULL,
    "beta" DOUBLE PRECISION NOT NULL,
    "residual_std_dev" DOUBLE PRECISION NOT NULL,
    "estimation_from_on" DATE NOT NULL,
    "estimation_to_on" DATE NOT NULL,
    "estimation_sessions" INTEGER NOT NULL,
    "sessions" DATE[],
    "change_pct" DOUBLE PRECISION[],
    "std_error_pct" DOUBLE PRECISION[],
    "implied" TEXT[],
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "frozen_value_change_pkey" PRIMARY KEY ("event_id","ticker","computed_on","model_version")
);

-- What the code promises about these records, held by the database itself. Nothing below is visible to Prisma's schema.

-- A computation is never rewritten: another day or another model makes another row.
CREATE TRIGGER frozen_value_change_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON frozen_value_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE frozen_value_change
  ADD CONSTRAINT frozen_value_change_has_names CHECK (
    btrim(event_id) <> '' AND btrim(ticker) <> '' AND btrim(model_version) <> '' AND btrim(benchmark) <> ''),
  ADD CONSTRAINT frozen_value_change_has_one_of_each CHECK (
    cardinality(sessions) >= 1
    AND cardinality(change_pct) = cardinality(sessions)
    AND cardinality(std_error_pct) = cardinality(sessions)
    AND cardinality(implied) IN (0, cardinality(sessions))),
  ADD CONSTRAINT frozen_value_change_is_in_order CHECK (
    estimation_from_on < estimation_to_on AND estimation_to_on <= d0_on
    AND d0_on < sessions[1] AND sessions[cardinality(sessions)] <= computed_on),
  ADD CONSTRAINT frozen_value_change_has_no_nan CHECK (
    alpha <> 'NaN' AND beta <> 'NaN' AND residual_std_dev > 0 AND residual_std_dev < 'Infinity'
    AND array_position(change_pct, 'NaN') IS NULL AND array_position(std_error_pct, 'NaN') IS NULL);
