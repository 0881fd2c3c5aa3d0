import { prepareDeflationLadder } from '#lib/charts/efficiency/deflation-ladder.ts';
import {
  factorWords,
  isDeflated,
  prepareDeflationSentence,
  stepLabel,
} from '#lib/charts/efficiency/deflation-words.ts';
import { prepareEventTable } from '#lib/charts/efficiency/event-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import {
  DEFAULT_DEFLATED_EVENT,
  efficiencyPairs,
  type EfficiencyLink,
} from '#lib/core/catalogue/efficiency-link.ts';
import { writeLink } from '#lib/core/link/read-link.ts';

import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import { Sentence } from '../../_page/Sentence.tsx';
import { BarFigure } from './BarFigure.tsx';
import { EventTable } from './EventTable.tsx';
import styles from './efficiency.module.css';
import type { LoadedDeflations } from './load-efficiency.ts';

interface DeflatorSectionProps {
  readonly deflations: LoadedDeflations;
  readonly link: EfficiencyLink;
  readonly provenance: ChartProvenance;
}

/** From headlines to the fleet: one event step by step, and all of them in a table. */
export function DeflatorSection({ deflations, link, provenance }: DeflatorSectionProps) {
  return (
    <section className={styles['section']} aria-labelledby="deflator-title" id="deflator">
      <h2 id="deflator-title">What a headline comes to</h2>
      {'absence' in deflations ? (
        <p className={styles['caution']}>
          Headlines cannot be taken apart at this date: {deflations.absence}.
        </p>
      ) : (
        <Deflations {...deflations} link={link} provenance={provenance} />
      )}
    </section>
  );
}

type DeflationsProps = Extract<LoadedDeflations, { readonly by: string }> &
  Omit<DeflatorSectionProps, 'deflations'>;

function Deflations({ by, items, chosen, link, provenance }: DeflationsProps) {
  if (chosen === null) return <p>No event of the ledger names a technique at this date.</p>;
  const hrefOf = (event: string): string => {
    const pairs = efficiencyPairs({ ...link, event });
    return `/efficiency${writeLink(pairs, link.asOf)}#deflator`;
  };
  return (
    <>
      <DateForm by={by} link={link} />
      <p className={styles['sentence']} data-testid="deflation">
        <Sentence parts={prepareDeflationSentence(chosen, by)} />
      </p>
      {isDeflated(chosen) ? (
        <div className={styles['ladder']}>
          <BarFigure
            model={prepareDeflationLadder(chosen, by)}
            provenance={{ ...provenance, scenario: `${chosen.title}, by ${by}` }}
          />
          <ol className={styles['steps']} aria-label="Steps in words">
            {chosen.steps.map((step) => (
              <li key={step.id}>
                <span>{stepLabel(step, by)}</span>{' '}
                <EvidenceNumber evidence={`step:${step.id}`}>{factorWords(step)}</EvidenceNumber>
                <p className={styles['note']}>{step.note}</p>
              </li>
            ))}
          </ol>
        </div>
      ) : null}
      <EventTable
        table={prepareEventTable(items, by, hrefOf)}
        chosen={chosen.event}
        provenance={{ ...provenance, scenario: `adoption by ${by}` }}
      />
    </>
  );
}

function DateForm({ by, link }: { readonly by: string; readonly link: EfficiencyLink }) {
  const kept = efficiencyPairs({ ...link, by: null });
  return (
    <form className={styles['form']} action="/efficiency#deflator" method="get">
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {link.asOf === null ? null : <input type="hidden" name="asOf" value={link.asOf} />}
      <label htmlFor="deflated-by">in use by</label>
      <input
        className={styles['date']}
        type="text"
        id="deflated-by"
        name="by"
        key={by}
        defaultValue={by}
        inputMode="numeric"
        pattern="\d{4}-\d{2}-\d{2}"
        title="A day as year-month-day, for example 2028-12-31"
        maxLength={10}
        autoComplete="off"
        required
      />
      <button type="submit" className={styles['button']}>
        Show
      </button>
      {link.event === DEFAULT_DEFLATED_EVENT ? null : (
        <a
          href={`/efficiency${writeLink(efficiencyPairs({ ...link, event: DEFAULT_DEFLATED_EVENT }), link.asOf)}#deflator`}
        >
          Back to TurboQuant
        </a>
      )}
    </form>
  );
}
