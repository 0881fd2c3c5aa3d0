/** Where a source is asked and how patiently: its own public address and {@link TIMEOUT_MS} unless given. */
export interface SourcePlace {
  /** Ends with a slash. */
  readonly baseUrl?: URL;
  /** For one try. */
  readonly timeoutMs?: number;
}

/** Files of several megabytes arrive within it on a slow line. */
export const TIMEOUT_MS = 30_000;
