import type { Route } from 'next';
import Link from 'next/link';

import { formatQuarter, formatQuarterLong } from '#lib/charts/format.ts';
import { efficiencyPairs, type EfficiencyLink } from '#lib/core/catalogue/efficiency-link.ts';
import { FLEET_SEGMENTS } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import { writeLink } from '#lib/core/link/read-link.ts';

import styles from './efficiency.module.css';

interface FleetChoiceProps {
  readonly link: EfficiencyLink;
  readonly quarters: readonly string[];
  /** The one that an address leaves out. */
  readonly usualQuarter: string;
}

interface Choice {
  readonly key: string;
  readonly text: string;
  readonly title: string;
  readonly link: EfficiencyLink;
  readonly isChosen: boolean;
}

/** Quarter and segment that the page speaks of, as links. */
export function FleetChoice({ link, quarters, usualQuarter }: FleetChoiceProps) {
  const chosenQuarter = link.quarter ?? usualQuarter;
  const byQuarter = quarters.map((quarter) => ({
    key: quarter,
    text: formatQuarter(quarter),
    title: `Read the saving off in ${formatQuarterLong(quarter)}`,
    link: { ...link, quarter: quarter === usualQuarter ? null : quarter },
    isChosen: quarter === chosenQuarter,
  }));
  const bySegment = [{ key: null, name: 'Whole fleet' }, ...FLEET_SEGMENTS].map(({ key, name }) => ({
    key: key ?? 'whole',
    text: name,
    title: `Speak of ${key === null ? 'the whole fleet' : name}`,
    link: { ...link, segment: key },
    isChosen: key === link.segment,
  }));
  return (
    <div className={styles['choices']}>
      <ChoiceRow label="Quarter" choices={byQuarter} />
      <ChoiceRow label="Segment" choices={bySegment} />
    </div>
  );
}

function ChoiceRow({ label, choices }: { readonly label: string; readonly choices: readonly Choice[] }) {
  return (
    <nav className={styles['row']} aria-label={label}>
      <span className={styles['label']}>{label}</span>
      <ul className={styles['options']}>
        {choices.map(({ key, text, title, link, isChosen }) => (
          <li key={key}>
            <Link
              href={`/efficiency${writeLink(efficiencyPairs(link), link.asOf)}` as Route}
              className={styles['option']}
              aria-current={isChosen ? 'true' : undefined}
              title={title}
              scroll={false}
              prefetch={false}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
