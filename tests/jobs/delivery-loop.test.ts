import { afterAll, beforeAll, expect, it } from 'vitest';

import { runDeliveryLoop } from '#lib/jobs/delivery-loop.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import {
  addWebhook,
  driveDeliveries,
  insertMember,
  logOf,
  queueNotice,
} from '#tests/services/deliveries/delivery-rig.ts';
import { startWebhookReceiver } from '#tests/support/webhook-receiver.ts';

let database: OpenDatabase;
beforeAll(async () => {
  process.env['WATERLINE_SECRET'] = 'a secret of this installation, long enough';
  process.env['WEBHOOK_ALLOWED_HOSTS'] = '127.0.0.1';
  database = await openDatabase({ seeded: false });
});
afterAll(() => database.close());

it('two loops on one database send what comes in once each, and end when told to', async () => {
  const receiver = await startWebhookReceiver();
  const member = await insertMember(database.url);
  await addWebhook(member, receiver.url, 'one');
  await addWebhook(member, `${receiver.url}/other`, 'other');
  const ending = new AbortController();
  const nowMs = (): number => Date.now();
  const { deps } = driveDeliveries([receiver.host], { signal: ending.signal, nowMs });
  const loops = [runDeliveryLoop(deps, { pauseMs: 20 }), runDeliveryLoop(deps, { pauseMs: 20 })];
  for (let count = 0; count < 10; count += 1) await queueNotice(member);
  await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(20);
  await expect
    .poll(async () => (await logOf(member)).filter(({ state }) => state === 'sent').length, {
      timeout: 10_000,
    })
    .toBe(20);
  ending.abort();
  await Promise.all(loops);

  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(20);
  await queueNotice(member);
  expect(receiver.received).toHaveLength(20);
  await receiver.close();
});
