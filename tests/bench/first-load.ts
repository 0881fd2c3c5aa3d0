/**
 * JavaScript of every page, gzip -9 of what the browser really fetched: before anybody acts, and of the
 * Overview's whole route once charts, live model and evidence are loaded.
 *
 *   node --conditions=react-server tests/bench/first-load.ts [--url http://127.0.0.1:3000]
 */
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { launchChromium } from '#tests/support/chromium.ts';
import { findRunningApp } from './running-app.ts';

const AIM_BEFORE_KB = 160;

const OTHER_PAGES = [
  '/rebound',
  '/priced-in',
  '/window',
  '/sensitivity',
  '/efficiency',
  '/workbench',
  '/techniques',
  '/models',
  '/labs',
  '/capex',
  '/companies',
  '/companies/MU',
  '/as-of',
  '/track-record',
  '/sources',
  '/scenarios',
  '/method',
];

const url = await findRunningApp(process.argv);
const browser = await launchChromium();
try {
  const { page, scripts, before } = await openPage('/');
  await page.mouse.move(700, 400);
  await page.mouse.move(701, 401);
  await page.waitForFunction(() => document.querySelectorAll('[data-drawn=true]').length === 3);
  await page.keyboard.press('.');
  await page.getByRole('dialog').getByRole('heading', { name: 'Inputs' }).waitFor();
  const whole = await totalKb(scripts);

  const html = gzipSync(await (await page.request.get(url)).body(), { level: 9 }).length / 1000;
  console.log(`scripts before interaction  ${before.toFixed(1)} kB gzip  (aim <= ${String(AIM_BEFORE_KB)})`);
  console.log(`scripts of the whole route  ${whole.toFixed(1)} kB gzip`);
  console.log(`page itself                 ${html.toFixed(1)} kB gzip`);
  await page.close();
  for (const path of OTHER_PAGES) {
    const other = await openPage(path);
    const ratio = (other.before / before).toFixed(2);
    console.log(
      `${path.padEnd(12)} before        ${other.before.toFixed(1)} kB gzip  (${ratio} of the Overview)`,
    );
    await other.page.close();
  }
} finally {
  await browser.close();
}

async function openPage(path: string): Promise<{ page: Page; scripts: Response[]; before: number }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const scripts = collectScripts(page);
  await page.goto(`${url}${path}`, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1_000);
  return { page, scripts, before: await totalKb(scripts) };
}

function collectScripts(page: Page): Response[] {
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  });
  return scripts;
}

async function totalKb(scripts: readonly Response[]): Promise<number> {
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  return bodies.reduce((total, body) => total + gzipSync(body, { level: 9 }).length, 0) / 1000;
}
