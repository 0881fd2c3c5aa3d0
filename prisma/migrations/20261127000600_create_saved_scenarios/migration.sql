-- CreateTable
CREATE TABLE "saved_scenario" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "saved_scenario_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scenario_version" (
    "scenario_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "as_of" DATE,
    "ranges" JSONB NOT NULL,
    "seed" BIGINT NOT NULL,
    "note" TEXT,
    "result" JSONB NOT NULL,
    "model_version" TEXT NOT NULL,
    "data_version" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scenario_version_pkey" PRIMARY KEY ("scenario_id","version")
);

-- CreateIndex
CREATE INDEX "saved_scenario_owner_id_deleted_at_idx" ON "saved_scenario"("owner_id", "deleted_at");

-- AddForeignKey
ALTER TABLE "saved_scenario" ADD CONSTRAINT "saved_scenario_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "scenario_version" ADD CONSTRAINT "scenario_version_scenario_id_fkey" FOREIGN KEY ("scenario_id") REFERENCES "saved_scenario"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the code promises about saved scenarios, held by the database itself. Nothing below is visible to Prisma's schema.

-- One name a member; a deleted scenario gives its name back.
CREATE UNIQUE INDEX saved_scenario_name_is_used_once ON saved_scenario (owner_id, lower(name)) WHERE deleted_at IS NULL;

ALTER TABLE saved_scenario
  ADD CONSTRAINT saved_scenario_name_is_short CHECK (length(name) BETWEEN 1 AND 80),
  ADD CONSTRAINT saved_scenario_has_a_version CHECK (version >= 1);

ALTER TABLE scenario_version
  ADD CONSTRAINT scenario_version_counts CHECK (version >= 1),
  ADD CONSTRAINT scenario_version_link_is_short CHECK (length(link) <= 4000),
  ADD CONSTRAINT scenario_version_ranges_are_a_list CHECK (jsonb_typeof(ranges) = 'array'),
  ADD CONSTRAINT scenario_version_seed_is_exact CHECK (seed BETWEEN 0 AND 9007199254740991);

CREATE TRIGGER scenario_version_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scenario_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
