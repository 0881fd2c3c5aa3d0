/** What an `AppError` may carry beside its code and message. */
export interface AppErrorOptions {
  /** What may be shown to whoever uses the page; it names no machine, path or address. */
  readonly userMessage?: string;
  readonly cause?: unknown;
}

/**
 * A failure that an operator can act on. `message` says what happened and what to do about it; `userMessage`
 * is safe to show to anybody. Bugs stay plain errors, so that they are never mistaken for an explained state.
 */
export class AppError extends Error {
  readonly code: string;
  readonly userMessage: string;

  constructor(code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.userMessage = options.userMessage ?? 'Waterline cannot do this at the moment. Its log says why.';
  }
}
