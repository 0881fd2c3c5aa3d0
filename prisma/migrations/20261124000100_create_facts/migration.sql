-- CreateEnum
CREATE TYPE "grade" AS ENUM ('primary', 'press', 'estimate', 'derived', 'assumption');

-- CreateEnum
CREATE TYPE "visibility_rule" AS ENUM ('always', 'published_on', 'published_by', 'reported_period', 'announced_on', 'occurred_on', 'effective_on', 'released_on', 'first_published_on', 'valued_on', 'period_end', 'collected_on');

-- CreateTable
CREATE TABLE "capex_announcement" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "id" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "ticker" TEXT,
    "announced_on" DATE NOT NULL,
    "period_label" TEXT NOT NULL,
    "period_start_on" DATE,
    "period_end_on" DATE,
    "kind" TEXT NOT NULL,
    "low_usd_bn" DECIMAL(24,9),
    "point_usd_bn" DECIMAL(24,9),
    "high_usd_bn" DECIMAL(24,9),
    "currency_original" TEXT NOT NULL,
    "amount_original" TEXT NOT NULL,
    "ai_share_note" TEXT,
    "supersedes_id" TEXT,
    "summary" TEXT NOT NULL,

    CONSTRAINT "capex_announcement_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "capex_comparability" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "announcement_id" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "is_comparable_with_superseded" BOOLEAN,
    "reason" TEXT NOT NULL,

    CONSTRAINT "capex_comparability_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "capex_actual" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "issuer" TEXT NOT NULL,
    "ticker" TEXT NOT NULL,
    "fiscal_quarter" TEXT NOT NULL,
    "period_start_on" DATE NOT NULL,
    "period_end_on" DATE NOT NULL,
    "capex_usd_bn" DECIMAL(24,9) NOT NULL,
    "definition" TEXT NOT NULL,

    CONSTRAINT "capex_actual_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "capex_hbm_bridge" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "quantity" TEXT NOT NULL,
    "year_or_period" TEXT NOT NULL,
    "low" DECIMAL(24,9),
    "point" DECIMAL(24,9),
    "high" DECIMAL(24,9),
    "unit" TEXT NOT NULL,
    "definition" TEXT NOT NULL,

    CONSTRAINT "capex_hbm_bridge_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "model_architecture" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lab" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "released_on" DATE NOT NULL,
    "total_params_b" DECIMAL(24,9) NOT NULL,
    "active_params_b" DECIMAL(24,9),
    "layers" INTEGER NOT NULL,
    "hidden_size" INTEGER,
    "attention" TEXT NOT NULL,
    "q_heads" INTEGER NOT NULL,
    "kv_heads" INTEGER NOT NULL,
    "head_dim" INTEGER NOT NULL,
    "v_head_dim" INTEGER NOT NULL,
    "kv_lora_rank" INTEGER,
    "qk_rope_head_dim" INTEGER,
    "full_attention_layers" INTEGER NOT NULL,
    "window_layers" INTEGER NOT NULL,
    "window_size" INTEGER,
    "linear_layers" INTEGER NOT NULL,
    "linear_state_bytes_per_seq" DECIMAL(24,9),
    "indexer_head_dim" INTEGER,
    "indexer_bytes_per_token" DECIMAL(24,9),
    "shared_kv_factor" DECIMAL(24,9) NOT NULL,
    "max_context" INTEGER,
    "weight_dtype_native" TEXT NOT NULL,
    "experts" INTEGER,
    "experts_active" INTEGER,
    "notes" TEXT,
    "kv_vectors_per_token" INTEGER NOT NULL,
    "window_kv_heads" INTEGER,
    "window_head_dim" INTEGER,
    "window_v_head_dim" INTEGER,
    "csa_layers" INTEGER,
    "csa_ratio" INTEGER,
    "hca_layers" INTEGER,
    "hca_ratio" INTEGER,
    "indexer_layers" INTEGER,
    "sparse_topk_tokens" INTEGER,
    "draft_layers" INTEGER,
    "config_evidence" TEXT NOT NULL,

    CONSTRAINT "model_architecture_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "kv_oracle" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "quantity" TEXT NOT NULL,
    "context_tokens" INTEGER,
    "dtype_bytes" TEXT,
    "expected_value" DECIMAL(24,9) NOT NULL,
    "unit" TEXT NOT NULL,
    "tolerance_pct" DECIMAL(24,9),
    "reference_model_id" TEXT,
    "where_in_source" TEXT NOT NULL,
    "kv_format" TEXT NOT NULL,
    "computed_value" DECIMAL(24,9),
    "deviation_pct" DECIMAL(24,9),
    "reproduces" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "kv_oracle_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "technique" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "acts_on" TEXT[],
    "saving_low" DECIMAL(24,9),
    "saving_point" DECIMAL(24,9),
    "saving_high" DECIMAL(24,9),
    "quality_cost" TEXT NOT NULL,
    "maturity" TEXT NOT NULL,
    "first_published_on" DATE,
    "origin_country" TEXT NOT NULL,
    "origin_lab" TEXT NOT NULL,
    "stacks_with" TEXT[],
    "conflicts_with" TEXT[],
    "shifts_demand_to" TEXT,
    "where_in_source" TEXT NOT NULL,
    "baseline" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "technique_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "adoption" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "quantity" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "observed_on" DATE NOT NULL,
    "value" DECIMAL(24,9) NOT NULL,
    "unit" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "adoption_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "event" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "id" TEXT NOT NULL,
    "occurred_on" DATE NOT NULL,
    "first_trading_day_us_on" DATE NOT NULL,
    "first_trading_day_kr_on" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "actors" TEXT[],
    "techniques" TEXT[],
    "expected_direction_for_hbm" TEXT NOT NULL,
    "reported_reaction" TEXT,
    "computed_first_day_moves" TEXT,
    "source_seen" BOOLEAN NOT NULL,
    "timing" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "event_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "accelerator" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "id" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "launched_on" DATE NOT NULL,
    "hbm_gb" DECIMAL(24,9),
    "hbm_gen" TEXT,
    "hbm_stacks" INTEGER,
    "hbm_bandwidth_tb_s" DECIMAL(24,9),
    "bf16_dense_tflops" DECIMAL(24,9),
    "fp8_dense_tflops" DECIMAL(24,9),
    "fp4_dense_tflops" DECIMAL(24,9),
    "tdp_w" DECIMAL(24,9),
    "price_usd_low" DECIMAL(24,9),
    "price_usd_point" DECIMAL(24,9),
    "price_usd_high" DECIMAL(24,9),
    "price_basis" TEXT,
    "hbm_cost_usd_estimate" DECIMAL(24,9),
    "hbm_suppliers" TEXT,
    "rack_units" INTEGER,
    "price_source_url" TEXT,
    "hbm_cost_source_url" TEXT,
    "notes" TEXT,

    CONSTRAINT "accelerator_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "accelerator_shipment" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "product" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "period_start_on" DATE NOT NULL,
    "period_end_on" DATE NOT NULL,
    "low" DECIMAL(24,9),
    "point" DECIMAL(24,9),
    "high" DECIMAL(24,9),
    "unit" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "accelerator_shipment_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "hbm_market" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "quantity" TEXT NOT NULL,
    "vendor_or_industry" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "low" DECIMAL(24,9),
    "point" DECIMAL(24,9),
    "high" DECIMAL(24,9),
    "unit" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "hbm_market_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "hbm_crosscheck" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "check_id" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "route_a" TEXT NOT NULL,
    "value_a" DECIMAL(24,9) NOT NULL,
    "unit" TEXT NOT NULL,
    "route_a_sources" TEXT NOT NULL,
    "route_b" TEXT NOT NULL,
    "value_b" DECIMAL(24,9) NOT NULL,
    "route_b_sources" TEXT NOT NULL,
    "gap_b_over_a_pct" DECIMAL(24,9) NOT NULL,
    "reading" TEXT NOT NULL,

    CONSTRAINT "hbm_crosscheck_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "fx_rate" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "calendar_quarter" TEXT NOT NULL,
    "pair" TEXT NOT NULL,
    "quote_currency" TEXT NOT NULL,
    "rate_quote_per_usd" DECIMAL(24,9) NOT NULL,
    "observations" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "fx_rate_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "id" INTEGER NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "origin" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "collected_on" DATE NOT NULL,

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batch_file" (
    "batch_id" INTEGER NOT NULL,
    "table_name" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "added_count" INTEGER NOT NULL,
    "revised_count" INTEGER NOT NULL,
    "withdrawn_count" INTEGER NOT NULL,

    CONSTRAINT "import_batch_file_pkey" PRIMARY KEY ("batch_id","table_name")
);

-- CreateTable
CREATE TABLE "source" (
    "id" SERIAL NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "title" TEXT,
    "publisher" TEXT,
    "url" TEXT,
    "published_on" TEXT,
    "published_by" DATE,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assumption" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "position" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "low" DECIMAL(24,9) NOT NULL,
    "point" DECIMAL(24,9) NOT NULL,
    "high" DECIMAL(24,9) NOT NULL,
    "unit" TEXT NOT NULL,
    "distribution" TEXT NOT NULL,
    "varies_in_uncertainty" BOOLEAN NOT NULL,
    "basis" TEXT NOT NULL,
    "derivation" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "notes" TEXT,

    CONSTRAINT "assumption_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "token_price" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "input_usd_per_mtok" DECIMAL(24,9),
    "cached_input_usd_per_mtok" DECIMAL(24,9),
    "output_usd_per_mtok" DECIMAL(24,9),
    "currency_original" TEXT NOT NULL,
    "input_original_per_mtok" DECIMAL(24,9),
    "cached_original_per_mtok" DECIMAL(24,9),
    "output_original_per_mtok" DECIMAL(24,9),
    "fx_original_per_usd" DECIMAL(24,9),
    "event" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "token_price_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "price_trend" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "name" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "observed_on" TEXT NOT NULL,
    "period_start_on" TEXT,
    "period_end_on" TEXT,
    "low" DECIMAL(24,9),
    "point" DECIMAL(24,9),
    "high" DECIMAL(24,9),
    "unit" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "price_trend_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "elasticity" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "quantity" TEXT NOT NULL,
    "observed_on" TEXT NOT NULL,
    "low" DECIMAL(24,9),
    "point" DECIMAL(24,9),
    "high" DECIMAL(24,9),
    "unit" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "elasticity_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "vendor" (
    "name" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,

    CONSTRAINT "vendor_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "vendor_profile" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "vendor" TEXT NOT NULL,
    "ticker" TEXT NOT NULL,
    "listed" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "fiscal_year_end" TEXT NOT NULL,
    "shares_outstanding_mn" DECIMAL(24,9),
    "shares_note" TEXT,
    "market_cap_local_bn" DECIMAL(24,9),
    "market_cap_usd_bn" DECIMAL(24,9),
    "market_cap_as_on" DATE,
    "fx_quote_per_usd" DECIMAL(24,9),
    "fx_basis" TEXT,
    "trailing_pe" DECIMAL(24,9),
    "trailing_pe_basis" TEXT,
    "forward_pe" DECIMAL(24,9),
    "forward_pe_basis" TEXT,
    "incremental_operating_margin_yoy_pct" DECIMAL(24,9),
    "incremental_operating_margin_qoq_pct" DECIMAL(24,9),
    "incremental_operating_margin_cycle_pct" DECIMAL(24,9),
    "incremental_margin_basis" TEXT,
    "hbm_share_of_revenue_low_pct" DECIMAL(24,9),
    "hbm_share_of_revenue_point_pct" DECIMAL(24,9),
    "hbm_share_of_revenue_high_pct" DECIMAL(24,9),
    "hbm_share_period" TEXT,
    "hbm_share_basis" TEXT,
    "hbm_share_earlier_pct" DECIMAL(24,9),
    "hbm_share_earlier_period" TEXT,
    "nand_share_of_revenue_pct" DECIMAL(24,9),
    "nand_share_period" TEXT,
    "hdd_share_of_revenue_pct" DECIMAL(24,9),
    "exposure_note" TEXT,
    "notes" TEXT,

    CONSTRAINT "vendor_profile_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "listing" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "vendor" TEXT NOT NULL,
    "ticker" TEXT NOT NULL,
    "exchange" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "is_primary" BOOLEAN NOT NULL,
    "valid_from_on" DATE,
    "notes" TEXT,

    CONSTRAINT "listing_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateTable
CREATE TABLE "vendor_metric" (
    "key" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" TEXT NOT NULL,
    "source_id" INTEGER,
    "visible_from" DATE NOT NULL,
    "visible_rule" "visibility_rule" NOT NULL,
    "grade" "grade" NOT NULL,
    "vendor" TEXT NOT NULL,
    "ticker" TEXT NOT NULL,
    "fiscal_quarter" TEXT NOT NULL,
    "period_start_on" DATE NOT NULL,
    "period_end_on" DATE NOT NULL,
    "calendar_quarter" TEXT,
    "segment" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "value" DECIMAL(24,9) NOT NULL,
    "unit" TEXT NOT NULL,
    "reported_or_estimate" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "vendor_metric_pkey" PRIMARY KEY ("key","batch_id")
);

-- CreateIndex
CREATE INDEX "capex_announcement_batch_id_idx" ON "capex_announcement"("batch_id");

-- CreateIndex
CREATE INDEX "capex_comparability_batch_id_idx" ON "capex_comparability"("batch_id");

-- CreateIndex
CREATE INDEX "capex_actual_batch_id_idx" ON "capex_actual"("batch_id");

-- CreateIndex
CREATE INDEX "capex_hbm_bridge_batch_id_idx" ON "capex_hbm_bridge"("batch_id");

-- CreateIndex
CREATE INDEX "model_architecture_batch_id_idx" ON "model_architecture"("batch_id");

-- CreateIndex
CREATE INDEX "kv_oracle_batch_id_idx" ON "kv_oracle"("batch_id");

-- CreateIndex
CREATE INDEX "technique_batch_id_idx" ON "technique"("batch_id");

-- CreateIndex
CREATE INDEX "adoption_batch_id_idx" ON "adoption"("batch_id");

-- CreateIndex
CREATE INDEX "event_batch_id_idx" ON "event"("batch_id");

-- CreateIndex
CREATE INDEX "accelerator_batch_id_idx" ON "accelerator"("batch_id");

-- CreateIndex
CREATE INDEX "accelerator_shipment_batch_id_idx" ON "accelerator_shipment"("batch_id");

-- CreateIndex
CREATE INDEX "hbm_market_batch_id_idx" ON "hbm_market"("batch_id");

-- CreateIndex
CREATE INDEX "hbm_crosscheck_batch_id_idx" ON "hbm_crosscheck"("batch_id");

-- CreateIndex
CREATE INDEX "fx_rate_batch_id_idx" ON "fx_rate"("batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "source_fingerprint_key" ON "source"("fingerprint");

-- CreateIndex
CREATE INDEX "assumption_batch_id_idx" ON "assumption"("batch_id");

-- CreateIndex
CREATE INDEX "token_price_batch_id_idx" ON "token_price"("batch_id");

-- CreateIndex
CREATE INDEX "price_trend_batch_id_idx" ON "price_trend"("batch_id");

-- CreateIndex
CREATE INDEX "elasticity_batch_id_idx" ON "elasticity"("batch_id");

-- CreateIndex
CREATE INDEX "vendor_profile_batch_id_idx" ON "vendor_profile"("batch_id");

-- CreateIndex
CREATE INDEX "listing_batch_id_idx" ON "listing"("batch_id");

-- CreateIndex
CREATE INDEX "vendor_metric_batch_id_idx" ON "vendor_metric"("batch_id");

-- AddForeignKey
ALTER TABLE "capex_announcement" ADD CONSTRAINT "capex_announcement_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "capex_announcement" ADD CONSTRAINT "capex_announcement_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "capex_comparability" ADD CONSTRAINT "capex_comparability_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "capex_comparability" ADD CONSTRAINT "capex_comparability_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "capex_actual" ADD CONSTRAINT "capex_actual_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "capex_actual" ADD CONSTRAINT "capex_actual_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "capex_hbm_bridge" ADD CONSTRAINT "capex_hbm_bridge_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "capex_hbm_bridge" ADD CONSTRAINT "capex_hbm_bridge_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "model_architecture" ADD CONSTRAINT "model_architecture_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "model_architecture" ADD CONSTRAINT "model_architecture_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "kv_oracle" ADD CONSTRAINT "kv_oracle_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "kv_oracle" ADD CONSTRAINT "kv_oracle_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "technique" ADD CONSTRAINT "technique_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "technique" ADD CONSTRAINT "technique_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "accelerator" ADD CONSTRAINT "accelerator_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "accelerator" ADD CONSTRAINT "accelerator_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "accelerator_shipment" ADD CONSTRAINT "accelerator_shipment_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "accelerator_shipment" ADD CONSTRAINT "accelerator_shipment_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "hbm_market" ADD CONSTRAINT "hbm_market_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "hbm_market" ADD CONSTRAINT "hbm_market_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "hbm_crosscheck" ADD CONSTRAINT "hbm_crosscheck_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "hbm_crosscheck" ADD CONSTRAINT "hbm_crosscheck_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fx_rate" ADD CONSTRAINT "fx_rate_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fx_rate" ADD CONSTRAINT "fx_rate_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "import_batch_file" ADD CONSTRAINT "import_batch_file_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "assumption" ADD CONSTRAINT "assumption_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "assumption" ADD CONSTRAINT "assumption_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "token_price" ADD CONSTRAINT "token_price_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "token_price" ADD CONSTRAINT "token_price_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "price_trend" ADD CONSTRAINT "price_trend_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "price_trend" ADD CONSTRAINT "price_trend_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "elasticity" ADD CONSTRAINT "elasticity_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "elasticity" ADD CONSTRAINT "elasticity_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vendor" ADD CONSTRAINT "vendor_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vendor_profile" ADD CONSTRAINT "vendor_profile_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vendor_profile" ADD CONSTRAINT "vendor_profile_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vendor_profile" ADD CONSTRAINT "vendor_profile_vendor_fkey" FOREIGN KEY ("vendor") REFERENCES "vendor"("name") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_vendor_fkey" FOREIGN KEY ("vendor") REFERENCES "vendor"("name") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vendor_metric" ADD CONSTRAINT "vendor_metric_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vendor_metric" ADD CONSTRAINT "vendor_metric_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vendor_metric" ADD CONSTRAINT "vendor_metric_vendor_fkey" FOREIGN KEY ("vendor") REFERENCES "vendor"("name") ON DELETE RESTRICT ON UPDATE RESTRICT;
