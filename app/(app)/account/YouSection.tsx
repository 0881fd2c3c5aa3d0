'use client';

import { sendJson } from '#lib/client/send-json.ts';
import type { Role } from '#lib/contracts/accounts/role.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import { openAnew } from '../../_auth/open-anew.ts';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';

const MEANINGS: Readonly<Record<Role, string>> = {
  viewer: 'You read dashboards and what is shared with you.',
  analyst: 'You read, and keep things of your own.',
  editor: 'You also change the desk’s data.',
  admin: 'You also look after members and read the audit.',
};

interface YouSectionProps {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** Who is signed in, and the way out. */
export function YouSection({ name, email, role }: YouSectionProps) {
  const sending = useSending();
  return (
    <section className={section['section']} data-first aria-labelledby="you-title">
      <h2 id="you-title">{name}</h2>
      <p>
        {email}, {role}. <span className={people['muted']}>{MEANINGS[role]}</span>
      </p>
      <FormFailure failure={sending.failure} />
      <p>
        <button
          type="button"
          className={controls['button']}
          disabled={sending.isBusy}
          onClick={() => {
            sending.run(
              () => sendJson('POST', '/api/auth/sign-out', {}),
              () => {
                openAnew('/');
              },
            );
          }}
        >
          Sign out
        </button>
      </p>
    </section>
  );
}
