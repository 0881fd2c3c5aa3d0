import { formatQuarter, formatQuarterLong } from '#lib/charts/format.ts';
import { efficiencyPairs, type EfficiencyLink } from '#lib/core/catalogue/efficiency-link.ts';
import { FLEET_SEGMENTS } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import { writeLink } from '#lib/core/link/read-link.ts';

import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';
import styles from './efficiency.module.css';

interface FleetChoiceProps {
  readonly link: EfficiencyLink;
  readonly quarters: readonly string[];
  /** The one that an address leaves out. */
  readonly usualQuarter: string;
}

function hrefOf(link: EfficiencyLink): string {
  return `/efficiency${writeLink(efficiencyPairs(link), link.asOf)}`;
}

/** Quarter and segment that the page speaks of, as links. */
export function FleetChoice({ link, quarters, usualQuarter }: FleetChoiceProps) {
  const chosenQuarter = link.quarter ?? usualQuarter;
  const byQuarter = quarters.map((quarter) => ({
    key: quarter,
    text: formatQuarter(quarter),
    title: `Read the saving off in ${formatQuarterLong(quarter)}`,
    href: hrefOf({ ...link, quarter: quarter === usualQuarter ? null : quarter }),
    isChosen: quarter === chosenQuarter,
  }));
  const bySegment = [{ key: null, name: 'Whole fleet' }, ...FLEET_SEGMENTS].map(({ key, name }) => ({
    key: key ?? 'whole',
    text: name,
    title: `Speak of ${key === null ? 'the whole fleet' : name}`,
    href: hrefOf({ ...link, segment: key }),
    isChosen: key === link.segment,
  }));
  return (
    <div className={styles['choices']}>
      <ChoiceRow label="Quarter" choices={byQuarter} />
      <ChoiceRow label="Segment" choices={bySegment} />
    </div>
  );
}
