import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { changeChannel } from '#lib/services/deliveries/change-channel.ts';
import { makeChannel } from '#lib/services/deliveries/make-channel.ts';
import { takeUpDeliveries } from '#lib/services/deliveries/take-up-deliveries.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { query } from '#tests/support/members.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';
import { driveDeliveries, insertMember, logOf, queueNotice } from './delivery-rig.ts';

let database: OpenDatabase;
let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
  process.env['SMTP_URL'] = mail.url;
  process.env['MAIL_FROM'] = 'Waterline <waterline@firm.example>';
  process.env['WATERLINE_PUBLIC_URL'] = 'https://waterline.firm.example';
  database = await openDatabase({ seeded: false });
});
afterAll(() => database.close());

const headOf = (text: string): string => text.split('\r\n\r\n')[0] ?? '';

describe('a notice on its way by mail', () => {
  it('arrives with its words, a link into the product and a name that stays the same', async () => {
    const member = await insertMember(database.url);
    await makeChannel(member, { kind: 'mail' });
    await queueNotice(member);
    await takeUpDeliveries(driveDeliveries([]).deps);
    const [row] = await query<{ message_id: string }>(database.url, 'SELECT message_id FROM delivery');

    expect(mail.received).toHaveLength(1);
    const [received] = mail.received;
    expect(received?.to).toEqual([member.email]);
    expect(headOf(received?.text ?? '')).toContain('Subject: Waterline: MU fell through its line');
    expect(headOf(received?.text ?? '')).toContain(
      `Message-ID: <${row?.message_id ?? ''}@waterline.firm.example>`,
    );
    expect(received?.text).toContain('MU closed at 101.2 USD, below 105 USD.');
    expect(received?.text).toContain('https://waterline.firm.example/alerts?rule=1');
    expect(await logOf(member)).toMatchObject([{ state: 'sent', lastStatus: null }]);
  });

  it('puts no header of its own, whatever its subject holds', async () => {
    const member = await insertMember(database.url);
    await makeChannel(member, { kind: 'mail' });
    await queueNotice(member, { subject: 'MU fell\r\nBcc: all@firm.example\r\n\r\nanother body' });
    await takeUpDeliveries(driveDeliveries([]).deps);
    const received = mail.received.at(-1);

    expect(received?.to).toEqual([member.email]);
    expect(headOf(received?.text ?? '')).not.toMatch(/^bcc:/im);
    // A long subject is folded over lines that begin with a blank.
    expect(headOf(received?.text ?? '').replaceAll(/\r\n /g, ' ')).toContain(
      'Subject: Waterline: MU fell Bcc: all@firm.example another body',
    );
  });

  it('waits and says why when the server refuses it or is away, in words that name no machine', async () => {
    const member = await insertMember(database.url);
    const made = await makeChannel(member, { kind: 'mail' });
    if (!made.ok) throw new Error('no channel');
    await mail.close();
    await queueNotice(member);
    const { deps, pass } = driveDeliveries([]);
    await takeUpDeliveries(deps);
    expect(await logOf(member)).toMatchObject([
      { state: 'waiting', tries: 1, lastFault: 'the mail server could not be reached' },
    ]);

    const port = Number(new URL(mail.url).port);
    const refusing = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo: (_, __, callback) => {
        callback(Object.assign(new Error('10.0.0.5 knows no such box'), { responseCode: 550 }));
      },
    });
    await new Promise<void>((resolve) => {
      refusing.listen(port, '127.0.0.1', resolve);
    });
    pass(60_000);
    await takeUpDeliveries(deps);
    const [row] = await logOf(member);
    await changeChannel(member, made.value.channel.id, { action: 'off' });
    await new Promise<void>((resolve) => {
      refusing.close(resolve);
    });

    expect(row).toMatchObject({
      state: 'waiting',
      tries: 2,
      lastFault: 'the mail server did not accept the address',
    });
  });
});
