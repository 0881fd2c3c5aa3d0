import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listStandingBars } from '#lib/db/price-bars.ts';
import { undoImport } from '#lib/services/imports/desk/undo-import.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { query } from '#tests/support/members.ts';
import { hasRecordings, readRecording } from '#tests/support/recordings.ts';
import { bring, commit, EDITOR, linesOf, preview } from './desk-files.ts';

const HEAD = 'date,symbol,adj_close,currency,flag';
const RECORDED = 'facts/prices_daily.csv';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});

afterAll(async () => {
  await database.close();
});

function bars(...lines: string[]): string {
  return `${[HEAD, ...lines].join('\n')}\n`;
}

async function closesOf(symbol: string): Promise<(number | null)[][]> {
  const found = await listStandingBars([symbol], { fromOn: '2000-01-01', toOn: '2026-12-31' });
  return found.map(({ close, adjustedClose }) => [close, adjustedClose]);
}

describe('daily bars of the desk', () => {
  it('are previewed, imported, and the second time unchanged', async () => {
    const file = bars(
      '2024-01-02,MU,82.5,USD,',
      '2024-01-03,MU,80.25,USD,',
      '2024-01-02,000660.KS,136000,KRW,',
    );
    const shown = await preview('price_bar', file);
    expect(shown).toMatchObject({ accepted: true, counts: { rows: 3, new: 3 } });
    expect(shown.notes).toEqual([
      'The file has adjusted closes only; where no close is stored they stand for it.',
    ]);
    expect(await closesOf('MU')).toEqual([]);

    expect(await bring('price_bar', file)).toMatchObject({ status: 'committed', counts: { new: 3 } });
    expect(await closesOf('MU')).toEqual([
      [82.5, 82.5],
      [80.25, 80.25],
    ]);
    expect(await bring('price_bar', file)).toMatchObject({ status: 'unchanged', counts: { unchanged: 3 } });
  });

  it('go back to what stood before two imports when both are undone, the newer one first', async () => {
    const before = await closesOf('MU');
    const first = await bring('price_bar', bars('2024-01-03,MU,90.5,USD,', '2024-01-09,MU,91,USD,'));
    const second = await bring('price_bar', bars('2024-01-03,MU,95,USD,'));
    const undo = (batchId: number | null) => undoImport(EDITOR, { batchId, reason: 'a slip' });
    expect(await undo(first.batchId)).toMatchObject({ ok: false, error: { kind: 'conflict' } });
    expect((await undo(second.batchId)).ok).toBe(true);
    expect((await undo(first.batchId)).ok).toBe(true);
    expect(await closesOf('MU')).toEqual(before);
  });

  it('revise only what they say, shown with both sides, and an undo takes them back', async () => {
    const done = await bring(
      'price_bar',
      'date;symbol;close;currency\n03.01.2024;MU;81,75;USD\n04.01.2024;MU;82,5;USD\n',
    );
    expect(done.counts).toEqual({ rows: 2, new: 1, revised: 1, unchanged: 0, withdrawn: 0 });
    expect(await closesOf('MU')).toEqual([
      [82.5, 82.5],
      [81.75, 80.25],
      [82.5, null],
    ]);
    const { changes } = await preview('price_bar', 'date,symbol,close,currency\n2024-01-03,MU,90,USD\n');
    expect(changes).toEqual([
      {
        ...{ line: 2, key: 'MU | 2024-01-03', status: 'revised' },
        fields: [{ column: 'close', before: 81.75, after: 90 }],
      },
    ]);

    const undone = await undoImport(EDITOR, { batchId: done.batchId, reason: 'a slip' });
    expect(undone).toMatchObject({ ok: true, value: { restored: 1, withdrawn: 1 } });
    expect(await closesOf('MU')).toEqual([
      [82.5, 82.5],
      [80.25, 80.25],
    ]);
  });

  it('are refused by line: symbols, days, prices, currencies, contradictions', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const file = bars(
      '2024-01-02,mu,1,USD,',
      '2140-01-02,MU,1,USD,',
      '2024-01-32,MU,1,USD,',
      '2024-01-02,MU,-1,usd,',
      '2024-01-05,MU,,USD,',
      '2024-01-05,MU,=1+1,USD,',
    );
    const day = 'write the day of the session as YYYY-MM-DD';
    expect(linesOf(await preview('price_bar', file))).toEqual([
      '2 symbol "mu": is no symbol; write it as Yahoo does, such as 000660.KS',
      `3 date "2140-01-02": lies after today, ${today}; ${day}`,
      `4 date "2024-01-32": is not a date of the calendar; ${day}`,
      '5 currency "usd": is no currency; write the ISO code, such as KRW, and prices in its major unit',
      '5 adj_close "-1": is no price; write a number above 0 in plain digits, or leave it blank',
      '6 - -: has no close; give close or adj_close, or take the line out',
      '7 adj_close "=1+1": begins as a formula does; write the value that it shows, or put an apostrophe before text',
    ]);
    const clash = bars(
      '2024-01-08,MU,1,USD,',
      '2024-01-08,MU,2,USD,',
      '2024-01-09,MU,1,EUR,',
      '2024-01-08,NOPE,1,USD,',
      '2024-01-09,NOPE,1,USD,',
    );
    expect(linesOf(await preview('price_bar', clash))).toEqual([
      '3 - -: contradicts line 2 on MU 2024-01-08; keep the right one of the two',
      '4 currency "EUR": is not USD, the currency of the symbol; correct it, or the symbol',
      '5 symbol "NOPE": is a symbol that no listing and no stored bar has (2 lines); correct it, or accept new names if it is one',
    ]);
  });

  it('hold hundredfold jumps and flagged bars in quarantine, and tell lines that repeat', async () => {
    const file = bars(
      '2024-02-01,WDC,50,USD,',
      '2024-02-02,WDC,5100,USD,',
      '2024-02-05,WDC,52,USD,',
      '2024-02-05,WDC,52,USD,',
      '2024-02-06,WDC,53,USD,disputed',
    );
    const { notes, counts } = await preview('price_bar', file);
    expect(counts).toMatchObject({ rows: 4, new: 2 });
    expect(notes).toEqual([
      '1 lines say again what another line says and were passed over.',
      'The file has adjusted closes only; where no close is stored they stand for it.',
      '2 bars are held in quarantine and not imported: WDC 2024-02-02 at 5100, WDC 2024-02-06 at 53.',
    ]);
    await bring('price_bar', file);
    expect(await closesOf('WDC')).toEqual([
      [50, 50],
      [52, 52],
    ]);
    const held = await query(
      database.url,
      'SELECT subject, field, raw_value, import_batch_id IS NOT NULL AS imported FROM quarantined_value ORDER BY field',
    );
    expect(held).toEqual([
      { subject: 'WDC', field: 'bars.2024-02-02.close', raw_value: '5100.000000', imported: true },
      { subject: 'WDC', field: 'bars.2024-02-06.close', raw_value: '53.000000', imported: true },
    ]);
  });

  it('are told when the data changed meanwhile', async () => {
    const file = bars('2024-03-01,STX,90,USD,');
    const { fingerprint } = await preview('price_bar', file);
    await bring('price_bar', bars('2024-03-04,STX,91,USD,'));
    expect(await commit('price_bar', file, { fingerprint })).toMatchObject({
      ok: false,
      error: { kind: 'conflict' },
    });
    expect(await closesOf('STX')).toEqual([[91, 91]]);
  });

  it.runIf(hasRecordings(RECORDED))(
    'of the recorded file come in whole but for the two that it disputes',
    async () => {
      const file = readRecording(RECORDED);
      const choices = { newNames: 'accept' } as const;
      const { notes } = await preview('price_bar', file, choices);
      expect(notes.at(-1)).toMatch(/^2 bars are held in quarantine/);
      const { counts } = await bring('price_bar', file, choices);
      expect(counts.rows).toBe(7805);
      expect(counts.new + counts.revised + counts.unchanged).toBe(7805);
      expect(await closesOf('SNDK')).toHaveLength(381);
    },
  );
});
