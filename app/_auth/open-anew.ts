/**
 * Loads a page from the server, not from what the browser keeps: pages that were drawn for somebody else, or for nobody,
 * must not be shown after signing in or out.
 */
export function openAnew(path: string): void {
  window.location.assign(path);
}
