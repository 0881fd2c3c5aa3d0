import type { Readable } from 'node:stream';

/** A file that is made while it is sent. */
interface Download {
  readonly fileName: string;
  readonly contentType: string;
  /** Its end by an error breaks the transfer off, so that half a file never looks whole. */
  readonly bytes: Readable;
}

/** Replies with a file as it is being made, to be saved under its name. Never kept. */
export function respondStream({ fileName, contentType, bytes }: Download): Response {
  return new Response(toWebStream(bytes), {
    headers: {
      ...headersOf(contentType),
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  });
}

/** What HEAD of such a file answers, for which nothing is made. */
export function respondToHead(contentType: string): Response {
  return new Response(null, { headers: headersOf(contentType) });
}

function headersOf(contentType: string) {
  return { 'Content-Type': contentType, 'Cache-Control': 'no-store', Vary: 'Accept' };
}

/** Asks for a piece only when the reader wants one; a reader who leaves ends the making. */
function toWebStream(bytes: Readable): ReadableStream<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]() as AsyncIterator<Uint8Array | string>;
  const encoder = new TextEncoder();

  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const piece = await pieces.next();
        if (piece.done === true) controller.close();
        else controller.enqueue(typeof piece.value === 'string' ? encoder.encode(piece.value) : piece.value);
      },
      cancel: () => {
        bytes.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
