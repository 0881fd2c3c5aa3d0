-- CreateTable
CREATE TABLE "frozen_study" (
    "event_id" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "benchmark" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "computed_on" DATE NOT NULL,
    "model_version" TEXT NOT NULL,
    "price_note" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "first_session_on" DATE NOT NULL,
    "alpha" DOUBLE PRECISION NOT NULL,
    "beta" DOUBLE PRECISION NOT NULL,
    "days" INTEGER NOT NULL,
    "residual_std_dev" DOUBLE PRECISION NOT NULL,
    "estimation_from_on" DATE NOT NULL,
    "estimation_to_on" DATE NOT NULL,
    "windows" JSONB NOT NULL,
    "path_from" INTEGER NOT NULL,
    "path_hundredths_pct" INTEGER[],

    CONSTRAINT "frozen_study_pkey" PRIMARY KEY ("event_id","symbol","model","benchmark","version")
);

-- CreateTable
CREATE TABLE "frozen_placebo" (
    "symbol" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "benchmark" TEXT NOT NULL,
    "length" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "computed_on" DATE NOT NULL,
    "model_version" TEXT NOT NULL,
    "dates" INTEGER NOT NULL,
    "first_on" DATE NOT NULL,
    "last_on" DATE NOT NULL,
    "car" DOUBLE PRECISION[],
    "t" DOUBLE PRECISION[],

    CONSTRAINT "frozen_placebo_pkey" PRIMARY KEY ("symbol","model","benchmark","length","version")
);

-- What the code promises about frozen studies, held by the database itself. Nothing below is visible to Prisma's schema.

-- A record says what was computed on its day; what is computed later is another version.
CREATE TRIGGER frozen_study_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON frozen_study
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_placebo_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON frozen_placebo
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- No figure is NaN or infinite: NaN sorts above infinity, so that one comparison refuses both.
ALTER TABLE frozen_study
  ADD CONSTRAINT frozen_study_has_a_version CHECK (version >= 1),
  ADD CONSTRAINT frozen_study_model_is_known CHECK (model IN ('market', 'market-adjusted', 'constant-mean')),
  ADD CONSTRAINT frozen_study_has_days CHECK (days >= 3),
  ADD CONSTRAINT frozen_study_alpha_is_a_number CHECK (abs(alpha) < 1),
  ADD CONSTRAINT frozen_study_beta_is_a_number CHECK (abs(beta) < 1000),
  ADD CONSTRAINT frozen_study_varies CHECK (residual_std_dev > 0 AND residual_std_dev < 10),
  ADD CONSTRAINT frozen_study_estimates_before CHECK (estimation_from_on <= estimation_to_on AND estimation_to_on < first_session_on),
  ADD CONSTRAINT frozen_study_windows_are_a_list CHECK (jsonb_typeof(windows) = 'array');

ALTER TABLE frozen_placebo
  ADD CONSTRAINT frozen_placebo_has_a_version CHECK (version >= 1),
  ADD CONSTRAINT frozen_placebo_model_is_known CHECK (model IN ('market', 'market-adjusted', 'constant-mean')),
  ADD CONSTRAINT frozen_placebo_has_a_length CHECK (length >= 1),
  ADD CONSTRAINT frozen_placebo_has_five_quantiles CHECK (cardinality(car) = 5 AND cardinality(t) = 5);
