import { malformed } from '../http-failure.ts';
import type { SourceFailure } from '../source.ts';

/**
 * The failure of an answer that is not of the known shape.
 *
 * @param subject what it should have been, such as `Yahoo's chart of MU`
 * @param json what came, parsed; undefined when it is no JSON, which is worth another try
 */
export function unreadable(subject: string, json: unknown): SourceFailure {
  return json === undefined
    ? malformed(`${subject} is cut off or no JSON. Later tries may work.`, true)
    : malformed(`${subject} has another shape than known: Yahoo has changed it.`, false);
}
