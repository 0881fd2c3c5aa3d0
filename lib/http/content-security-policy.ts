import { EMBED_ROOT } from '#lib/contracts/embeds.ts';

/**
 * The policy of a page. Scripts and styles run only with this answer's nonce or from our own origin; nothing
 * is loaded from elsewhere, framed, or posted elsewhere. Only an embed may be framed, by anybody.
 *
 * @param nonce base64, new for every response
 * @param path of the page, without query
 * @param isDevelopment React's development build needs eval, and the dev server a socket
 */
export function contentSecurityPolicy(nonce: string, path: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors ${isEmbedPath(path) ? '*' : "'none'"}`,
  ].join('; ');
}

/** Whether a path is that of an embed: it knows nobody and changes nothing, so it may stand in any frame. */
export function isEmbedPath(path: string): boolean {
  return path.startsWith(EMBED_ROOT);
}
