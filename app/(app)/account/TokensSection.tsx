'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import { isAtLeast, type Role } from '#lib/contracts/accounts/role.ts';
import { TOKEN_DEFAULT_DAYS, TOKEN_MAX_DAYS } from '#lib/contracts/accounts/tokens.ts';
import type { ApiTokenItem, MadeApiToken } from '#lib/contracts/accounts/tokens.ts';

import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import { ShownOnce } from '../../_auth/ShownOnce.tsx';
import { useSending } from '../../_auth/use-sending.ts';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';

const SCOPE_WORDS = {
  read: 'read',
  write: 'change things of yours',
  data: 'refresh and import data',
} as const;

interface TokensSectionProps {
  readonly tokens: readonly ApiTokenItem[];
  readonly role: Role;
}

/** Keys for scripts and notebooks: made here, shown once, revoked here. */
export function TokensSection({ tokens, role }: TokensSectionProps) {
  const sending = useSending();
  const router = useRouter();
  const [made, setMade] = useState<MadeApiToken | null>(null);
  const scopes = (['read', 'write', 'data'] as const).filter(
    (scope) => scope !== 'data' || isAtLeast(role, 'editor'),
  );
  const make = (form: HTMLFormElement): void => {
    const data = new FormData(form);
    const body = { name: data.get('name'), scopes: data.getAll('scopes'), days: Number(data.get('days')) };
    sending.run(
      () => sendJson<MadeApiToken>('POST', '/api/v1/tokens', body),
      (token) => {
        form.reset();
        setMade(token);
        router.refresh();
      },
    );
  };
  return (
    <section className={section['section']} aria-labelledby="tokens-title">
      <h2 id="tokens-title">API tokens</h2>
      <p className={people['muted']}>
        A token acts as you, within its scopes. Send it as <code>Authorization: Bearer wl_…</code>;{' '}
        <a href="/api/v1/openapi.json">the API</a> says what there is.
      </p>
      {made === null ? null : (
        <ShownOnce
          secret={made.token}
          onDone={() => {
            setMade(null);
          }}
        >
          {`The token “${made.name}”. It is shown this once and not kept.`}
        </ShownOnce>
      )}
      <form
        className={people['form']}
        onSubmit={(event) => {
          event.preventDefault();
          make(event.currentTarget);
        }}
      >
        <Field
          label="Name"
          name="name"
          required
          maxLength={60}
          autoComplete="off"
          fault={sending.failure?.byField['name']}
        />
        <Field
          label={`Days it works, up to ${String(TOKEN_MAX_DAYS)}`}
          name="days"
          type="number"
          min={1}
          max={TOKEN_MAX_DAYS}
          defaultValue={TOKEN_DEFAULT_DAYS}
          required
          fault={sending.failure?.byField['days']}
        />
        <fieldset className={people['scopes']} aria-label="Scopes">
          {scopes.map((scope) => (
            <label key={scope}>
              <input type="checkbox" name="scopes" value={scope} defaultChecked={scope === 'read'} />
              {SCOPE_WORDS[scope]}
            </label>
          ))}
        </fieldset>
        <button type="submit" className={controls['button']} disabled={sending.isBusy}>
          Make a token
        </button>
      </form>
      <FormFailure failure={sending.failure} fields={['name', 'days']} />
      {tokens.length === 0 ? (
        <p className={people['muted']}>You have no tokens.</p>
      ) : (
        <TokenTable
          tokens={tokens}
          isBusy={sending.isBusy}
          onRevoke={(id) => {
            sending.run(
              () => sendJson('DELETE', `/api/v1/tokens/${id}`),
              () => {
                router.refresh();
              },
            );
          }}
        />
      )}
    </section>
  );
}

interface TokenTableProps {
  readonly tokens: readonly ApiTokenItem[];
  readonly isBusy: boolean;
  readonly onRevoke: (id: string) => void;
}

function TokenTable({ tokens, isBusy, onRevoke }: TokenTableProps) {
  return (
    <div className={table['scroll']} tabIndex={0} role="region" aria-label="Tokens that work">
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Begins</th>
            <th scope="col">Scopes</th>
            <th scope="col">Last used</th>
            <th scope="col">Ends</th>
            <th scope="col">
              <span className={people['muted']}>Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map(({ id, name, prefix, scopes, lastUsedAt, expiresAt }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{prefix}…</td>
              <td>{scopes.join(', ')}</td>
              <td>{lastUsedAt === null ? 'never' : formatInstant(lastUsedAt)}</td>
              <td>{formatInstant(expiresAt)}</td>
              <td>
                <button
                  type="button"
                  className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
                  disabled={isBusy}
                  aria-label={`Revoke ${name}`}
                  onClick={() => {
                    onRevoke(id);
                  }}
                >
                  Revoke
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
