import { cache } from 'react';

import { DEFAULT_SETTINGS, type Settings } from '#lib/contracts/accounts/settings.ts';
import { getSettings, getStartQuery } from '#lib/services/settings/settings.ts';

import { currentViewer } from './current-viewer.ts';

/** Settings of whoever reads, and whether they are a member's; the usual ones while the database is away. */
export const currentSettings = cache(
  async (): Promise<{ readonly isMember: boolean; readonly settings: Settings }> => {
    try {
      const viewer = await currentViewer();
      if (viewer.kind === 'anonymous') return { isMember: false, settings: DEFAULT_SETTINGS };

      return { isMember: true, settings: await getSettings(viewer) };
    } catch {
      // A database that is away is said by the page itself.
      return { isMember: false, settings: DEFAULT_SETTINGS };
    }
  },
);

/** Query of the scenario that the navigation opens pages with; empty for the base. */
export async function currentStartQuery(): Promise<string> {
  const { isMember, settings } = await currentSettings();
  const viewer = isMember ? await currentViewer() : null;

  return viewer?.kind === 'member' ? getStartQuery(viewer, settings) : '';
}
