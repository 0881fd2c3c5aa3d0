import { z } from 'zod';

/** Characters that are not seen, or that turn the direction of what follows: names could be forged with them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A name that people read: one line, trimmed, composed (NFC), without unseen characters. */
export function nameSchema(maxCharacters: number) {
  return z
    .string()
    .max(maxCharacters * 4)
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(maxCharacters)
        .refine((text) => !UNSEEN.test(text), 'must not hold control, zero-width or direction characters'),
    );
}

/** The same for a text of several lines; null when nothing is left of it. */
export function noteSchema(maxCharacters: number) {
  return z
    .string()
    .max(maxCharacters * 4)
    .transform((text) => text.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .max(maxCharacters)
        .refine(
          (text) => !UNSEEN.test(text.replaceAll(/[\n\t]/g, '')),
          'must not hold control, zero-width or direction characters',
        ),
    )
    .transform((text) => (text === '' ? null : text))
    .pipe(z.string().nullable());
}

/** An e-mail address, in lower case. */
export const emailSchema = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email('must be an e-mail address, such as ana@example.org'));

/** A secret token as links and programs carry it. */
export const secretTokenSchema = z.string().regex(/^[\w-]{43}$/, 'is not complete; copy the whole link');
