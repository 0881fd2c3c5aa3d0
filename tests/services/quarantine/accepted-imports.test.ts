import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { db } from '#lib/db/client.ts';
import { listStandingBars } from '#lib/db/price-bars.ts';
import { undoImport } from '#lib/services/imports/desk/undo-import.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { bring } from '#tests/services/imports/desk/desk-files.ts';
import { decide, EDITOR, findOpen, openValues } from './quarantine-rig.ts';

const HEAD = 'date,symbol,open,close,volume,currency';
const RANGE = { fromOn: '2024-01-01', toOn: '2024-12-31' };

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});
afterAll(() => database.close());

const fileOf = (...lines: string[]) => `${[HEAD, ...lines].join('\n')}\n`;

const stored = async (symbol: string) =>
  (await listStandingBars([symbol], RANGE)).map(({ sessionOn, open, close }) => [sessionOn, open, close]);

describe('a bar of an import that was held', () => {
  const FILE = fileOf(
    '2024-02-01,MU,82,82.5,1000,USD',
    '2024-02-02,MU,8210,8230,2000,USD',
    '2024-02-05,MU,83,83.5,3000,USD',
  );

  it('is accepted into a batch of its own, passes at the next import, and is taken back', async () => {
    await bring('price_bar', FILE);
    const held = await findOpen(/^bars\.2024-02-02\.close$/);
    expect(held).toMatchObject({
      source: 'csv',
      wouldStore: { table: 'price_bar', row: { close: 8230, volumeShares: 2000 } },
    });
    const batches = await db().importBatch.count();
    const accepted = await decide(held.id, 'accepted', 'the exchange prints it');
    expect(accepted).toMatchObject({ ok: true, value: { detail: 'It is accepted and stored.' } });
    const all = [
      ['2024-02-01', 82, 82.5],
      ['2024-02-02', 8210, 8230],
      ['2024-02-05', 83, 83.5],
    ];
    expect(await stored('MU')).toEqual(all);
    const [bar] = (await listStandingBars(['MU'], RANGE)).filter(({ close }) => close === 8230);
    expect(bar).toMatchObject({
      source: 'csv',
      provenance: expect.stringMatching(/because the exchange prints it$/) as string,
    });
    expect(await db().importBatch.count()).toBe(batches + 1);

    expect(await bring('price_bar', FILE)).toMatchObject({ status: 'unchanged' });
    expect((await openValues()).openCount).toBe(0);

    // The Import page sends to where it was decided.
    expect(await undoImport(EDITOR, { batchId: batches + 1, reason: 'a slip' })).toMatchObject({
      ok: false,
      error: { kind: 'conflict', detail: expect.stringContaining('Health page') as string },
    });
    expect(await decide(held.id, 'undecided')).toMatchObject({ ok: true });
    expect(await stored('MU')).toEqual([all[0], all[2]]);
    await decide(held.id, 'rejected');
    await bring('price_bar', FILE);
    expect(await stored('MU')).toEqual([all[0], all[2]]);
    expect((await openValues()).openCount).toBe(0);
  });

  it('is asked about although the file brings nothing else', async () => {
    await bring('price_bar', fileOf('2024-03-01,WDC,50,50.5,10,USD'));
    const brought = await bring('price_bar', fileOf('2024-03-04,WDC,5000,5050,20,USD'));
    expect(brought).toMatchObject({ status: 'committed', counts: { new: 0, revised: 0 } });
    const held = await findOpen(/^bars\.2024-03-04\.close$/);
    expect(await stored('WDC')).toEqual([['2024-03-01', 50, 50.5]]);
    expect(await bring('price_bar', fileOf('2024-03-04,WDC,5000,5050,20,USD'))).toMatchObject({
      status: 'unchanged',
    });

    await decide(held.id, 'accepted');
    expect((await stored('WDC')).at(-1)).toEqual(['2024-03-04', 5000, 5050]);
  });

  it('that states a close only keeps what stands beside it', async () => {
    await bring('price_bar', fileOf('2024-04-01,STX,90,90.5,10,USD', '2024-04-02,STX,91,91.5,20,USD'));
    await bring(
      'price_bar',
      'date,symbol,close,currency\n2024-04-01,STX,90.5,USD\n2024-04-02,STX,9150,USD\n',
    );
    await decide((await findOpen(/^bars\.2024-04-02\.close$/)).id, 'accepted');
    expect((await stored('STX')).at(-1)).toEqual(['2024-04-02', 91, 9150]);

    const { id } = await db().quarantinedValue.findFirstOrThrow({ where: { subject: 'STX' } });
    expect(await decide(String(id), 'undecided')).toMatchObject({
      ok: true,
      value: { detail: 'It waits for a decision again. What stood before stands again.' },
    });
    expect((await stored('STX')).at(-1)).toEqual(['2024-04-02', 91, 91.5]);
  });
});
