import { createHash } from 'node:crypto';

/** How a body is written as CSV; given only by lists. */
export type CsvWriter<Body> = (body: Body) => string;

interface Representation {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

export const JSON_TYPE = 'application/json; charset=utf-8';
export const CSV_TYPE = 'text/csv; charset=utf-8';

/**
 * Written forms of bodies that services keep and hand out again: a repeated read costs no serialisation. A
 * body leaves with the service's own cache, and a new data version is a new body, so nothing goes stale.
 */
const written = new WeakMap<object, Map<string, Representation>>();

/**
 * Replies with a body as JSON, or as CSV when the request prefers it and the resource is a list. The ETag is
 * a hash of the text, so an unchanged answer costs a client no bytes (304).
 */
export function respond<Body extends object>(
  request: Request,
  body: Body,
  writeCsv?: CsvWriter<Body>,
): Response {
  const isCsv = writeCsv !== undefined && prefersCsv(request.headers.get('accept'));
  const type = isCsv ? CSV_TYPE : JSON_TYPE;
  const { bytes, etag } = represent(body, type, () => (isCsv ? writeCsv(body) : JSON.stringify(body)));
  const headers = { 'Cache-Control': 'private, no-cache', ETag: etag, Vary: 'Accept' };

  if (matches(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers });

  return new Response(bytes, { headers: { ...headers, 'Content-Type': type } });
}

/** Replies with a body that belongs to this one request: no ETag, not stored anywhere. */
export function respondOnce(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': JSON_TYPE, 'Cache-Control': 'no-store' },
  });
}

/** The same as JSON, or as CSV when the request prefers it. */
export function respondListOnce<Body extends object>(
  request: Request,
  body: Body,
  writeCsv: CsvWriter<Body>,
): Response {
  if (!prefersCsv(request.headers.get('accept'))) return respondOnce(body);

  return new Response(writeCsv(body), { headers: { 'Content-Type': CSV_TYPE, 'Cache-Control': 'no-store' } });
}

function represent(body: object, type: string, write: () => string): Representation {
  const forms = written.get(body) ?? new Map<string, Representation>();
  const known = forms.get(type);
  if (known !== undefined) return known;

  const bytes = new TextEncoder().encode(write());
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
  const form = { bytes, etag };
  written.set(body, forms.set(type, form));

  return form;
}

/** JSON wins a tie: CSV must be asked for. */
export function prefersCsv(accept: string | null): boolean {
  if (accept?.includes('text/csv') !== true) return false;

  return qualityOf(accept, 'text/csv') > qualityOf(accept, 'application/json');
}

function qualityOf(accept: string, mediaType: string): number {
  for (const range of accept.toLowerCase().split(',')) {
    const [name, ...parameters] = range.split(';').map((part) => part.trim());
    if (name !== mediaType) continue;
    const quality = parameters.find((parameter) => parameter.startsWith('q='));

    return quality === undefined ? 1 : Number(quality.slice(2)) || 0;
  }

  return 0;
}

function matches(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));

  return tags.includes('*') || tags.includes(etag);
}
