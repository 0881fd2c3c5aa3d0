import { failureOfStatus, malformed, refused } from '../http-failure.ts';
import type { SourceFailure } from '../source.ts';

/** Which step of the conversation a request is: opening a session, its crumb, or the data themselves. */
export type RequestRole = 'session' | 'crumb' | 'data';

export interface ReceivedAnswer {
  readonly host: string;
  readonly role: RequestRole;
  readonly status: number;
  readonly text: string;
  readonly retryAfterSeconds: number | null;
}

/** Statuses with which Yahoo says in JSON that it has nothing under this symbol or in this range. */
const ABSENCE_STATUSES: readonly number[] = [400, 404, 422];
/** A crumb is some eleven characters; anything longer or with blanks is a message that took its place. */
const CRUMB = /^[\w./\\-]{4,64}$/;

/** Which step a request to Yahoo is. */
export function toRole(url: URL): RequestRole {
  if (!/^query\d?\./.test(url.hostname)) return 'session';

  return url.pathname === '/v1/test/getcrumb' ? 'crumb' : 'data';
}

/** Why an answer of Yahoo may not be used; null when it may. What it says about prices is for the parsers to judge. */
export function judgeAnswer(answer: ReceivedAnswer): SourceFailure | null {
  const { host, role, status, text, retryAfterSeconds } = answer;
  if (status === 429) return failureOfStatus(host, status, retryAfterSeconds);
  // 999 is how Yahoo has also said it.
  if (status === 999 || saysTooMany(text)) return tooMany(answer);
  if (role === 'session') return status >= 400 ? failureOfStatus(host, status, retryAfterSeconds) : null;
  if (status >= 300 && status < 400) return askedForConsent(host);
  if (status === 200) return role === 'crumb' ? judgeCrumb(host, text) : judgeData(host, text);
  if (role === 'data' && ABSENCE_STATUSES.includes(status) && text.trim().startsWith('{')) return null;

  return failureOfStatus(host, status, retryAfterSeconds);
}

/** Yahoo wants a person's consent, which this server does not give in anybody's name. */
export function askedForConsent(host: string): SourceFailure {
  return refused(
    `${host} asks for consent to its cookies instead of answering. Waterline does not agree in your name; prices by day and statements do not need it, quotes do.`,
  );
}

function tooMany({ host, status, retryAfterSeconds }: ReceivedAnswer): SourceFailure {
  return {
    kind: 'rate-limited',
    isRetryable: true,
    retryAfterSeconds,
    detail: `${host} says with status ${status} that there were too many requests. Later tries may work.`,
  };
}

function saysTooMany(text: string): boolean {
  return text.length < 200 && /too many requests/i.test(text);
}

function judgeCrumb(host: string, text: string): SourceFailure | null {
  if (isHtml(text)) return askedForConsent(host);
  if (CRUMB.test(text.trim())) return null;

  return malformed(`${host} sent another text in place of a crumb. Later tries may work.`, true);
}

function judgeData(host: string, text: string): SourceFailure | null {
  if (text.trim() === '') return malformed(`${host} sent an empty answer.`, true);

  return isHtml(text) ? askedForConsent(host) : null;
}

function isHtml(text: string): boolean {
  return text.trimStart().startsWith('<');
}
