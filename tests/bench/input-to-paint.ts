/**
 * Times inputs of a page to the painted frame. The time runs from the input event, which the browser sends at the start
 * of a frame, to a message posted after that frame's animation callbacks; one frame is 16.7 ms.
 */
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** Milliseconds of each input. */
    inputTimes: number[];
  }
}

/** Starts timing every input event of `page`. */
export async function watchInputs(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.inputTimes = [];
    const onInput = (): void => {
      const startedAt = performance.now();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          window.inputTimes.push(performance.now() - startedAt);
        };
        channel.port2.postMessage(null);
      });
    };
    window.addEventListener('input', onInput, { capture: true });
  });
}

/** Prints the quantiles of what was timed after the first `warmUps` inputs. */
export async function reportInputs(page: Page, what: string, warmUps: number): Promise<void> {
  const sorted = (await page.evaluate(() => window.inputTimes)).slice(warmUps).toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.ceil(share * sorted.length) - 1] ?? NaN).toFixed(1);
  console.log(
    `${what} to painted chart: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms (${String(sorted.length)} inputs; aim p95 <= 17)`,
  );
}
