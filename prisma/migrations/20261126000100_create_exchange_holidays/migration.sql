-- CreateTable
CREATE TABLE "exchange_holiday" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "exchange" TEXT NOT NULL,
    "holiday_on" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "closes_at_local" TEXT,
    "note" TEXT,

    CONSTRAINT "exchange_holiday_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateIndex
CREATE INDEX "exchange_holiday_batch_id_idx" ON "exchange_holiday"("batch_id");

-- AddForeignKey
ALTER TABLE "exchange_holiday" ADD CONSTRAINT "exchange_holiday_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "exchange_holiday" ADD CONSTRAINT "exchange_holiday_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- The promises of 20261124000200_guard_facts, for this table: append-only, joins only an open batch, no blank text.
CREATE TRIGGER exchange_holiday_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_holiday
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exchange_holiday_joins_open_batch AFTER INSERT ON exchange_holiday
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_open_batch();
ALTER TABLE exchange_holiday
  ADD CONSTRAINT exchange_holiday_key_not_blank CHECK (key <> ''),
  ADD CONSTRAINT exchange_holiday_content_hash_not_blank CHECK (content_hash <> ''),
  ADD CONSTRAINT exchange_holiday_exchange_not_blank CHECK (exchange <> ''),
  ADD CONSTRAINT exchange_holiday_name_not_blank CHECK (name <> ''),
  ADD CONSTRAINT exchange_holiday_kind_not_blank CHECK (kind <> '');

-- What a calendar needs to count sessions.
ALTER TABLE exchange_holiday
  ADD CONSTRAINT exchange_holiday_exchange_known CHECK (exchange IN ('KRX', 'TSE', 'US')),
  ADD CONSTRAINT exchange_holiday_kind_known CHECK (kind IN ('full', 'early_close', 'late_close')),
  ADD CONSTRAINT exchange_holiday_is_weekday CHECK (extract(isodow FROM holiday_on) < 6),
  ADD CONSTRAINT exchange_holiday_closes_unless_full CHECK ((kind = 'full') = (closes_at_local IS NULL)),
  ADD CONSTRAINT exchange_holiday_closing_time_shape CHECK (closes_at_local ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  ADD CONSTRAINT exchange_holiday_derived_states_rule CHECK (grade <> 'derived' OR note IS NOT NULL);
