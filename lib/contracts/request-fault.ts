import type { InputFault } from '../core/input-fault.ts';

/**
 * What a request can get wrong, as services and parsers report it; `lib/http` gives each kind its status.
 * Anything else that goes wrong is thrown.
 */
export type RequestFault =
  | { readonly kind: 'invalid-input'; readonly faults: readonly InputFault[] }
  | { readonly kind: 'not-found'; readonly detail: string }
  | { readonly kind: 'conflict'; readonly detail: string }
  | { readonly kind: 'too-large'; readonly detail: string }
  | { readonly kind: 'busy'; readonly detail: string; readonly retryAfterSeconds: number }
  | { readonly kind: 'cancelled'; readonly detail: string }
  | { readonly kind: 'source-unavailable'; readonly detail: string }
  | { readonly kind: 'unsupported-media-type'; readonly detail: string };

/** A fault of several fields at once; each names its field as JSON pointer and says what would be right. */
export function invalidInput(faults: readonly InputFault[]): RequestFault {
  return { kind: 'invalid-input', faults };
}

/** A fault of one field; `remedy` goes on after the field's name, as in "must be ...". */
export function invalidField(field: string, remedy: string): RequestFault {
  return invalidInput([{ pointer: `/${field}`, message: `${field} ${remedy}` }]);
}
