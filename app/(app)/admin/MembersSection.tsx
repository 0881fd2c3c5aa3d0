'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import { ROLES } from '#lib/contracts/accounts/role.ts';
import type { MadeLink, MemberChange, MemberItem } from '#lib/contracts/accounts/members.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import { ShownOnce } from '../../_auth/ShownOnce.tsx';
import { useSending } from '../../_auth/use-sending.ts';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';

interface MembersSectionProps {
  readonly members: readonly MemberItem[];
  readonly ownId: string;
}

/** Everybody: role, whether they may sign in, and a way back in for who forgot the password. */
export function MembersSection({ members, ownId }: MembersSectionProps) {
  const sending = useSending();
  const router = useRouter();
  const [link, setLink] = useState<(MadeLink & { readonly name: string }) | null>(null);
  const change = (id: string, body: MemberChange): void => {
    sending.run(
      () => sendJson('PATCH', `/api/v1/members/${id}`, body),
      () => {
        router.refresh();
      },
    );
  };
  const makeLink = ({ id, name }: MemberItem): void => {
    sending.run(
      () => sendJson<MadeLink>('POST', '/api/v1/reset-links', { memberId: id }),
      (made) => {
        setLink({ ...made, name });
      },
    );
  };
  return (
    <section className={section['section']} data-first aria-labelledby="members-title">
      <h2 id="members-title">Members</h2>
      {link === null ? null : (
        <ShownOnce
          secret={link.url}
          onDone={() => {
            setLink(null);
          }}
        >
          {`For ${link.name}, to choose a new password: works once, until ${formatInstant(link.expiresAt)}.${link.isMailed ? ' It was mailed too.' : ''}`}
        </ShownOnce>
      )}
      <FormFailure failure={sending.failure} />
      <div className={table['scroll']} tabIndex={0} role="region" aria-label="Everybody">
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className={table['words']}>
                E-mail
              </th>
              <th scope="col">Role</th>
              <th scope="col">Last seen</th>
              <th scope="col">Joined</th>
              <th scope="col">
                <span className={people['muted']}>Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <MemberRow
                key={member.id}
                member={member}
                isOwn={member.id === ownId}
                isBusy={sending.isBusy}
                onChange={(body) => {
                  change(member.id, body);
                }}
                onLink={() => {
                  makeLink(member);
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface MemberRowProps {
  readonly member: MemberItem;
  readonly isOwn: boolean;
  readonly isBusy: boolean;
  readonly onChange: (change: MemberChange) => void;
  readonly onLink: () => void;
}

function MemberRow({ member, isOwn, isBusy, onChange, onLink }: MemberRowProps) {
  const { name, email, role, isDisabled, lastSeenAt, createdAt } = member;
  const small = `${controls['button'] ?? ''} ${people['small'] ?? ''}`;
  return (
    <tr>
      <th scope="row" className={isDisabled ? people['off'] : undefined}>
        {name}
        {isOwn ? ', you' : ''}
      </th>
      <td className={table['words']}>{email}</td>
      <td>
        <select
          className={people['select']}
          aria-label={`Role of ${name}`}
          value={role}
          disabled={isBusy}
          onChange={(event) => {
            onChange({ role: event.currentTarget.value as MemberItem['role'] });
          }}
        >
          {ROLES.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </td>
      <td>{isDisabled ? 'disabled' : lastSeenAt === null ? 'not signed in' : formatInstant(lastSeenAt)}</td>
      <td>{formatInstant(createdAt)}</td>
      <td>
        <button
          type="button"
          className={small}
          disabled={isBusy || isDisabled}
          onClick={onLink}
          aria-label={`Reset link for ${name}`}
        >
          Reset link
        </button>{' '}
        <button
          type="button"
          className={small}
          disabled={isBusy}
          aria-label={`${isDisabled ? 'Enable' : 'Disable'} ${name}`}
          onClick={() => {
            onChange({ isDisabled: !isDisabled });
          }}
        >
          {isDisabled ? 'Enable' : 'Disable'}
        </button>
      </td>
    </tr>
  );
}
