/** Words for what somebody decided about a doubtful value; they stand with every revision that follows from it. */

/** Who decided, when and why. */
export interface Decided {
  /** Role and e-mail address. */
  readonly by: string;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  readonly note: string;
}

/** "accepted by editor ana@firm.example on 2026-11-27 because the split is real". */
export function describeDecision(
  what: 'accepted' | 'kept out' | 'acceptance taken back',
  { by, at, note }: Decided,
): string {
  return `${what} by ${by} on ${at.slice(0, 10)} because ${note}`;
}
