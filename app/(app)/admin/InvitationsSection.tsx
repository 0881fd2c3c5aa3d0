'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import { ROLES } from '#lib/contracts/accounts/role.ts';
import type { Invitation, MadeLink } from '#lib/contracts/accounts/members.ts';

import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import { ShownOnce } from '../../_auth/ShownOnce.tsx';
import { useSending } from '../../_auth/use-sending.ts';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

/** Brings somebody in, and lists who was asked and has not come yet. */
export function InvitationsSection({ invitations }: { readonly invitations: readonly Invitation[] }) {
  const sending = useSending();
  const router = useRouter();
  const [made, setMade] = useState<(MadeLink & { readonly email: string }) | null>(null);
  const invite = (form: HTMLFormElement): void => {
    const data = new FormData(form);
    const email = textOf(data, 'email');
    const body = { email, role: textOf(data, 'role') };
    sending.run(
      () => sendJson<MadeLink>('POST', '/api/v1/invitations', body),
      (link) => {
        setMade({ ...link, email });
        form.reset();
        router.refresh();
      },
    );
  };
  return (
    <section className={section['section']} aria-labelledby="invitations-title">
      <h2 id="invitations-title">Invitations</h2>
      {made === null ? null : (
        <ShownOnce
          secret={made.url}
          onDone={() => {
            setMade(null);
          }}
        >
          {made.isMailed
            ? `Mailed to ${made.email}. The link works once, until ${formatInstant(made.expiresAt)}.`
            : `For ${made.email}: works once, until ${formatInstant(made.expiresAt)}. No mail was sent; hand it over yourself.`}
        </ShownOnce>
      )}
      <form
        className={people['form']}
        onSubmit={(event) => {
          event.preventDefault();
          invite(event.currentTarget);
        }}
      >
        <Field
          label="E-mail"
          name="email"
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          fault={sending.failure?.byField['email']}
        />
        <label className={controls['field']}>
          Role
          <select name="role" defaultValue="analyst">
            {ROLES.map((role) => (
              <option key={role}>{role}</option>
            ))}
          </select>
        </label>
        <button type="submit" className={controls['button']} disabled={sending.isBusy}>
          Invite
        </button>
      </form>
      <FormFailure failure={sending.failure} fields={['email']} />
      {invitations.length === 0 ? (
        <p className={people['muted']}>Nobody is invited at the moment.</p>
      ) : (
        <div className={table['scroll']} tabIndex={0} role="region" aria-label="Open invitations">
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">E-mail</th>
                <th scope="col">Role</th>
                <th scope="col">Invited</th>
                <th scope="col">Ends</th>
                <th scope="col">
                  <span className={people['muted']}>Take back</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {invitations.map(({ id, email, role, createdAt, expiresAt }) => (
                <tr key={id}>
                  <th scope="row">{email}</th>
                  <td>{role}</td>
                  <td>{formatInstant(createdAt)}</td>
                  <td>{formatInstant(expiresAt)}</td>
                  <td>
                    <button
                      type="button"
                      className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
                      disabled={sending.isBusy}
                      aria-label={`Take back the invitation of ${email}`}
                      onClick={() => {
                        sending.run(
                          () => sendJson('DELETE', `/api/v1/invitations/${id}`),
                          () => {
                            setMade(null);
                            router.refresh();
                          },
                        );
                      }}
                    >
                      Take back
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
