-- Facts may also come as a shipped restatement of a shipped figure, or from a company's filings with the SEC.
-- No row moves; the lock is held for as long as it takes to look at the rows there are.
ALTER TABLE import_batch DROP CONSTRAINT import_batch_origin_known;
ALTER TABLE import_batch
  ADD CONSTRAINT import_batch_origin_known CHECK (origin IN ('seed', 'restatement', 'csv', 'edgar'));
