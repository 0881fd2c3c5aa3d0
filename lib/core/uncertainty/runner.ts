/** Who runs a request: the page's own thread, the server's threads, or the caller itself. One interface for all. */
import type { InputFault } from '../input-fault.ts';
import type { Result } from '../result.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from './types.ts';

export interface RunWatch {
  /** Ends the run; its promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Share of the paths done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** An answer of fewer draws while the rest is drawn: the first draws of the same run. */
  readonly onPartial?: (answer: UncertaintyAnswer) => void;
}

export interface UncertaintyRunner {
  readonly run: (
    request: UncertaintyRequest,
    watch?: RunWatch,
  ) => Promise<Result<UncertaintyAnswer, readonly InputFault[]>>;
  /** Ends whatever runs and frees what the runner holds. */
  readonly close: () => void;
}
