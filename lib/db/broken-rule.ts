const RULE_IN_MESSAGE = /violates check constraint \\?"(\w+)\\?"/;

/** Name of the CHECK constraint that a statement broke; null when it failed for another reason. */
export function findBrokenRule(error: unknown): string | null {
  const seen = new Set<unknown>();
  const open: unknown[] = [error];
  while (open.length > 0) {
    const link = open.shift();
    if (typeof link !== 'object' || link === null || seen.has(link)) continue;
    seen.add(link);
    const { message, cause, meta, driverAdapterError } = link as Record<string, unknown>;
    const rule = typeof message === 'string' ? RULE_IN_MESSAGE.exec(message)?.[1] : undefined;
    if (rule !== undefined) return rule;
    open.push(cause, meta, driverAdapterError);
  }
  return null;
}
