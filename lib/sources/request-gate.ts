import type { SourceDeps } from './source.ts';

/** Runs tasks in the order asked: so many at once, their starts so far apart. */
export interface RequestGate {
  /** @throws what the task throws, or the reason of the signal while waiting for the turn */
  readonly run: <T>(task: () => Promise<T>) => Promise<T>;
}

interface GateLimits {
  readonly maxUnderWay: number;
  readonly minIntervalMs: number;
}

/** A gate that all requests of one source go through. */
export function createRequestGate(
  limits: GateLimits,
  deps: Pick<SourceDeps, 'nowMs' | 'sleep' | 'signal'>,
): RequestGate {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let nextStartMs = -Infinity;

  async function takeTurn(): Promise<void> {
    // Who leaves hands its place over, so the count stays.
    if (underWay < limits.maxUnderWay) underWay += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }

  async function keepDistance(): Promise<void> {
    const nowMs = deps.nowMs();
    // A clock that was set back must not hold requests for as long as it was set back.
    const latestStartMs = nowMs + limits.minIntervalMs * limits.maxUnderWay;
    const startMs = Math.max(nowMs, Math.min(nextStartMs, latestStartMs));
    nextStartMs = startMs + limits.minIntervalMs;
    if (startMs > nowMs) await deps.sleep(startMs - nowMs, deps.signal);
  }

  return {
    async run(task) {
      await takeTurn();
      try {
        await keepDistance();

        return await task();
      } finally {
        leave();
      }
    },
  };
}
