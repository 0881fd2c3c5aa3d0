import type { NoteBody } from '#lib/contracts/notes/notes.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { NoteRef } from '#lib/core/notes/types.ts';
import type { StoredNote } from '#lib/db/notes.ts';

/** A note as a member sees it; the address of its author is not for others. */
export function toNoteBody(note: StoredNote, memberId: string): NoteBody {
  const { ownerId, ...shown } = note;

  return { ...shown, href: hrefOf(note), isOwn: ownerId === memberId };
}

/** Said alike of a note that is not there, deleted, somebody else's and private, or shared but not to be changed. */
export function noNote(): RequestFault {
  return { kind: 'not-found', detail: 'You have no note with this id.' };
}

/** Where what the note stands on is shown. */
function hrefOf({ kind, ref }: NoteRef): string | null {
  const id = encodeURIComponent(ref);
  switch (kind) {
    case 'company':
      return `/companies/${id}`;
    case 'issuer':
      return '/capex';
    case 'lab':
      return '/labs';
    case 'technique':
      return `/techniques/${id}`;
    case 'model':
      return `/models/${id}`;
    case 'event':
      return `/events/${id}`;
    case 'ledger':
      return `/sources?open=${id}#value`;
    case 'metric':
      return ref.replace(/#.*$/, '');
    case 'page':
      return ref;
    case 'scenario':
      return null;
  }
}
