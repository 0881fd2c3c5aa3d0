import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { PlacedFault } from './desk-fault.ts';

/** How the bytes of a file stand for characters. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** An encoding and, where it had to be concluded, words to check it by. */
export interface DetectedEncoding {
  readonly encoding: TextEncoding;
  /** Whether a quotation mark occurs. */
  readonly hasQuotes: boolean;
  readonly sampleWords: readonly string[];
}

const MARKS: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const WORKBOOKS: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

const SAVE_AS_UTF8 = 'in Excel, save as "CSV UTF-8 (Comma delimited)"';

/** Of 0x80 to 0x9F, what Western text uses: euro, dots, quotes, dashes, the trade mark, and letters of names. */
const WESTERN_CONTROLS: readonly number[] = [
  0x80, 0x85, 0x8a, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9a, 0x9c, 0x9e, 0x9f,
];
const MAX_SAMPLE_WORDS = 5;

/**
 * Finds out how a file is encoded by reading all of it: a byte order mark is believed, text without one is UTF-8 if
 * every byte agrees. Anything else is taken for Windows-1252 only when it can hardly be another code page: Korean,
 * Japanese, Chinese and Cyrillic text, and UTF-8 cut or mixed, put bytes above 0x7F side by side.
 */
export async function detectEncoding(path: string): Promise<Result<DetectedEncoding, PlacedFault>> {
  const head = await readHead(path);
  if (WORKBOOKS.some((mark) => startsWith(head, mark))) {
    return err({ line: 1, what: 'is an Excel workbook, not CSV', remedy: SAVE_AS_UTF8 });
  }
  const marked = MARKS.find(([, mark]) => startsWith(head, mark))?.[0];
  const encoding = marked ?? 'utf-8';
  const { broken, hasQuotes } = await readWhole(path, encoding);
  if (broken?.isNul === true) {
    const what = 'holds NUL characters, as UTF-16 without a byte order mark or a binary file does';
    return err({ line: broken.line, what, remedy: SAVE_AS_UTF8 });
  }
  if (broken === null) return ok({ encoding, hasQuotes, sampleWords: [] });
  if (marked !== undefined) {
    return err({ line: broken.line, what: `is marked as ${marked} but is not`, remedy: SAVE_AS_UTF8 });
  }
  return judgeWindows1252(path);
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function startsWith(head: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => head[index] === byte);
}

interface WholeText {
  /** The first place that is not text in the encoding. */
  readonly broken: { readonly line: number; readonly isNul: boolean } | null;
  readonly hasQuotes: boolean;
}

async function readWhole(path: string, encoding: TextEncoding): Promise<WholeText> {
  const strict = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  let hasQuotes = false;
  let last: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      last = chunk;
      const text = strict.decode(chunk, { stream: true });
      const nul = text.indexOf('\u0000');
      if (nul >= 0)
        return { broken: { line: line + countBreaks(text.slice(0, nul)), isNul: true }, hasQuotes };
      hasQuotes ||= text.includes('"');
      line += countBreaks(text);
    }
    last = Buffer.alloc(0);
    strict.decode();
  } catch {
    const text = new TextDecoder(encoding).decode(last);
    const before = text.slice(0, Math.max(0, text.indexOf('\uFFFD')));
    return { broken: { line: line + countBreaks(before), isNul: false }, hasQuotes };
  }
  return { broken: null, hasQuotes };
}

async function judgeWindows1252(path: string): Promise<Result<DetectedEncoding, PlacedFault>> {
  const sampleWords = new Set<string>();
  let line = 1;
  let previous = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      if (byte === 0x0a) line += 1;
      if (byte >= 0x80) {
        if (previous >= 0x80 || (byte < 0xa0 && !WESTERN_CONTROLS.includes(byte))) {
          const what = 'is not UTF-8, and which other encoding it is cannot be told for certain';
          return err({ line, what, remedy: SAVE_AS_UTF8 });
        }
        if (sampleWords.size < MAX_SAMPLE_WORDS) sampleWords.add(wordAround(chunk, index));
      }
      previous = byte;
    }
  }
  return ok({ encoding: 'windows-1252', hasQuotes: true, sampleWords: [...sampleWords] });
}

function wordAround(chunk: Buffer, index: number): string {
  const before = new TextDecoder('windows-1252').decode(chunk.subarray(Math.max(0, index - 20), index));
  const from = new TextDecoder('windows-1252').decode(chunk.subarray(index, index + 20));
  return `${/[\p{L}\p{N}]*$/u.exec(before)?.[0] ?? ''}${/^.[\p{L}\p{N}]*/u.exec(from)?.[0] ?? ''}`;
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
