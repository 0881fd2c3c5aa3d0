import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import {
  areDaysInOrder,
  newNoteSchema,
  noteChangeSchema,
  NOTES_MAX,
  restoreNoteSchema,
  type NoteBody,
} from '#lib/contracts/notes/notes.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import {
  countOwnNotes,
  findReadableNote,
  insertNote,
  lockOwnNote,
  markNoteDeleted,
  updateNote,
  type NoteContent,
  type StoredNote,
} from '#lib/db/notes.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';

import { toActor } from '../accounts/actor.ts';
import { findSubject } from './find-subject.ts';
import { noNote } from './note-body.ts';
import { getNote } from './show-notes.ts';

type Kept = Promise<Result<NoteBody, RequestFault>>;

/** Writes a note on something that is on file today. */
export async function writeNote(member: Member, input: unknown): Kept {
  const parsed = parseInput(newNoteSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { kind, ref, from, to, ...rest } = parsed.value;
  const subject = await findSubject(member.userId, { kind, ref });
  if (!subject.ok) return subject;
  const note = { ...rest, ...subject.value, from, to: to ?? from };
  const written = await inTransaction(async (tx) => {
    if ((await countOwnNotes(tx, member.userId)) >= NOTES_MAX) return err(oneTooMany('words'));
    const id = await insertNote(tx, member.userId, note);
    await audit(tx, member, 'note.written', id, { after: { ...auditOf(note), kind, ref } });

    return ok(id);
  });

  return written.ok ? getNote(member, written.value) : written;
}

/** Changes a note of the member. Whoever changed an older version is told when the newer one was made. */
export async function reviseNote(member: Member, id: string, input: unknown): Kept {
  const seen = await findReadableNote(member.userId, id);
  if (seen?.ownerId !== member.userId) return err(noNote());
  const parsed = parseInput(noteChangeSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { version, ...change } = parsed.value;
  const revised = await inTransaction(async (tx) => {
    const standing = await lockOwnNote(tx, member.userId, id);
    if (standing === null) return err(noNote());
    if (standing.version !== version) return err(overtaken(standing, version));
    const wanted = changedContent(standing, change);
    if (!areDaysInOrder(wanted)) return err(invalidField('to', 'must come with from and not lie before it'));
    if (isSame(standing, wanted)) return ok(null);
    await updateNote(tx, standing, wanted);
    await audit(tx, member, 'note.revised', id, {
      before: { version: standing.version, ...auditOf(standing) },
      after: {
        version: standing.version + 1,
        ...auditOf(wanted),
        areWordsChanged: wanted.words !== standing.words,
      },
    });

    return ok(null);
  });

  return revised.ok ? getNote(member, id) : revised;
}

/** Deletes a note of the member; see {@link restoreNote}. */
export async function deleteNote(
  member: Member,
  id: string,
): Promise<Result<{ readonly done: true }, RequestFault>> {
  return inTransaction(async (tx) => {
    const standing = await lockOwnNote(tx, member.userId, id);
    if (standing === null) return err(noNote());
    await markNoteDeleted(tx, id, true);
    await audit(tx, member, 'note.deleted', id, {
      before: { version: standing.version, ...auditOf(standing) },
    });

    return ok({ done: true });
  });
}

/** Takes a deletion back, as long as there is room. */
export async function restoreNote(member: Member, input: unknown): Kept {
  const parsed = parseInput(restoreNoteSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { id } = parsed.value;
  const restored = await inTransaction(async (tx) => {
    const count = await countOwnNotes(tx, member.userId);
    const standing = await lockOwnNote(tx, member.userId, id, { isDeleted: true });
    if (standing === null) return err(noNote());
    if (count >= NOTES_MAX) return err(oneTooMany('id'));
    await markNoteDeleted(tx, id, false);
    await audit(tx, member, 'note.restored', id, {
      after: { version: standing.version, ...auditOf(standing) },
    });

    return ok(null);
  });

  return restored.ok ? getNote(member, id) : restored;
}

/** What is left out stays; a first day alone moves the last one along when that lay before it. */
function changedContent(
  standing: NoteContent,
  change: { readonly [Field in keyof NoteContent]?: NoteContent[Field] | undefined },
): NoteContent {
  const from = change.from === undefined ? standing.from : change.from;
  const to = change.to === undefined ? (from === null ? null : standing.to) : change.to;

  return {
    words: change.words ?? standing.words,
    isShared: change.isShared ?? standing.isShared,
    from,
    to: to ?? from,
  };
}

function isSame(a: NoteContent, b: NoteContent): boolean {
  return a.words === b.words && a.isShared === b.isShared && a.from === b.from && a.to === b.to;
}

/** What the audit holds of a note: not its words, which are its author's. */
function auditOf({ isShared, from, to }: NoteContent) {
  return { isShared, from, to };
}

async function audit(
  tx: DbTransaction,
  member: Member,
  action: string,
  entityId: string,
  change: Pick<Parameters<typeof recordAudit>[1], 'before' | 'after'>,
): Promise<void> {
  await recordAudit(tx, { ...toActor(member), action, entityType: 'note', entityId, ...change });
}

function overtaken({ version, changedAt }: StoredNote, changed: number): RequestFault {
  return {
    kind: 'conflict',
    detail:
      `You changed version ${String(changed)}, but version ${String(version)} was saved at ${changedAt}. Yours was ` +
      'not saved. Look at the newer one, then send your change with its version.',
  };
}

function oneTooMany(field: string): RequestFault {
  return invalidField(field, `is one too many: you keep ${String(NOTES_MAX)} notes; delete one first`);
}
