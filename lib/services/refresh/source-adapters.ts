import type { SourceFailure, SourceId } from '#lib/sources/source.ts';
import type { EcbSource } from '#lib/sources/ecb/ecb-source.ts';
import type { EdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import type { OpenRouterSource } from '#lib/sources/openrouter/openrouter-source.ts';
import type { YahooSource } from '#lib/sources/yahoo/yahoo-source.ts';

/** The sources of this process. Any of them may be left out: its jobs then end as switched off, the others go on. */
export interface SourceAdapters {
  readonly yahoo?: YahooSource;
  readonly edgar?: EdgarSource;
  readonly ecb?: EcbSource;
  readonly openrouter?: OpenRouterSource;
}

/** How a job ends whose source is not part of this installation. */
export function absentSource(source: SourceId): SourceFailure {
  return {
    kind: 'switched-off',
    isRetryable: false,
    retryAfterSeconds: null,
    detail: `The source ${source} is not part of this installation.`,
  };
}
