import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

/** JSON of an answer; the error says where the text breaks off or goes wrong, as the engine puts it. */
export function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    return err(error instanceof Error ? error.message : 'is no JSON');
  }
}
