'use client';

import type { SettingsChange } from '#lib/contracts/accounts/settings.ts';

/**
 * Keeps a setting with the member who reads, so that it holds in every browser of theirs; what a visitor chose stays in
 * the browser alone. Nothing waits for it: the page already shows what was chosen.
 */
export async function keepSetting(change: SettingsChange): Promise<void> {
  if (document.documentElement.dataset['member'] !== 'true') return;
  const { sendJson } = await import('#lib/client/send-json.ts');
  await sendJson('PATCH', '/api/v1/me/settings', change);
}
