/** The body of a request, or null as soon as it is longer than `limitBytes`, whatever length it claims. */
export async function readBytes(request: Request, limitBytes: number): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) return null;
  if (request.body === null) return Buffer.alloc(0);

  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > limitBytes) return null;
    chunks.push(chunk);
  }

  return Buffer.concat(chunks);
}
