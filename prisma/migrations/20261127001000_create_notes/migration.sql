-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_ref" TEXT NOT NULL,
    "subject_title" TEXT NOT NULL,
    "chart" TEXT,
    "chart_series" TEXT,
    "chart_x" TEXT,
    "from_on" DATE,
    "to_on" DATE,
    "words" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "note_owner_id_created_at_idx" ON "note"("owner_id", "created_at");

-- CreateIndex
CREATE INDEX "note_subject_kind_subject_ref_idx" ON "note"("subject_kind", "subject_ref");

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the code promises about notes, held by the database itself. Nothing below is visible to Prisma's schema.

ALTER TABLE note
  ADD CONSTRAINT note_kind_is_known CHECK (subject_kind IN
    ('company', 'issuer', 'lab', 'technique', 'model', 'event', 'metric', 'ledger', 'scenario', 'page')),
  ADD CONSTRAINT note_ref_is_short CHECK (length(subject_ref) BETWEEN 1 AND 200),
  ADD CONSTRAINT note_title_is_short CHECK (length(subject_title) BETWEEN 1 AND 300),
  ADD CONSTRAINT note_words_are_few CHECK (length(words) BETWEEN 1 AND 2000),
  ADD CONSTRAINT note_has_a_version CHECK (version >= 1),
  ADD CONSTRAINT note_chart_is_whole CHECK (
    (chart IS NULL) = (chart_x IS NULL) AND (chart IS NOT NULL OR chart_series IS NULL)
    AND length(chart) BETWEEN 1 AND 100 AND length(chart_series) BETWEEN 1 AND 100 AND length(chart_x) BETWEEN 1 AND 100),
  ADD CONSTRAINT note_dates_are_in_order CHECK ((from_on IS NULL) = (to_on IS NULL) AND from_on <= to_on),
  ADD CONSTRAINT note_changed_after_it_was_made CHECK (changed_at >= created_at);
