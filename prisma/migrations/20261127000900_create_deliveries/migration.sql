-- CreateTable
CREATE TABLE "delivery_channel" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "secret_sealed" TEXT,
    "prior_secret_sealed" TEXT,
    "prior_secret_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "switched_off_at" TIMESTAMPTZ(3),
    "switched_off_reason" TEXT,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" BIGSERIAL NOT NULL,
    "channel_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "is_test" BOOLEAN NOT NULL,
    "subject" TEXT NOT NULL,
    "lines" TEXT[],
    "path" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "lease_number" INTEGER NOT NULL DEFAULT 0,
    "last_tried_at" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_fault" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "delivery_channel_owner_id_idx" ON "delivery_channel"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_message_id_key" ON "delivery"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_channel_id_dedupe_key_key" ON "delivery"("channel_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "delivery_channel_id_id_idx" ON "delivery"("channel_id", "id");

-- AddForeignKey
ALTER TABLE "delivery_channel" ADD CONSTRAINT "delivery_channel_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "delivery_channel"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the code promises about deliveries, held by the database itself. Nothing below is visible to Prisma's schema.

-- One address is named once by a member, and mail once.
CREATE UNIQUE INDEX delivery_channel_mail_is_kept_once ON delivery_channel (owner_id)
  WHERE kind = 'mail' AND removed_at IS NULL;
CREATE UNIQUE INDEX delivery_channel_url_is_kept_once ON delivery_channel (owner_id, url) WHERE removed_at IS NULL;

ALTER TABLE delivery_channel
  ADD CONSTRAINT delivery_channel_kind_is_known CHECK (kind IN ('mail', 'webhook')),
  ADD CONSTRAINT delivery_channel_name_is_short CHECK (length(name) BETWEEN 1 AND 60),
  ADD CONSTRAINT delivery_channel_webhook_has_an_address CHECK (
    (url IS NOT NULL) = (kind = 'webhook' AND removed_at IS NULL)),
  ADD CONSTRAINT delivery_channel_url_is_short CHECK (length(url) BETWEEN 1 AND 2000),
  ADD CONSTRAINT delivery_channel_secret_is_sealed CHECK (
    (secret_sealed IS NOT NULL) = (kind = 'webhook' AND removed_at IS NULL) AND secret_sealed LIKE 'v1.%'),
  ADD CONSTRAINT delivery_channel_prior_secret_ends CHECK (
    (prior_secret_sealed IS NULL) = (prior_secret_until IS NULL) AND prior_secret_sealed LIKE 'v1.%'),
  ADD CONSTRAINT delivery_channel_reason_needs_an_end CHECK (
    switched_off_reason IS NULL OR switched_off_at IS NOT NULL);

ALTER TABLE delivery
  ADD CONSTRAINT delivery_key_is_short CHECK (length(dedupe_key) BETWEEN 1 AND 500),
  ADD CONSTRAINT delivery_subject_is_one_short_line CHECK (
    length(subject) BETWEEN 1 AND 200 AND subject !~ '[[:cntrl:]]'),
  ADD CONSTRAINT delivery_lines_are_few CHECK (cardinality(lines) <= 50),
  ADD CONSTRAINT delivery_path_is_inside_the_product CHECK (path ~ '^/([^/\\]|$)' AND length(path) <= 2000),
  ADD CONSTRAINT delivery_state_is_known CHECK (state IN ('waiting', 'sent', 'given-up', 'dropped')),
  ADD CONSTRAINT delivery_is_tried_a_few_times CHECK (tries BETWEEN 0 AND 8),
  ADD CONSTRAINT delivery_has_a_next_try_or_an_end CHECK (
    (state = 'waiting') = (next_try_at IS NOT NULL) AND (state = 'waiting') = (ended_at IS NULL)),
  ADD CONSTRAINT delivery_lease_is_of_what_waits CHECK (lease_until IS NULL OR state = 'waiting');

-- What is due is found without looking at what was sent.
CREATE INDEX delivery_waits ON delivery (next_try_at) WHERE state = 'waiting';
