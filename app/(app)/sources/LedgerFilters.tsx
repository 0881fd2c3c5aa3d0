import type { FilterChoice } from '#lib/charts/sources/ledger-grid.ts';
import { GRADES, type SourcesLink } from '#lib/core/catalogue/sources-link.ts';

import { MomentFields } from '../../_page/MomentFields.tsx';
import styles from './sources.module.css';

interface LedgerFiltersProps {
  readonly link: SourcesLink;
  readonly tables: readonly FilterChoice[];
  readonly names: readonly FilterChoice[];
}

const GRADE_CHOICES: readonly FilterChoice[] = GRADES.map((grade) => ({ value: grade, text: grade }));
const SHARE_CHOICES: readonly FilterChoice[] = [
  { value: 'conflicts', text: 'in conflict' },
  { value: 'revised', text: 'revised' },
];
const ORDER_CHOICES: readonly FilterChoice[] = [{ value: 'newest', text: 'newest publication' }];

/** Filters of the ledger as a plain form: the address says it all. */
export function LedgerFilters({ link, tables, names }: LedgerFiltersProps) {
  return (
    <form
      key={JSON.stringify(link)}
      className={styles['form']}
      action="/sources#ledger"
      method="get"
      role="search"
      aria-label="Filter the ledger"
    >
      <label className={styles['field']}>
        Words
        <input
          type="search"
          name="q"
          maxLength={80}
          defaultValue={link.words}
          placeholder="in name, source or key"
        />
      </label>
      <Choice label="Table" name="table" value={link.table} choices={tables} usual="all" />
      <Choice label="Issuer or vendor" name="who" value={link.who} choices={names} usual="all" />
      <Choice label="Grade" name="grade" value={link.grade} choices={GRADE_CHOICES} usual="all" />
      <Choice label="Only" name="only" value={link.only} choices={SHARE_CHOICES} usual="all" />
      <Choice
        label="Order"
        name="s"
        value={link.order === 'table' ? null : link.order}
        choices={ORDER_CHOICES}
        usual="by table"
      />
      {link.since === null ? null : <input type="hidden" name="since" value={link.since} />}
      <MomentFields link={link} />
      <button type="submit" className={styles['button']}>
        Show values
      </button>
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly value: string | null;
  readonly choices: readonly FilterChoice[];
  /** What the empty choice says. */
  readonly usual: string;
}

function Choice({ label, name, value, choices, usual }: ChoiceProps) {
  return (
    <label className={styles['field']}>
      {label}
      <select name={name} defaultValue={value ?? ''}>
        <option value="">{usual}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </label>
  );
}
