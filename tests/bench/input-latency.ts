/**
 * How long from an input to the painted chart, in Chromium: 40 moves of a real drag of the Overview's saving and 40
 * steps of the Workbench's share of prefix hits, each after 10 warm-ups.
 *
 *   node --conditions=react-server tests/bench/input-latency.ts [--url http://127.0.0.1:3000]
 */
import type { Page } from 'playwright-core';
import { launchChromium } from '#tests/support/chromium.ts';
import { reportInputs, watchInputs } from './input-to-paint.ts';
import { findRunningApp } from './running-app.ts';

const WARM_UPS = 10;
const INPUTS = 40;
const PAUSE_MS = 50;

const url = await findRunningApp(process.argv);
const browser = await launchChromium();
try {
  await dragTheSaving(await openPage(url));
  await stepTheHits(await openPage(`${url}/workbench`));
} finally {
  await browser.close();
}

/** Opened, with the first intent shown, so that the live model and the drawn charts are there. */
async function openPage(address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.mouse.move(700, 400);
  await page.mouse.move(701, 401);
  await page.waitForFunction(() => document.querySelectorAll('[data-drawn=true]').length >= 2);
  await page.waitForLoadState('networkidle');
  await watchInputs(page);
  return page;
}

async function dragTheSaving(page: Page): Promise<void> {
  const box = await page.locator('input[type=range]').first().boundingBox();
  if (box === null) throw new Error('the page has no slider');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 0.28 * box.width, y);
  await page.mouse.down();
  // Each step is far enough for another per cent, so that each is an input.
  const step = (0.6 * box.width) / (WARM_UPS + INPUTS);
  for (let move = 1; move <= WARM_UPS + INPUTS; move += 1) {
    await page.mouse.move(box.x + 0.28 * box.width + move * step, y);
    await page.waitForTimeout(PAUSE_MS);
  }
  await page.mouse.up();
  await reportInputs(page, 'Overview, saving', WARM_UPS);
}

async function stepTheHits(page: Page): Promise<void> {
  const hits = page.getByLabel('Prefix hits');
  const before = await page.getByTestId('headline').innerText();
  for (let step = 1; step <= WARM_UPS + INPUTS; step += 1) {
    await hits.fill(String(0.3 + step / 100));
    await page.waitForTimeout(PAUSE_MS);
  }
  if ((await page.getByTestId('headline').innerText()) === before) {
    throw new Error('the headline did not follow the input');
  }
  await reportInputs(page, 'Workbench, prefix hits', WARM_UPS);
}
