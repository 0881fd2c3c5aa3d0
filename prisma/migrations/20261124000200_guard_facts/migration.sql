-- What the code promises about facts, held by the database itself. Nothing here is visible to Prisma's schema.

-- 1. History is append-only. A correction is a new revision; a removal is a revision with is_withdrawn.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused; record a new revision instead', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END
$$;

-- 2. Batch ids are the data version: consecutive, in the order of commits. The lock is held until the
--    transaction ends, so a second importer waits here (or earlier, where the importer takes the same lock).
CREATE FUNCTION require_next_batch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next_id integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('waterline.import'));
  SELECT coalesce(max(id), 0) + 1 INTO next_id FROM import_batch;
  IF NEW.id <> next_id THEN
    RAISE EXCEPTION 'import_batch.id must be % but is %', next_id, NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER import_batch_is_consecutive BEFORE INSERT ON import_batch
  FOR EACH ROW EXECUTE FUNCTION require_next_batch();

-- 3. A committed batch is sealed: rows may only join the batch that the same transaction opened.
CREATE FUNCTION require_open_batch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sealed integer;
BEGIN
  SELECT added.batch_id INTO sealed
    FROM added
    LEFT JOIN import_batch AS batch ON batch.id = added.batch_id AND batch.xmin = pg_current_xact_id()::xid
   WHERE batch.id IS NULL
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '%: import batch % is already committed and takes no more rows', TG_TABLE_NAME, sealed
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

DO $$
DECLARE
  kept name;
  member name;
BEGIN
  FOR kept IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\_prisma%' LOOP
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      kept || '_is_append_only', kept);
  END LOOP;
  FOR member IN
    SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'batch_id'
  LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_open_batch()',
      member || '_joins_open_batch', member);
  END LOOP;
END
$$;

-- 4. No number is NaN (numeric(24, 9) already refuses infinities), no required text is blank.
DO $$
DECLARE
  col record;
BEGIN
  FOR col IN
    SELECT table_name, column_name, data_type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name NOT LIKE '\_prisma%'
       AND (data_type = 'numeric' OR (data_type = 'text' AND is_nullable = 'NO'))
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I <> %L)',
      col.table_name,
      col.table_name || '_' || col.column_name || CASE col.data_type WHEN 'numeric' THEN '_is_number' ELSE '_not_blank' END,
      col.column_name,
      CASE col.data_type WHEN 'numeric' THEN 'NaN' ELSE '' END);
  END LOOP;
END
$$;

-- 5. Provenance.
ALTER TABLE source
  ADD CONSTRAINT source_url_is_web CHECK (url ~ '^https?://[^[:space:]]+$'),
  ADD CONSTRAINT source_published_on_is_reduced_date CHECK (published_on ~ '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'),
  ADD CONSTRAINT source_published_by_follows CHECK ((published_on IS NULL) = (published_by IS NULL)),
  ADD CONSTRAINT source_published_by_agrees CHECK (to_char(published_by, 'YYYY-MM-DD') LIKE published_on || '%'),
  ADD CONSTRAINT source_fingerprint_is_sha256 CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT source_says_something CHECK (title IS NOT NULL OR url IS NOT NULL);
ALTER TABLE import_batch
  ADD CONSTRAINT import_batch_origin_known CHECK (origin IN ('seed', 'csv'));
ALTER TABLE import_batch_file
  ADD CONSTRAINT import_batch_file_is_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT import_batch_file_counts CHECK (
    row_count > 0 AND added_count >= 0 AND revised_count >= 0 AND withdrawn_count >= 0
    AND added_count + revised_count <= row_count);

-- 6. Ranges are ordered. A comparison with a missing part is null, which a CHECK lets pass, so each pair is named.
ALTER TABLE capex_announcement
  ADD CONSTRAINT capex_announcement_amount_ordered CHECK (
    low_usd_bn <= high_usd_bn AND low_usd_bn <= point_usd_bn AND point_usd_bn <= high_usd_bn),
  ADD CONSTRAINT capex_announcement_amount_not_negative CHECK (low_usd_bn >= 0 AND point_usd_bn >= 0 AND high_usd_bn >= 0),
  ADD CONSTRAINT capex_announcement_period_ordered CHECK (period_start_on <= period_end_on),
  ADD CONSTRAINT capex_announcement_kind_known CHECK (kind IN ('guidance', 'plan', 'commitment')),
  ADD CONSTRAINT capex_announcement_replaces_another CHECK (supersedes_id <> id),
  ADD CONSTRAINT capex_announcement_visible_when_announced CHECK (visible_from = announced_on);
ALTER TABLE capex_comparability
  ADD CONSTRAINT capex_comparability_measure_known CHECK (measure IN (
    'cash', 'cash-net-of-incentives', 'cash-and-finance-lease-principal', 'additions-with-finance-leases',
    'additions-with-accruals', 'net-of-customer-money'));
ALTER TABLE capex_actual
  ADD CONSTRAINT capex_actual_not_negative CHECK (capex_usd_bn >= 0),
  ADD CONSTRAINT capex_actual_period_ordered CHECK (period_start_on <= period_end_on),
  ADD CONSTRAINT capex_actual_visible_after_period CHECK (visible_from >= period_end_on);
ALTER TABLE capex_hbm_bridge
  ADD CONSTRAINT capex_hbm_bridge_ordered CHECK (low <= high AND low <= point AND point <= high);
ALTER TABLE hbm_market
  ADD CONSTRAINT hbm_market_ordered CHECK (low <= high AND low <= point AND point <= high);
ALTER TABLE accelerator_shipment
  ADD CONSTRAINT accelerator_shipment_ordered CHECK (low <= high AND low <= point AND point <= high),
  ADD CONSTRAINT accelerator_shipment_period_ordered CHECK (period_start_on <= period_end_on);
ALTER TABLE price_trend
  ADD CONSTRAINT price_trend_ordered CHECK (low <= high AND low <= point AND point <= high);
ALTER TABLE elasticity
  ADD CONSTRAINT elasticity_ordered CHECK (low <= high AND low <= point AND point <= high);
ALTER TABLE assumption
  ADD CONSTRAINT assumption_ordered CHECK (low <= point AND point <= high),
  ADD CONSTRAINT assumption_distribution_known CHECK (distribution IN ('lognormal', 'logit-normal', 'normal', 'fixed')),
  ADD CONSTRAINT assumption_basis_known CHECK (basis IN ('sourced', 'derived', 'assumption')),
  ADD CONSTRAINT assumption_lognormal_is_positive CHECK (distribution <> 'lognormal' OR low > 0),
  ADD CONSTRAINT assumption_logit_is_fraction CHECK (distribution <> 'logit-normal' OR (low > 0 AND high < 1)),
  ADD CONSTRAINT assumption_sourced_has_source CHECK (basis <> 'sourced' OR source_id IS NOT NULL),
  ADD CONSTRAINT assumption_position_not_negative CHECK (position >= 0);
ALTER TABLE technique
  ADD CONSTRAINT technique_saving_ordered CHECK (
    saving_low <= saving_high AND saving_low <= saving_point AND saving_point <= saving_high),
  ADD CONSTRAINT technique_saving_at_most_all CHECK (saving_low <= 1 AND saving_point <= 1 AND saving_high <= 1),
  ADD CONSTRAINT technique_maturity_known CHECK (maturity IN ('production', 'open-weights', 'paper')),
  ADD CONSTRAINT technique_evidence_known CHECK (evidence IN ('published', 'derived')),
  ADD CONSTRAINT technique_acts_on_known CHECK (cardinality(acts_on) > 0 AND acts_on <@ ARRAY[
    'kv_capacity', 'kv_bandwidth', 'weight_capacity', 'weight_bandwidth', 'compute', 'utilisation']);
ALTER TABLE accelerator
  ADD CONSTRAINT accelerator_price_ordered CHECK (
    price_usd_low <= price_usd_high AND price_usd_low <= price_usd_point AND price_usd_point <= price_usd_high),
  ADD CONSTRAINT accelerator_not_negative CHECK (
    hbm_gb >= 0 AND hbm_stacks >= 0 AND hbm_bandwidth_tb_s >= 0 AND bf16_dense_tflops >= 0 AND fp8_dense_tflops >= 0
    AND fp4_dense_tflops >= 0 AND tdp_w >= 0 AND price_usd_low >= 0 AND hbm_cost_usd_estimate >= 0),
  ADD CONSTRAINT accelerator_urls_are_web CHECK (
    price_source_url ~ '^https?://[^[:space:]]+$' AND hbm_cost_source_url ~ '^https?://[^[:space:]]+$');

-- 7. Vendors, models, prices and events.
ALTER TABLE vendor_profile
  ADD CONSTRAINT vendor_profile_hbm_share_ordered CHECK (
    hbm_share_of_revenue_low_pct <= hbm_share_of_revenue_high_pct
    AND hbm_share_of_revenue_low_pct <= hbm_share_of_revenue_point_pct
    AND hbm_share_of_revenue_point_pct <= hbm_share_of_revenue_high_pct),
  ADD CONSTRAINT vendor_profile_shares_are_percent CHECK (
    hbm_share_of_revenue_low_pct >= 0 AND hbm_share_of_revenue_high_pct <= 100
    AND nand_share_of_revenue_pct BETWEEN 0 AND 100 AND hdd_share_of_revenue_pct BETWEEN 0 AND 100),
  ADD CONSTRAINT vendor_profile_market_cap_is_dated CHECK (market_cap_usd_bn IS NULL OR market_cap_as_on IS NOT NULL);
ALTER TABLE vendor_metric
  ADD CONSTRAINT vendor_metric_kind_known CHECK (reported_or_estimate IN ('reported', 'derived', 'guidance', 'estimate')),
  ADD CONSTRAINT vendor_metric_period_ordered CHECK (period_start_on <= period_end_on);
ALTER TABLE fx_rate
  ADD CONSTRAINT fx_rate_positive CHECK (rate_quote_per_usd > 0),
  ADD CONSTRAINT fx_rate_quarter_shape CHECK (calendar_quarter ~ '^[0-9]{4}Q[1-4]$');
ALTER TABLE model_architecture
  ADD CONSTRAINT model_architecture_counts CHECK (
    layers > 0 AND q_heads > 0 AND kv_heads > 0 AND head_dim > 0 AND full_attention_layers >= 0 AND window_layers >= 0
    AND linear_layers >= 0 AND shared_kv_factor >= 1 AND kv_vectors_per_token IN (1, 2));
ALTER TABLE kv_oracle
  ADD CONSTRAINT kv_oracle_reproduces_known CHECK (reproduces IN ('yes', 'no', 'not_computable')),
  ADD CONSTRAINT kv_oracle_tolerance_not_negative CHECK (tolerance_pct >= 0);
ALTER TABLE token_price
  ADD CONSTRAINT token_price_not_negative CHECK (
    input_usd_per_mtok >= 0 AND cached_input_usd_per_mtok >= 0 AND output_usd_per_mtok >= 0),
  ADD CONSTRAINT token_price_event_known CHECK (event IN ('launch', 'cut', 'rise', 'cache', 'snapshot'));
ALTER TABLE event
  ADD CONSTRAINT event_direction_known CHECK (expected_direction_for_hbm IN ('up', 'down', 'ambiguous')),
  ADD CONSTRAINT event_timing_known CHECK (timing IN ('us', 'usclose', 'asia', 'asiaeve')),
  ADD CONSTRAINT event_trades_on_or_after CHECK (
    first_trading_day_us_on >= occurred_on AND first_trading_day_kr_on >= occurred_on);
