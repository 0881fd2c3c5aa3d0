import { decodeScenario, encodeScenario } from '#lib/core/scenario/codec.ts';
import { encodeLiveLink, NO_VIEW } from '#lib/core/scenario/live-link.ts';
import type { SavedContent } from '#lib/core/scenario/saved-changes.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import type { StoredVersion } from '#lib/db/saved-scenarios.ts';

/** The inputs as they are stored: as a link writes them, so that a horizon names its quarter and old ones still open. */
export function toStoredLink(
  { scenario, asOf }: Pick<SavedContent, 'scenario' | 'asOf'>,
  today: string,
): string {
  return encodeScenario({ scenario, asOf, pin: null }, today);
}

/** What a stored version says as of `today`; faults name what the link no longer can say, such as a quarter that is over. */
export function readStored(
  version: StoredVersion,
  today: string,
): { readonly content: SavedContent; readonly faults: readonly LinkFault[] } {
  const { name, asOf, ranges, seed, note } = version;
  const { scenario, faults } = decodeScenario(new URLSearchParams(version.link), today);

  return { content: { name, scenario, asOf, ranges, seed, note }, faults };
}

/** Query with which a page shows a stored version, ranges included. */
export function toPageLink(version: StoredVersion, today: string): string {
  const { content } = readStored(version, today);
  if (content.ranges.length === 0) return version.link;
  const ranges = content.ranges.map(({ id, low, high }) => ({ id, low, high }));

  return encodeLiveLink({ ...content, pin: null, ranges, view: null }, today, NO_VIEW);
}
