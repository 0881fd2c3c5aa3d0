import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { trackRecordSchema, type TrackRecordResponse } from '#lib/contracts/track-record.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { callOf, plantFreezes, removeFreezes } from '#tests/support/frozen-months.ts';
import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const databaseUrl = inject('databaseUrl');
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function recordOf(search = ''): Promise<TrackRecordResponse> {
  const response = await fetch(`${baseUrl}/api/v1/track-record${search}`);
  expect(response.status).toBe(200);
  return trackRecordSchema.parse(await response.json());
}

/** Cells of the rows of a table, with plain spaces. */
async function readRows(page: Page, name: RegExp): Promise<string[][]> {
  const rows = page.getByRole('region', { name }).locator('tbody tr');
  return rows.evaluateAll((all) =>
    all.map((row) =>
      [...row.children].map((cell) => (cell as HTMLElement).innerText.replaceAll('\u00a0', ' ')),
    ),
  );
}

/** "79 of 297". */
function countOf({ calibration }: TrackRecordResponse, subject: string | null = null): string {
  const band = calibration.find((row) => row.subject === subject && row.vendor === null)?.bands[1];
  return `${String(band?.count)} of ${String(band?.of)}`;
}

describe('Track record while nothing has matured', () => {
  it('says so, and shows hindsight apart, with the figures of the API', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/track-record' });
    const hindsight = await recordOf('?kind=hindsight');
    const sentence = await readHeadline(page);
    expect(sentence).toMatch(/^Nothing is frozen yet/);
    expect(sentence).toContain(
      `In hindsight, which is not scored, the 80 % band would have held in ${countOf(hindsight)}`,
    );
    expect(await page.locator('#frozen').innerText()).toContain('past months are never filled in');
    expect(await page.locator('#hindsight').innerText()).toContain(
      `${String(hindsight.hindsight.length)} month ends`,
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('speaks of one subject by its address, and refuses what it does not know by name', async () => {
    const { page } = await visit(browser, {
      baseUrl,
      path: '/track-record?subject=capex&month=2001-01&zz=1',
    });
    expect(await readHeadline(page)).toContain(countOf(await recordOf('?kind=hindsight'), 'capex'));
    const refused = await page.getByRole('main').innerText();
    expect(refused).toContain('no forecast was frozen in this month');
    expect(refused).toContain('zz');
    await page.getByRole('link', { name: 'HBM revenue by vendor' }).click();
    await expect
      .poll(() => readHeadline(page))
      .toContain(countOf(await recordOf('?kind=hindsight'), 'hbm-revenue'));
    await page.context().close();
  });
});

const FQ4 = { quarter: '2025Q3', period: ['2025-05-30', '2025-08-28'] } as const;

describe('Track record with calls that matured', () => {
  beforeAll(async () => {
    await plantFreezes(databaseUrl, [
      {
        asOf: '2025-06-02',
        calls: [
          // Micron said "nearly $2 billion" on 24 September 2025; Samsung gave a growth rate only.
          callOf('MU', { ...FQ4, p50: 1.8 }),
          callOf('005930.KS', { quarter: '2025Q3', period: ['2025-07-01', '2025-09-30'], p50: 2 }),
        ],
      },
      { asOf: '2025-08-04', calls: [callOf('MU', { ...FQ4, p50: 1.2 })] },
    ]);
  });
  afterAll(() => removeFreezes(databaseUrl));

  it('counts hits and misses, what was not disclosed and the missed months', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/track-record?month=2025-06' });
    expect(await readHeadline(page)).toContain(
      'Of 3 matured calls, 1 (9.5–90.5 %) of the 2 that could be graded lie inside the 80 % band; bias −25.0 %; 1 was not disclosed.',
    );
    expect(await readRows(page, /^Calls frozen in Jun/)).toEqual([
      [
        'Samsung Electronics, Q3 2025',
        '$2.00 bn\n$1.60–2.40 bn',
        'not disclosed\ngiven up 29 Dec 2025',
        'no figure has been published for it',
        '–',
        '–',
      ],
      [
        'Micron, Q3 2025\n30 May 2025 to 28 Aug 2025',
        '$1.80 bn\n$1.44–2.16 bn',
        'graded\nfirst public 24 Sep 2025',
        '$2.00 bn\nstated by the vendor, as a ceiling',
        '−10.0 %',
        'yes',
      ],
    ]);
    const ledger = await readRows(page, /^Freezes/);
    expect(ledger.find(([month]) => month === 'Jul 2025')?.[1]).toContain('missed');
    expect(ledger.find(([month]) => month === 'Aug 2025')?.at(-1)).toBe('matches its digest');
    await page.getByRole('button', { name: '$2.00 bn' }).first().click();
    expect(await page.getByRole('dialog').innerText()).toContain('FQ4-25: "nearly $2 billion"');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is whole without script, and hands out the calls as they were frozen', async () => {
    const { page: plain } = await visit(browser, { baseUrl, path: '/track-record', hasScript: false });
    expect(await plain.getByRole('figure').count()).toBe(2);
    expect((await readRows(plain, /^Calls frozen in Aug/)).length).toBe(1);
    await plain.context().close();

    const { page } = await visit(browser, { baseUrl, path: '/track-record' });
    const table = page.locator('section', { hasText: 'Calls frozen in Aug' });
    const waiting = page.waitForEvent('download');
    await table
      .getByRole('heading', { name: /^Calls frozen in Aug/ })
      .locator('..')
      .getByRole('button', { name: 'CSV' })
      .click();
    const text = await readFile(await (await waiting).path(), 'utf8');
    const rows = parse(text, { comment: '#', relaxColumnCount: true });
    expect(rows.flat().some((cell) => cell.includes('p05'))).toBe(true);
    expect(rows.flat()).toContain('1.2');
    await page.context().close();
  });
});
