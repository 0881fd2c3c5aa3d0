const SECRET_PARAMETER = /^(crumb|gcrumb|sessionid|csrftoken|token|access_token|api_?key|key|apikey)$/i;

/** The address with the values of crumbs, keys, tokens and a user's name and password cut out. */
export function redactUrl(url: URL): string {
  const clean = new URL(url);
  clean.username = '';
  clean.password = '';
  for (const name of new Set(clean.searchParams.keys())) {
    if (SECRET_PARAMETER.test(name)) clean.searchParams.set(name, 'REDACTED');
  }

  return clean.href;
}
