import { launchChromium } from '#tests/support/chromium.ts';
const b = await launchChromium();
for (const [name, url, width, theme] of [
  ['events-light', '/events', 1440, 'light'], ['event-light', '/events/ev087', 1440, 'light'], ['events-phone', '/events', 390, 'dark'], ['event-dark','/events/ev025',1440,'dark'],['event-phone','/events/ev087',390,'light'],['event-none','/events/ev001',1440,'light'],
] as const) {
  if (process.argv[2] !== undefined && !process.argv.slice(2).includes(name)) continue;
  const c = await b.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
  const p = await c.newPage();
  p.on('pageerror', e => console.log(name, 'ERR', e.message)); p.on('console', m => { if (m.type()==='error') console.log(name, m.text()); });
  await p.goto('http://127.0.0.1:3164' + url); await p.mouse.move(300,400); await p.waitForTimeout(2500);
  const h = await p.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]);
  console.log(name, h);
  await p.screenshot({ path: `/tmp/shot-${name}.png`, clip: { x: 0, y: 0, width, height: Math.min(h[0]!, width > 800 ? 2600 : 2600) }, fullPage: true });
  await c.close();
}
await b.close();
