import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
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

const ROUTES = [
  '/',
  '/?x=2&zz=1',
  '/?x=0.5&u=10&t=0&v=1',
  '/?asOf=2001-01-01',
  '/no-such-page',
  '/models',
  '/models/deepseek-v4-pro',
  '/models/no-such-model',
  '/techniques',
  '/techniques/mla',
  '/workbench',
  '/workbench?m=gpt-9&n=-1',
  '/method',
  '/scenarios',
  '/scenarios?a=x:2,zz:1&na=Bear&with=d',
  '/labs',
  '/rebound',
  '/rebound?x=0.5&e=6&zz=1',
  '/priced-in',
  '/priced-in?since=2026-07-04&t=SNDK&zz=1',
  '/window',
  '/window?close=0.25&zz=1',
  '/capex',
  '/capex?year=1999&set=six&show=each&zz=1',
  '/labs?series=blend&show=all&p=7',
  '/events',
  '/events/ev087',
  '/events/ev001?window=5,1',
  '/companies',
  '/companies/MU',
  '/companies/285A.T?u=usd&cal=lunar',
  '/companies/NVDA',
  '/watchlists',
  '/alerts',
  '/alerts?kind=net-sign&zz=1',
  '/shared/watchlists/no-such-link',
  '/as-of',
  '/as-of?date=2025-03-31&runs=2024-05-15&zz=1',
  '/track-record',
  '/track-record?subject=hbm-revenue&month=2001-01&zz=1',
  '/sources',
  '/sources?grade=primary&only=conflicts&zz=1',
  '/efficiency',
  '/exposure',
  '/exposure?unit=value&tierShiftShare=0.3&zz=1',
  '/efficiency?q=1999Q1&ev=ev999&by=2001-01-01',
  '/health',
  '/export',
  '/export?asOf=2025-06-30&dataVersion=1',
  '/export?asOf=2001-01-01&zz=1',
  '/sign-in',
  '/sign-in?error=unable_to_create_user',
  '/forgot-password',
  '/join',
  '/reset-password#not-a-token',
];
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [1440, 390];

describe.each(THEMES)('accessibility in the %s theme', (theme) => {
  it.each(ROUTES.flatMap((path) => WIDTHS.map((width) => [path, width] as const)))(
    'axe finds nothing on %s at %i px',
    async (path, width) => {
      const { page } = await visit(browser, { baseUrl, path, theme, width });
      await page.mouse.move(width / 2, 400);
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      await page.context().close();
    },
  );

  it('axe finds nothing with the inputs, the tables and the evidence open', async () => {
    const { page } = await visit(browser, { baseUrl, theme });
    await page.getByRole('button', { name: 'More' }).click();
    await page.keyboard.press('t');
    const behind = await new AxeBuilder({ page }).analyze();
    expect(behind.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.keyboard.press('.');
    await page.getByRole('dialog').getByText('77.4').waitFor();
    const inFront = await new AxeBuilder({ page }).include('dialog[open]').analyze();
    expect(inFront.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.context().close();
  });
});
