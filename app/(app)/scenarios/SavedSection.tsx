import { settingsWords } from '#lib/charts/scenarios/scenarios-page.ts';
import type { SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import { LONGEST_NAME, type CompareLink } from '#lib/core/scenario/compare-link.ts';
import { listScenarios } from '#lib/services/saved-scenarios/list-scenarios.ts';

import { currentViewer } from '../../_auth/current-viewer.ts';
import section from '../../_page/section.module.css';
import { prepareAddition } from './prepare-choices.ts';
import { SavedTable, type SavedRow } from './SavedTable.tsx';
import styles from './scenarios.module.css';

interface SavedSectionProps {
  readonly world: ExposureWorld;
  readonly link: CompareLink;
  readonly today: string;
}

/** What the member keeps: what each scenario gave when it was saved, what it gives now, and what can be done with it. */
export async function SavedSection({ world, link, today }: SavedSectionProps) {
  const viewer = await currentViewer();
  return (
    <section className={section['section']} aria-labelledby="saved-title">
      <h2 id="saved-title">Your scenarios</h2>
      {viewer.kind === 'anonymous' ? (
        <p className={styles['settings']}>
          <a href="/sign-in?next=%2Fscenarios">Sign in</a> to keep scenarios of your own under a name.
        </p>
      ) : (
        <SavedTable
          rows={(await listScenarios(viewer)).items.map((item) => toRow(item, { world, link, today }))}
        />
      )}
    </section>
  );
}

function toRow(item: SavedScenarioItem, { world, link, today }: SavedSectionProps): SavedRow {
  const settings = settingsWords(world, item.scenario);
  const own = item.ranges.map(
    ({ id, low, high }) => `${id.replaceAll('_', ' ')} ${String(low)}–${String(high)}`,
  );
  const compared = { name: item.name.slice(0, LONGEST_NAME), scenario: item.scenario };
  return {
    item,
    settings: [...settings, ...own].join(' · ') || 'every input at its default',
    openHref: item.link === '' ? '/exposure' : `/exposure?${item.link}`,
    // Ranges and a day of one's own are not what that page compares.
    compareHref: prepareAddition(link, compared, today),
  };
}
