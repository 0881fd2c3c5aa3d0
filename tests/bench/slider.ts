/**
 * How long from a slider's input to the painted chart, in Chromium: 40 moves of a real drag after 10 warm-ups. The
 * time runs from the input event, which the browser sends at the start of a frame, to a message posted after that
 * frame's animation callbacks; one frame is 16.7 ms.
 *
 *   node --conditions=react-server tests/bench/slider.ts [--url http://127.0.0.1:3000]
 */
import { launchChromium } from '#tests/support/chromium.ts';
import { findRunningApp } from './running-app.ts';

const WARM_UPS = 10;
const MOVES = 40;

declare global {
  interface Window {
    /** Milliseconds of each move. */
    sliderMoves: number[];
  }
}

const url = await findRunningApp(process.argv);
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.mouse.move(700, 400);
  await page.mouse.move(701, 401);
  await page.waitForFunction(() => document.querySelectorAll('[data-drawn=true]').length === 3);

  await page.evaluate(watchSlider);
  const box = await page.locator('input[type=range]').first().boundingBox();
  if (box === null) throw new Error('the page has no slider');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 0.28 * box.width, y);
  await page.mouse.down();
  // Each step is far enough for another per cent, so that each is an input.
  const step = (0.6 * box.width) / (WARM_UPS + MOVES);
  for (let move = 1; move <= WARM_UPS + MOVES; move += 1) {
    await page.mouse.move(box.x + 0.28 * box.width + move * step, y);
    await page.waitForTimeout(50);
  }
  await page.mouse.up();
  const measured = (await page.evaluate(() => window.sliderMoves)).slice(WARM_UPS);
  report(measured);
} finally {
  await browser.close();
}

/** Runs in the page: times every input of any slider. */
function watchSlider(): void {
  window.sliderMoves = [];
  const onInput = (): void => {
    const startedAt = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        window.sliderMoves.push(performance.now() - startedAt);
      };
      channel.port2.postMessage(null);
    });
  };
  window.addEventListener('input', onInput, { capture: true });
}

function report(milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.ceil(share * sorted.length) - 1] ?? NaN).toFixed(1);
  console.log(
    `slider input to painted chart: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms (${String(sorted.length)} moves; aim p95 <= 17)`,
  );
}
