'use client';

import { useRouter } from 'next/navigation';

import { sendJson } from '#lib/client/send-json.ts';
import type { SessionItem } from '#lib/contracts/accounts/members.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import { formatInstant } from '../../_auth/format-instant.ts';
import { openAnew } from '../../_auth/open-anew.ts';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';

/** Browsers that are signed in as you; any of them can be signed out from here. */
export function SessionsSection({ sessions }: { readonly sessions: readonly SessionItem[] }) {
  const sending = useSending();
  const router = useRouter();
  return (
    <section className={section['section']} aria-labelledby="sessions-title">
      <h2 id="sessions-title">Signed-in browsers</h2>
      <FormFailure failure={sending.failure} />
      <div className={table['scroll']} tabIndex={0} role="region" aria-label="Browsers">
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col">Signed in</th>
              <th scope="col">Last used</th>
              <th scope="col">Ends</th>
              <th scope="col">
                <span className={people['muted']}>Sign out</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map(({ id, userAgent, createdAt, lastUsedAt, expiresAt, isCurrent }) => (
              <tr key={id}>
                <th scope="row">
                  {nameBrowser(userAgent)}
                  {isCurrent ? ', this one' : ''}
                </th>
                <td>{formatInstant(createdAt)}</td>
                <td>{formatInstant(lastUsedAt)}</td>
                <td>{formatInstant(expiresAt)}</td>
                <td>
                  <button
                    type="button"
                    className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
                    disabled={sending.isBusy}
                    onClick={() => {
                      sending.run(
                        () => sendJson('DELETE', `/api/v1/sessions/${id}`),
                        () => {
                          if (isCurrent) openAnew('/');
                          else router.refresh();
                        },
                      );
                    }}
                  >
                    Sign out
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Enough to tell one's browsers apart; the rest of the text is noise. */
function nameBrowser(userAgent: string | null): string {
  if (userAgent === null || userAgent === '') return 'not said';
  const browser =
    /(Edg|Firefox|HeadlessChrome|Chrome|Safari)\//.exec(userAgent)?.[1] ?? userAgent.slice(0, 40);
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent)?.[1];

  return system === undefined ? browser : `${browser.replace('Edg', 'Edge')} on ${system}`;
}
