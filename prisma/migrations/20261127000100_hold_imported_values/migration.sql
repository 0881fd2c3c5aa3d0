-- A value that an import brought may be held as well as one of a refresh: then the batch says where it came from.
-- No row moves; the lock is held for as long as it takes to look at the rows there are.
ALTER TABLE "quarantined_value" ALTER COLUMN "first_run_id" DROP NOT NULL, ADD COLUMN "import_batch_id" INTEGER;
ALTER TABLE quarantined_value
  ADD CONSTRAINT quarantined_value_says_where_from CHECK (num_nonnulls(first_run_id, import_batch_id) = 1);
