import 'server-only';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as commonWords } from '@zxcvbn-ts/language-common';
import { dictionary as englishWords, translations } from '@zxcvbn-ts/language-en';

export const PASSWORD_MIN_CHARACTERS = 10;
/** Longer ones cost the estimator seconds and bring no strength. */
export const PASSWORD_MAX_CHARACTERS = 128;
/** Of 0 to 4: 3 is safe from guessing offline with a slow hash. */
const SCORE_MIN = 3;

let remembered: ZxcvbnFactory | null = null;

/** The dictionaries take a moment to index, so they wait for the first password. */
function estimator(): ZxcvbnFactory {
  remembered ??= new ZxcvbnFactory({
    dictionary: { ...commonWords, ...englishWords },
    graphs: adjacencyGraphs,
    translations,
  });

  return remembered;
}

/**
 * What is wrong with a new password, as "must ..." or "is ..."; null when it will do. Length, then how many guesses it
 * would take somebody who knows common passwords, words, dates and keyboards, and the member's own name.
 *
 * @param personal name, e-mail and the like, which must not carry the password
 */
export function findPasswordFault(password: string, personal: readonly string[]): string | null {
  if (password.length < PASSWORD_MIN_CHARACTERS) {
    return `must have at least ${String(PASSWORD_MIN_CHARACTERS)} characters`;
  }
  if (password.length > PASSWORD_MAX_CHARACTERS) {
    return `must have at most ${String(PASSWORD_MAX_CHARACTERS)} characters`;
  }
  const words = personal.flatMap((text) => [text, ...text.split(/[\s@._-]+/)]).filter((word) => word !== '');
  const { score, feedback } = estimator().check(password, ['waterline', ...words]);
  if (score >= SCORE_MIN) return null;
  const advice = [feedback.warning ?? '', ...feedback.suggestions].filter((line) => line !== '').join(' ');

  return `is too easy to guess. ${advice}`.trim();
}
