import { z } from 'zod';

import { CHANGE_STARTS } from '#lib/core/ledger/change-start.ts';
import { CURRENCY_CHOICES } from '#lib/core/vendors/companies-link.ts';

/** `browser`: as it was switched in each browser, else as the system has it. */
export const THEMES = ['browser', 'light', 'dark'] as const;

/** How a member wants Waterline to look and behave. */
export const settingsSchema = z.strictObject({
  theme: z.enum(THEMES).describe('browser: as it was switched in each browser, else as the system has it'),
  currency: z.enum(CURRENCY_CHOICES).describe('in which the accounts of a company open'),
  changesSince: z
    .enum(CHANGE_STARTS)
    .describe('from when changes are told: thirty days, or a start of the week'),
  singleKeys: z.boolean().describe('whether single keys work'),
  startScenarioId: z
    .uuid()
    .nullable()
    .describe('your saved scenario that the navigation opens pages with; null: the base'),
});

/** PATCH /api/v1/me/settings: what is absent stays. */
export const settingsChangeSchema = settingsSchema.partial();

export type Settings = z.infer<typeof settingsSchema>;
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** Those of whoever has not changed any. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'browser',
  currency: 'native',
  changesSince: 'month',
  singleKeys: true,
  startScenarioId: null,
};
