/** Where to go after signing in: a path of this site, never another site; the Overview for anything else. */
export function safeNext(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/') || /^\/[/\\]/.test(next) || /[\s\\]/.test(next)) return '/';

  return next.slice(0, 2_000);
}
