import 'server-only';

import { z } from 'zod';

import type { Member } from '#lib/auth/viewer.ts';
import type { NoteBody, NotesPage, NotesQuery } from '#lib/contracts/notes/notes.ts';
import { invalidField, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findReadableNote, listReadableNotes, type NoteMark } from '#lib/db/notes.ts';

import { noNote, toNoteBody } from './note-body.ts';

const DEFAULT_PAGE_ROWS = 100;
const markSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Notes that the member may read, newest first, a page at a time. */
export async function listNotes(member: Member, query: NotesQuery): Promise<Result<NotesPage, RequestFault>> {
  const { limit = DEFAULT_PAGE_ROWS, cursor, ...filter } = query;
  const after = readMark(cursor);
  if (!after.ok) return after;
  const found = await listReadableNotes(member.userId, filter, { after: after.value, most: limit + 1 });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = found.length > limit && last !== undefined ? `${last.createdAt}~${last.id}` : null;

  return ok({ items: shown.map((note) => toNoteBody(note, member.userId)), nextCursor });
}

/** One note: the member's own, or one that is shared. */
export async function getNote(member: Member, id: string): Promise<Result<NoteBody, RequestFault>> {
  const note = await findReadableNote(member.userId, id);

  return note === null ? err(noNote()) : ok(toNoteBody(note, member.userId));
}

function readMark(cursor: string | undefined): Result<NoteMark | null, RequestFault> {
  if (cursor === undefined) return ok(null);
  const parsed = markSchema.safeParse(cursor.split('~'));
  if (!parsed.success) return err(invalidField('cursor', 'must be `nextCursor` as a page before gave it'));
  const [createdAt, id] = parsed.data;

  return ok({ createdAt, id });
}
