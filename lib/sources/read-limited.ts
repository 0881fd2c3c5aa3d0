/**
 * Bytes of a response's body, null as soon as they exceed `limit`, whatever length the response claims.
 *
 * @throws the reason of `signal` when time runs out between two pieces
 */
export async function readLimited(
  response: Response,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
  aborted.catch(() => undefined);
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), aborted]);
      if (done) break;
      length += value.byteLength;
      if (length > limit) return null;
      pieces.push(value);
    }
  } finally {
    // Whatever is still coming is not wanted any more; after a complete body this does nothing.
    reader.cancel().catch(() => undefined);
  }

  return Buffer.concat(pieces);
}
