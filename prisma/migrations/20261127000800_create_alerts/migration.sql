-- CreateTable
CREATE TABLE "alert_rule" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "scenario_id" UUID,
    "is_one_shot" BOOLEAN NOT NULL,
    "deliver" TEXT NOT NULL,
    "mute_until" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "state" JSONB NOT NULL,
    "checked_mark" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "last_value" DOUBLE PRECISION,
    "last_on" DATE,
    "unit" TEXT,
    "distance" DOUBLE PRECISION,
    "last_fired_at" TIMESTAMPTZ(3),
    "quiet" JSONB,
    "is_failing" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_firing" (
    "id" BIGSERIAL NOT NULL,
    "rule_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "occurred_on" DATE NOT NULL,
    "fired_at" TIMESTAMPTZ(3) NOT NULL,
    "rule_name" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "is_muted" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_firing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_rule_owner_id_deleted_at_idx" ON "alert_rule"("owner_id", "deleted_at");

-- CreateIndex
CREATE UNIQUE INDEX "alert_firing_rule_id_dedupe_key_key" ON "alert_firing"("rule_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "alert_firing_owner_id_id_idx" ON "alert_firing"("owner_id", "id");

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "alert_firing" ADD CONSTRAINT "alert_firing_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the code promises about alerts, held by the database itself. Nothing below is visible to Prisma's schema.

ALTER TABLE alert_rule
  ADD CONSTRAINT alert_rule_name_is_short CHECK (length(name) BETWEEN 1 AND 80),
  ADD CONSTRAINT alert_rule_is_delivered_somewhere CHECK (deliver IN ('inbox', 'inbox-and-channels')),
  ADD CONSTRAINT alert_rule_has_a_version CHECK (version >= 1 AND epoch BETWEEN 1 AND version),
  ADD CONSTRAINT alert_rule_spec_names_its_kind CHECK (spec ->> 'kind' = kind),
  ADD CONSTRAINT alert_rule_spec_names_its_scenario CHECK ((spec ->> 'scenarioId')::uuid IS NOT DISTINCT FROM scenario_id),
  ADD CONSTRAINT alert_rule_value_has_a_day CHECK ((last_value IS NULL) = (last_on IS NULL));

-- One name a member; a deleted rule gives its name back.
CREATE UNIQUE INDEX alert_rule_name_is_used_once ON alert_rule (owner_id, lower(name)) WHERE deleted_at IS NULL;

-- A firing belongs to the owner of its rule, and says for good what it said: only whether it was read moves.
CREATE FUNCTION keep_alert_firing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT FROM alert_rule WHERE id = NEW.rule_id AND owner_id = NEW.owner_id) THEN
      RAISE EXCEPTION 'an alert fires for the owner of its rule' USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF (to_jsonb(NEW) - 'read_at') <> (to_jsonb(OLD) - 'read_at') THEN
    RAISE EXCEPTION 'what an alert said is not rewritten' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER alert_firing_is_kept BEFORE INSERT OR UPDATE ON alert_firing
  FOR EACH ROW EXECUTE FUNCTION keep_alert_firing();

-- The inbox counts what is unread at every page.
CREATE INDEX alert_firing_is_unread ON alert_firing (owner_id) WHERE read_at IS NULL AND NOT is_muted;

-- What was refreshed last is looked up every few seconds.
CREATE INDEX refresh_subject_changed_something ON refresh_subject (attempted_at) WHERE new_count + revised_count > 0;
