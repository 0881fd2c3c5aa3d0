import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { formatDate } from '#lib/charts/format.ts';
import { prepareCallsTable, prepareNextTable } from '#lib/charts/track-record/calls-table.ts';
import { prepareFreezesTable } from '#lib/charts/track-record/freezes-table.ts';
import type { RecordPair } from '#lib/charts/track-record/record-words.ts';
import { writeRecordLink, type RecordLink } from '#lib/core/track-record/record-link.ts';

import { NotedTableView } from '../../_page/NotedTableView.tsx';
import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';
import styles from './track-record.module.css';

interface FrozenSectionProps {
  readonly pair: RecordPair;
  /** Month whose calls are listed; null when none is frozen. */
  readonly month: string | null;
  readonly link: RecordLink;
  readonly provenance: ChartProvenance;
}

/** Months offered at once; older ones have their address. */
const MONTHS_OFFERED = 12;

/** The frozen calls of one month, what matures next, and the ledger of freezes. */
export function FrozenSection({ pair, month, link, provenance }: FrozenSectionProps) {
  return (
    <section className={styles['section']} aria-labelledby="frozen-title" id="frozen">
      <h2 id="frozen-title">Frozen calls</h2>
      {month === null ? (
        <p className={styles['caution']}>
          Nothing is frozen yet. The worker freezes the present month as soon as it runs; past months are
          never filled in. Until then only hindsight can be shown.
        </p>
      ) : (
        <>
          <NotedTableView table={prepareNextTable(pair)} provenance={provenance} />
          <MonthChoice pair={pair} month={month} link={link} />
          <NotedTableView table={prepareCallsTable(pair, month)} provenance={provenance} />
          <NotedTableView table={prepareFreezesTable(pair.frozen)} provenance={provenance} />
        </>
      )}
    </section>
  );
}

interface MonthChoiceProps {
  readonly pair: RecordPair;
  readonly month: string;
  readonly link: RecordLink;
}

function MonthChoice({ pair, month, link }: MonthChoiceProps) {
  const newest = pair.frozen.freezes.at(-1)?.month;
  const choices = pair.frozen.freezes.slice(-MONTHS_OFFERED).map((freeze) => ({
    key: freeze.month,
    text: formatDate(freeze.month),
    href: `/track-record${writeRecordLink({ ...link, month: freeze.month === newest ? null : freeze.month })}`,
    isChosen: freeze.month === month,
  }));
  return <ChoiceRow label="Frozen in" choices={choices} />;
}
