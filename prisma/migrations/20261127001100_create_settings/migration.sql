-- CreateTable
CREATE TABLE "member_settings" (
    "member_id" UUID NOT NULL,
    "theme" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "changes_since" TEXT NOT NULL,
    "single_keys" BOOLEAN NOT NULL,
    "start_scenario_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_settings_pkey" PRIMARY KEY ("member_id")
);

-- AddForeignKey
ALTER TABLE "member_settings" ADD CONSTRAINT "member_settings_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- What the code promises about settings, held by the database itself. Nothing below is visible to Prisma's schema.

ALTER TABLE member_settings
  ADD CONSTRAINT member_settings_theme_is_known CHECK (theme IN ('browser', 'light', 'dark')),
  ADD CONSTRAINT member_settings_currency_is_known CHECK (currency IN ('native', 'usd')),
  ADD CONSTRAINT member_settings_changes_since_is_known CHECK (changes_since IN ('month', 'monday', 'sunday'));
