import type { HeldRow } from '#lib/contracts/held-row.ts';
import type { Result } from '#lib/core/result.ts';

/** The outside sources that a schedule can refresh; CSV import is a source of the desk, not of a schedule. */
export type SourceId = 'yahoo' | 'edgar' | 'ecb' | 'openrouter';

/** What an operator is told about a source before it is used. */
export interface SourceDescription {
  readonly id: SourceId;
  readonly name: string;
  /** What the provider allows, in one or two sentences, with the address of its terms. */
  readonly terms: string;
  /** How many things (symbols, companies) one fetch may ask for. */
  readonly batchLimit: number;
  /** How many requests may be under way at once. */
  readonly maxUnderWay: number;
  /** The setting without which the source stays off; null when it needs none. */
  readonly requiredSetting: string | null;
}

/** One HTTP answer as it came, kept so that a figure can be traced and parsed again. */
export interface RawPayload {
  /** Without secrets: crumbs and keys are cut out. */
  readonly url: string;
  readonly status: number;
  /** Instant, ISO 8601 UTC. */
  readonly receivedAt: string;
  readonly mediaType: string;
  readonly text: string;
}

/** A value that came but may not be believed: it is kept apart with its reason until somebody decides. */
export interface QuarantinedValue {
  /** What it is a value of: a symbol, a company, a currency pair, a model. */
  readonly subject: string;
  /** Where in the payload it stood, such as `bars.2026-11-20.close`. */
  readonly field: string;
  /** As it came, cut to 200 characters. */
  readonly rawValue: string;
  /** A sentence that an analyst understands. */
  readonly reason: string;
  /** What would be stored if somebody accepted it; absent when it is no value that could be stored. */
  readonly held?: HeldRow;
}

/** Everything that one fetch brought. What is absent is absent: nothing is carried forward. */
export interface SourceAnswer<Observation> {
  readonly observations: readonly Observation[];
  readonly quarantined: readonly QuarantinedValue[];
  /** Subjects asked for that the source does not have, each with its reason. */
  readonly missing: readonly { readonly subject: string; readonly reason: string }[];
  readonly payloads: readonly RawPayload[];
}

/** Why a fetch brought nothing. `isRetryable`: the same request may succeed later without any change here. */
export interface SourceFailure {
  readonly kind:
    'rate-limited' | 'unreachable' | 'timed-out' | 'refused' | 'malformed' | 'not-found' | 'switched-off';
  readonly isRetryable: boolean;
  /** As the server asked (Retry-After); null when it did not say. */
  readonly retryAfterSeconds: number | null;
  /** A sentence for the operator: what happened and what to do. */
  readonly detail: string;
}

/** Whether a source answers at all, found with the smallest request that it has. */
export type HealthProbe = () => Promise<Result<{ readonly elapsedMs: number }, SourceFailure>>;

/** What a source reads time and network from, so that tests drive both. */
export interface SourceDeps {
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** Waits; rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Ends everything that is under way. */
  readonly signal: AbortSignal;
}
