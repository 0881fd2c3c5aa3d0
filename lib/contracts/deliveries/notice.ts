/** Something that a member wants to be told of, once on each of their channels. */
export interface Notice {
  readonly memberId: string;
  /** A channel gets a notice of this key once; up to 500 characters. */
  readonly dedupeKey: string;
  /** One line of plain words; control characters become blanks and what is beyond 200 characters is cut. */
  readonly subject: string;
  /** Plain words, up to 50 lines. */
  readonly lines: readonly string[];
  /** Address inside the product, from its first slash: '/alerts?…'. */
  readonly path: string;
  readonly occurredAt: Date;
}
