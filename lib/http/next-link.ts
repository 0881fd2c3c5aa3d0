/**
 * Names the next page in a `Link` header (RFC 8288), which reaches readers of CSV too: a cut list is never
 * silently taken for the whole. Relative, so that it holds behind any proxy.
 *
 * @param cursor of the next page, null on the last one
 */
export function setNextLink(response: Response, request: Request, cursor: string | null): void {
  if (cursor === null) return;
  const url = new URL(request.url);
  url.searchParams.set('cursor', cursor);
  response.headers.set('Link', `<${url.pathname}${url.search}>; rel="next"`);
}
