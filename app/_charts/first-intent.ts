const INTENTS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'scroll'] as const;

/**
 * Calls back once, at the reader's first sign of wanting more than to read: the sketch needs no script, so the
 * chart library waits until then. Returns the way to stop waiting.
 */
export function onFirstIntent(callback: () => void): () => void {
  const controller = new AbortController();
  const fire = (): void => {
    controller.abort();
    callback();
  };
  for (const intent of INTENTS) {
    addEventListener(intent, fire, { signal: controller.signal, passive: true });
  }
  return () => {
    controller.abort();
  };
}
