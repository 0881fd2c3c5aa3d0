import type { ReactNode } from 'react';

import type {
  EvidenceInputRow,
  EvidenceSource,
  EvidenceStepRow,
  FigureEvidence,
} from '#lib/charts/figure-evidence.ts';

import type { Freshness } from '#lib/core/freshness/freshness.ts';
import { FRESHNESS_RULES } from '#lib/core/freshness/rules.ts';

import { AgeMark } from '../_ui/AgeMark.tsx';
import styles from './evidence-drawer.module.css';

/** What the body shows: evidence whose grade may be said in more words than one. */
export interface ShownEvidence extends Omit<FigureEvidence, 'title' | 'grade' | 'steps' | 'inputs'> {
  readonly grade: string;
  /** Heading of the steps. */
  readonly stepsTitle: string;
  readonly steps: readonly Symbolled<EvidenceStepRow>[];
  readonly inputs: readonly Symbolled<ShownInput>[];
}

interface ShownInput extends Omit<EvidenceInputRow, 'grade'> {
  readonly grade: string;
  /** Whether it was written after the as-of date. */
  readonly isHindsight?: boolean;
}

/** A row with the symbol that formulas use for it, where they do. */
type Symbolled<Row> = Row & { readonly symbol?: string };

interface EvidenceBodyProps {
  readonly evidence: ShownEvidence;
  readonly asOf: string;
  readonly dataVersion: number;
  /** Sections of the page's own, last. */
  readonly children?: ReactNode;
}

/** How a figure is made, from what, with whose word: the inside of every drawer of evidence. */
export function EvidenceBody({ evidence, asOf, dataVersion, children }: EvidenceBodyProps) {
  return (
    <div className={styles['body']}>
      <div>
        <p className={styles['value']}>{evidence.value}</p>
        {evidence.range === null ? null : (
          <p>
            <span className={styles['number']}>{evidence.range}</span>{' '}
            <span className={styles['muted']}>{evidence.rangeWords}</span>
          </p>
        )}
        <p className={styles['muted']}>
          Grade: {evidence.grade}. As of {asOf}, data version {dataVersion}.
        </p>
        {evidence.age === null ? null : <Age age={evidence.age} />}
      </div>
      <section>
        <h3>How it is made</h3>
        <p>{evidence.words}</p>
        {evidence.formula === null ? null : <p className={styles['formula']}>{evidence.formula}</p>}
      </section>
      <Steps evidence={evidence} />
      <Inputs evidence={evidence} />
      <Sources sources={evidence.sources} />
      {evidence.notes.length === 0 ? null : (
        <section>
          <h3>Notes</h3>
          {evidence.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </section>
      )}
      {children}
    </div>
  );
}

/** State and age, with the rule that they rest on. */
function Age({ age }: { readonly age: Freshness }) {
  return (
    <p className={styles['muted']}>
      Age: <AgeMark freshness={age} />. {FRESHNESS_RULES[age.kind].reason} The bounds are an assumption of
      ours.
    </p>
  );
}

function Steps({ evidence: { steps, stepsTitle } }: { readonly evidence: ShownEvidence }) {
  if (steps.length === 0) return null;
  return (
    <section>
      <h3>{stepsTitle}</h3>
      <table className={styles['steps']}>
        <tbody>
          {steps.map((step) => (
            <tr key={`${step.label} ${step.symbol ?? ''}`}>
              <th scope="row">
                <Named {...step} />
                <span className={styles['note']}>{step.note}</span>
              </th>
              <td className={styles['number']}>{step.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Inputs({ evidence: { inputs } }: { readonly evidence: ShownEvidence }) {
  if (inputs.length === 0) return null;
  return (
    <section>
      <h3>Inputs</h3>
      <ul className={styles['inputs']}>
        {inputs.map((input, index) => (
          // Inputs of two vendors may share name and symbol; their order is theirs.
          <InputRow key={index} input={input} />
        ))}
      </ul>
    </section>
  );
}

function InputRow({ input }: { readonly input: ShownEvidence['inputs'][number] }) {
  return (
    <li className={styles['input']} data-basis={input.grade}>
      <p className={styles['inputHead']}>
        <span>
          <Named {...input} />
        </span>
        <span className={styles['number']}>{input.value}</span>
      </p>
      <p className={styles['muted']}>
        {input.range === null ? '' : `${input.range} · `}
        {input.grade}
        {input.age == null || input.age.state === 'fresh' ? null : (
          <>
            {' · '}
            <AgeMark freshness={input.age} />
          </>
        )}
        {input.isHindsight === true ? ' · written after the as-of date' : ''}
        {input.source === null ? null : (
          <>
            {' · '}
            <Linked {...input.source} />
          </>
        )}
      </p>
      {input.note === null ? null : <p className={styles['note']}>{input.note}</p>}
    </li>
  );
}

function Sources({ sources }: { readonly sources: readonly EvidenceSource[] }) {
  if (sources.length === 0) return null;
  return (
    <section>
      <h3>Sources</h3>
      <ul className={styles['list']}>
        {sources.map((source) => (
          <li key={`${source.title} ${source.where ?? ''}`}>
            <Linked title={source.title} url={source.url} />
            <span className={styles['note']}>
              {[source.where, source.publishedOn === null ? null : `published ${source.publishedOn}`]
                .filter((words) => words !== null)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Named({ label, symbol }: { readonly label: string; readonly symbol?: string }) {
  if (symbol === undefined) return label;
  return (
    <>
      {label} <span className={styles['symbol']}>{symbol}</span>
    </>
  );
}

function Linked({ title, url }: { readonly title: string; readonly url: string | null }) {
  if (url === null) return title;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {title}
    </a>
  );
}
