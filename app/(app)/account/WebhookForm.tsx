'use client';

import { sendJson } from '#lib/client/send-json.ts';
import type { MadeChannel } from '#lib/contracts/deliveries/channels.ts';

import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';

/** Name and address of a new webhook. */
export function WebhookForm({ onMade }: { readonly onMade: (made: MadeChannel) => void }) {
  const sending = useSending();
  return (
    <>
      <form
        className={people['form']}
        aria-label="New webhook"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const data = new FormData(form);
          const body = { kind: 'webhook', name: data.get('name'), url: data.get('url') };
          sending.run(
            () => sendJson<MadeChannel>('POST', '/api/v1/channels', body),
            (made) => {
              form.reset();
              onMade(made);
            },
          );
        }}
      >
        <Field
          label="Webhook name"
          name="name"
          required
          maxLength={60}
          autoComplete="off"
          fault={sending.failure?.byField['name']}
        />
        <Field
          label="Webhook address, https://…"
          name="url"
          type="url"
          required
          maxLength={2_000}
          autoComplete="off"
          fault={sending.failure?.byField['url']}
        />
        <button type="submit" className={controls['button']} disabled={sending.isBusy}>
          Add the webhook
        </button>
      </form>
      <FormFailure failure={sending.failure} fields={['name', 'url']} />
    </>
  );
}
