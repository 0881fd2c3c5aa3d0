/** Dated events on every time axis: with and without script, by keyboard, on a past day, in files. */
import { readFileSync } from 'node:fs';

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '#tests/support/chromium.ts';

import { visit } from './visit.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** Every chart with a time axis: its page and how its title begins. */
const AXES: readonly (readonly [path: string, title: string, hasEvents: boolean])[] = [
  ['/', 'HBM revenue, with and without the saving', true],
  ['/', 'Capex by calendar year', true],
  ['/capex', 'Capex by calendar quarter', true],
  ['/capex', 'Guides for 2026, by the day', true],
  ['/companies/000660.KS', 'SK hynix: revenue by segment', true],
  ['/companies/000660.KS', 'SK hynix: operating income', true],
  ['/companies/000660.KS', 'SK hynix: operating margin', true],
  ['/companies/MU?cal=fiscal', 'Micron: revenue by segment', true],
  ['/labs', 'List price of flagships', true],
  ['/models', 'Bytes that one more token adds', true],
  ['/techniques', 'Saving with its range, by date', true],
  ['/techniques/mla', 'How it spreads', true],
  ['/efficiency', 'HBM per unit of inference', false],
  ['/efficiency', 'Cache of one token through the years', true],
  ['/efficiency', 'Assumed spread of leaner attention', true],
  ['/as-of', 'Capex of the big four: expected', true],
  ['/as-of', 'HBM revenue of 2026, by the day', true],
  // Quarters that are still to come.
  ['/rebound', 'Lost and regained', false],
  ['/exposure', 'A wafer in DDR5', false],
  ['/scenarios', 'HBM revenue by quarter', false],
];

const laneOf = (figure: Locator): Locator => figure.locator('[data-lane]');
const marksOf = (figure: Locator): Locator => laneOf(figure).getByRole('link').locator('visible=true');
const figureOf = (page: Page, title: string): Locator =>
  page.locator('figure').filter({ has: page.getByRole('heading', { name: title }) });

/** Faults of the marks of a figure as drawn: too close, off the lane, or leading nowhere. */
async function markFaults(figure: Locator): Promise<readonly string[]> {
  const lane = await laneOf(figure).boundingBox();
  const marks = await marksOf(figure).all();
  const faults: string[] = [];
  let before = -Infinity;
  for (const mark of marks) {
    const box = await mark.boundingBox();
    const [name, href] = [await mark.getAttribute('aria-label'), await mark.getAttribute('href')];
    if (box === null || lane === null) return ['not drawn'];
    const middle = box.x + box.width / 2;
    if (middle - before < 24)
      faults.push(`${String(name)}: ${String(middle - before)} px from the one before`);
    if (middle < lane.x || middle > lane.x + lane.width + 1) faults.push(`${String(name)}: off the lane`);
    if (!/^(\/events\/ev\d+|#.+)$/.test(href ?? '')) faults.push(`${String(name)}: leads to ${String(href)}`);
    before = middle;
  }
  return faults;
}

describe.each([
  ['with script', true],
  ['without script', false],
] as const)('events on time axes, %s', (_, hasScript) => {
  it.each([...new Set(AXES.map(([path]) => path))])('stand on every one of %s', async (path) => {
    for (const width of hasScript ? [1440, 390] : [1440]) {
      const { page, complaints } = await visit(browser, { baseUrl, path, width, hasScript });
      for (const [, title, hasEvents] of AXES.filter(([each]) => each === path)) {
        const figure = figureOf(page, title).first();
        const where = `${title} at ${String(width)}`;
        expect(await laneOf(figure).count(), where).toBe(1);
        const count = await marksOf(figure).count();
        if (hasEvents) expect(count, where).toBeGreaterThan(0);
        if (count === 0) expect(await laneOf(figure).textContent(), where).toContain('none on file');
        expect(await markFaults(figure), where).toEqual([]);
      }
      // Without script the browser says that it refuses what it was told not to run.
      if (hasScript) expect(complaints).toEqual([]);
      await page.context().close();
    }
  });
});

describe('a lane of events', () => {
  it('is one stop of the tab key; arrows move in it, a card says what each mark is', async () => {
    const { page, complaints } = await visit(browser, { baseUrl });
    const figure = figureOf(page, 'HBM revenue, with and without the saving');
    await figure.locator('canvas').focus();
    await page.keyboard.press('Tab');
    const nameOfFocus = (): Promise<string | null | undefined> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const names = await marksOf(figure).evaluateAll((links) =>
      links.map((link) => link.getAttribute('aria-label')),
    );
    expect(names.length).toBeGreaterThan(3);
    expect(await nameOfFocus()).toBe(names.at(-1));
    await page.keyboard.press('Home');
    expect(await nameOfFocus()).toBe(names[0]);
    await page.keyboard.press('ArrowRight');
    expect(await nameOfFocus()).toBe(names[1]);
    await laneOf(figure).getByText('Enter', { exact: false }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    // Out of focus the card is gone.
    await expect.poll(() => laneOf(figure).getByText('Enter', { exact: false }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('lists what a mark of several stands for, each with its source, and gives the focus back', async () => {
    const { page } = await visit(browser, { baseUrl });
    const figure = figureOf(page, 'HBM revenue, with and without the saving');
    const several = figure
      .getByRole('link', { name: /^\d+ events/ })
      .locator('visible=true')
      .first();
    const name = (await several.getAttribute('aria-label')) ?? '';
    await several.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name });
    await dialog.waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(Number.parseInt(name, 10));
    expect(await dialog.locator('a[href^="https://"]').count()).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(name);
    await page.context().close();
  });

  it('knows no event that was published after the day of the page', async () => {
    const daysOf = async (path: string): Promise<readonly string[]> => {
      const { page } = await visit(browser, { baseUrl, path });
      const figure = figureOf(page, 'Micron: revenue by segment');
      await figure.locator('summary').click();
      const hrefs = await figure
        .locator('a[href^="/events/"]')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      await page.context().close();
      return [...new Set(hrefs)];
    };
    const [then, now] = [await daysOf('/companies/MU?asOf=2025-06-30'), await daysOf('/companies/MU')];
    const rows = readFileSync(new URL('../../prisma/seed/data/events.csv', import.meta.url), 'utf8');
    const dayOf = new Map(
      [...rows.matchAll(/^(ev\d+),(\d{4}-\d{2}-\d{2}),/gm)].map(([, id, day]) => [id, day]),
    );
    expect(then.length).toBeGreaterThan(3);
    expect(now.length).toBeGreaterThan(then.length);
    for (const href of then) expect(dayOf.get(href.replace('/events/', '')) ?? '', href).toMatch(/^202[45]-/);
    expect(then.every((href) => (dayOf.get(href.replace('/events/', '')) ?? '') <= '2025-06-30')).toBe(true);
    // Micron's results of March 2025 were out by then, those of September were not.
    expect(then).toContain('/events/ev034');
    expect(then).not.toContain('/events/ev053');
    expect(now).toContain('/events/ev053');
  });

  it('is in the picture and in the file of the chart', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/labs' });
    const figure = figureOf(page, 'List price of flagships');
    await figure.locator('canvas').focus();
    await figure.locator('[data-drawn=true]').waitFor();
    const save = async (name: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        figure.getByRole('button', { name, exact: true }).click(),
      ]);
      return readFileSync(await download.path());
    };
    const csv = (await save('CSV')).toString('utf8');
    expect(csv).toMatch(/^"?# Event 2026-07-30: OpenAI cuts GPT-5\.6 Luna/m);
    const png = await save('PNG');
    const hasInk = await page.evaluate(async (base64) => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${base64}`;
      await picture.decode().catch(() => undefined);
      return picture.naturalHeight;
    }, png.toString('base64'));
    const canvas = await figure.locator('canvas').boundingBox();
    // Title and sentence above, three lines below, the lane of 24 px between.
    expect(hasInk).toBeGreaterThan((canvas?.height ?? 0) + 24);
    await page.context().close();
  });
});
