-- CreateTable
CREATE TABLE "watchlist" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "columns" TEXT[],
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_data_version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "watchlist_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "watchlist_item" (
    "watchlist_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "note" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "watchlist_item_pkey" PRIMARY KEY ("watchlist_id","kind","ref")
);

-- CreateTable
CREATE TABLE "watchlist_share" (
    "id" UUID NOT NULL,
    "watchlist_id" UUID NOT NULL,
    "token_hash" TEXT,
    "reader_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "watchlist_share_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "watchlist_owner_id_deleted_at_idx" ON "watchlist"("owner_id", "deleted_at");

-- CreateIndex
CREATE UNIQUE INDEX "watchlist_item_watchlist_id_position_key" ON "watchlist_item"("watchlist_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "watchlist_share_token_hash_key" ON "watchlist_share"("token_hash");

-- CreateIndex
CREATE INDEX "watchlist_share_watchlist_id_idx" ON "watchlist_share"("watchlist_id");

-- CreateIndex
CREATE INDEX "watchlist_share_reader_id_idx" ON "watchlist_share"("reader_id");

-- AddForeignKey
ALTER TABLE "watchlist" ADD CONSTRAINT "watchlist_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "watchlist_item" ADD CONSTRAINT "watchlist_item_watchlist_id_fkey" FOREIGN KEY ("watchlist_id") REFERENCES "watchlist"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "watchlist_share" ADD CONSTRAINT "watchlist_share_watchlist_id_fkey" FOREIGN KEY ("watchlist_id") REFERENCES "watchlist"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "watchlist_share" ADD CONSTRAINT "watchlist_share_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the code promises about watchlists, held by the database itself. Nothing below is visible to Prisma's schema.

-- One name a member; a deleted list gives its name back.
CREATE UNIQUE INDEX watchlist_name_is_used_once ON watchlist (owner_id, lower(name)) WHERE deleted_at IS NULL;

ALTER TABLE watchlist
  ADD CONSTRAINT watchlist_name_is_short CHECK (length(name) BETWEEN 1 AND 80),
  ADD CONSTRAINT watchlist_has_a_version CHECK (version >= 1),
  ADD CONSTRAINT watchlist_has_few_columns CHECK (cardinality(columns) <= 20),
  ADD CONSTRAINT watchlist_was_seen_at_a_version CHECK (seen_data_version >= 0);

-- Every list has at most 500 things, since each has a place of its own and places end at 499.
ALTER TABLE watchlist_item
  ADD CONSTRAINT watchlist_item_kind_is_known CHECK (kind IN ('stock', 'technique', 'model', 'issuer', 'scenario')),
  ADD CONSTRAINT watchlist_item_ref_is_short CHECK (length(ref) BETWEEN 1 AND 100),
  ADD CONSTRAINT watchlist_item_has_a_place CHECK (position BETWEEN 0 AND 499),
  ADD CONSTRAINT watchlist_item_note_is_short CHECK (length(note) BETWEEN 1 AND 300);

-- A share is a link, which ends, or is for one member.
ALTER TABLE watchlist_share
  ADD CONSTRAINT watchlist_share_is_a_link_or_for_a_member CHECK ((token_hash IS NULL) <> (reader_id IS NULL)),
  ADD CONSTRAINT watchlist_share_link_ends CHECK (token_hash IS NULL OR (expires_at IS NOT NULL AND expires_at <= created_at + interval '366 days'));

-- A member is let in once.
CREATE UNIQUE INDEX watchlist_share_reader_is_named_once ON watchlist_share (watchlist_id, reader_id)
  WHERE reader_id IS NOT NULL AND revoked_at IS NULL;
