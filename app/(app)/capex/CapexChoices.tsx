import type { CapexLink } from '#lib/core/catalogue/capex-link.ts';

import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';
import styles from './capex.module.css';
import { prepareSetChoices, prepareYearChoices } from './prepare-choices.ts';

interface CapexChoicesProps {
  readonly link: CapexLink;
  readonly year: number;
  readonly years: readonly number[];
}

/** Year and buyers that the page speaks of, as links. */
export function CapexChoices({ link, year, years }: CapexChoicesProps) {
  return (
    <div className={styles['choices']}>
      <ChoiceRow label="Year" choices={prepareYearChoices(link, year, years)} />
      <ChoiceRow label="Buyers" choices={prepareSetChoices(link)} />
    </div>
  );
}
