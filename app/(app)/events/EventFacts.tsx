import type { Route } from 'next';
import Link from 'next/link';

import { factorWords, isDeflated, stepLabel } from '#lib/charts/efficiency/deflation-words.ts';
import { formatDate, formatFraction, formatFractionRange } from '#lib/charts/format.ts';
import { eventKindWords } from '#lib/core/event-study/event-kinds.ts';
import { writeLink } from '#lib/core/link/read-link.ts';

import styles from './events.module.css';
import type { LoadedEvent } from './load-events.ts';

const TIMING_WORDS = {
  us: 'before or during the New York session',
  usclose: 'after the New York session',
  asia: 'before Seoul closed',
  asiaeve: 'after Seoul closed',
} as const;

const DIRECTION_WORDS = { up: 'more', down: 'less', ambiguous: 'open' } as const;

interface EventFactsProps {
  readonly loaded: LoadedEvent;
  readonly asOf: string | null;
}

/** Claim, techniques, the deflator's steps, and where the ledger has it from. */
export function EventFacts({ loaded, asOf }: EventFactsProps) {
  const { event } = loaded.study.answer;
  const dated = writeLink([], asOf);
  return (
    <section className={styles['section']} aria-labelledby="event-title">
      <h2 id="event-title">The event</h2>
      <dl className={styles['facts']}>
        <dt>Claim</dt>
        <dd>{event.title}</dd>
        <dt>Known</dt>
        <dd>
          {formatDate(event.occurredOn)}, {TIMING_WORDS[event.timing]}; first sessions{' '}
          {formatDate(event.firstTradingDayUs)} in New York, {formatDate(event.firstTradingDayKr)} in Seoul
        </dd>
        <dt>Kind</dt>
        <dd>
          {eventKindWords(event.kind)}; expected for HBM demand:{' '}
          {DIRECTION_WORDS[event.expectedDirectionForHbm]}
        </dd>
        <dt>Who</dt>
        <dd>{event.actors.length === 0 ? 'nobody named' : event.actors.join(', ')}</dd>
        <dt>Techniques</dt>
        <dd>
          {event.techniques.length === 0
            ? 'none of the catalogue'
            : event.techniques.map((technique, index) => (
                <span key={technique}>
                  {index === 0 ? '' : ', '}
                  <Link href={`/techniques/${technique}${dated}` as Route} prefetch={false}>
                    {technique}
                  </Link>
                </span>
              ))}
        </dd>
        <dt>Source</dt>
        <dd>
          {event.source.url === null ? (
            (event.source.title ?? 'not on file')
          ) : (
            <a href={event.source.url} target="_blank" rel="noreferrer">
              {event.source.title ?? event.source.url}
            </a>
          )}
          {event.source.publishedOn === null ? '' : `, ${formatDate(event.source.publishedOn)}`};{' '}
          {event.confidence}
          {event.source.seen ? '' : ', page not read when the row was written'}
        </dd>
        {event.computedFirstDayMoves === null ? null : (
          <>
            <dt>First sessions, as the ledger has them</dt>
            <dd>{event.computedFirstDayMoves.replaceAll(' -', ' −')}</dd>
          </>
        )}
        {event.notes === null ? null : (
          <>
            <dt>Notes</dt>
            <dd>{event.notes}</dd>
          </>
        )}
      </dl>
      <Deflation loaded={loaded} asOf={asOf} />
    </section>
  );
}

function Deflation({ loaded, asOf }: EventFactsProps) {
  const { deflation, deflatedBy, noDeflation } = loaded;
  if (deflation === null || deflatedBy === null) {
    return (
      <p className={styles['note']}>
        {noDeflation ??
          'It names no technique of the catalogue, so no saving is claimed that could be taken apart.'}
      </p>
    );
  }
  if (!isDeflated(deflation)) {
    return (
      <p className={styles['note']}>Its headline comes to no figure: {deflation.absence ?? 'not known'}.</p>
    );
  }
  const { effective, steps, event } = deflation;
  return (
    <>
      <p className={styles['sentence']}>
        The headline comes to {formatFraction(effective.point)} (
        {formatFractionRange(effective.low, effective.high)}) of the fleet’s HBM by {formatDate(deflatedBy)}.{' '}
        <Link href={`/efficiency${writeLink([['event', event]], asOf)}#deflator` as Route} prefetch={false}>
          Take it apart
        </Link>
      </p>
      <ol className={styles['steps']}>
        {steps.map((step) => (
          <li key={step.id}>
            {stepLabel(step, deflatedBy)}: {factorWords(step)}{' '}
            <span className={styles['note']}>{step.note}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
