/**
 * A `fetch` that sends what is meant for Yahoo's hosts to a local server, the host as the first part of the path:
 * `https://query1.finance.yahoo.com/v1/test/getcrumb` becomes `<origin>/query1.finance.yahoo.com/v1/test/getcrumb`.
 * yahoo-finance2 writes three of its hosts and https into its code, so there is no other way to point it elsewhere.
 */
export function rewriteYahooHosts(origin: string, ask: typeof fetch = fetch): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);

    return ask(`${origin}/${url.host}${url.pathname}${url.search}`, init);
  };
}
