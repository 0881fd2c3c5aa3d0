'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import type { RefreshAnswer, RefreshSourceItem } from '#lib/contracts/refresh.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';
import { RefreshOutcome } from './RefreshOutcome.tsx';
import { stateOfSource } from './run-words.ts';

interface SourcesSectionProps {
  readonly sources: readonly RefreshSourceItem[];
  readonly mayRefresh: boolean;
}

/** Where data come from, whether each source answers, and a way to ask it now. */
export function SourcesSection({ sources, mayRefresh }: SourcesSectionProps) {
  const sending = useSending();
  const router = useRouter();
  const [asked, setAsked] = useState<string | null>(null);
  const [answer, setAnswer] = useState<RefreshAnswer | null>(null);
  const refresh = (source: RefreshSourceItem): void => {
    setAsked(source.name);
    setAnswer(null);
    sending.run(
      () => sendJson<RefreshAnswer>('POST', `/api/v1/refresh/${source.source}`),
      (done) => {
        setAnswer(done);
        router.refresh();
      },
    );
  };
  return (
    <section className={section['section']} data-first aria-labelledby="sources-title">
      <h2 id="sources-title">Sources</h2>
      <p role="status">{sending.isBusy && asked !== null ? `Asking ${asked} …` : ''}</p>
      <FormFailure failure={sending.failure} />
      {answer === null ? null : <RefreshOutcome answer={answer} />}
      <div className={table['scroll']} tabIndex={0} role="region" aria-label="State of each source">
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col" className={table['words']}>
                State
              </th>
              <th scope="col">Last success</th>
              <th scope="col">Last failure</th>
              <th scope="col" className={table['words']}>
                What it said
              </th>
              {mayRefresh ? <th scope="col">Refresh</th> : null}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.source}>
                <th scope="row" title={source.terms}>
                  {source.name}
                </th>
                <td className={table['words']}>{stateOfSource(source)}</td>
                <td>{source.lastSuccessAt === null ? 'none yet' : formatInstant(source.lastSuccessAt)}</td>
                <td>{source.lastFailureAt === null ? 'none' : formatInstant(source.lastFailureAt)}</td>
                <td className={table['words']}>{source.lastFailure ?? ''}</td>
                {mayRefresh ? (
                  <td>
                    <button
                      type="button"
                      className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
                      disabled={sending.isBusy || source.state === 'off'}
                      aria-label={`Refresh ${source.name} now`}
                      onClick={() => {
                        refresh(source);
                      }}
                    >
                      Refresh now
                    </button>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details>
        <summary>What each provider allows</summary>
        <ul>
          {sources.map(({ source, name, terms }) => (
            <li key={source}>
              {name}: {terms}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
