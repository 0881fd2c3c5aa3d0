'use client';

import { useContext, useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import type { NoteBody } from '#lib/contracts/notes/notes.ts';

import { FormFailure } from '../_auth/FormFailure.tsx';
import { useSending } from '../_auth/use-sending.ts';
import controls from '../_ui/controls.module.css';
import { Drawer } from '../_ui/Drawer.tsx';
import { MemberContext } from './member-context.ts';
import { NoteFacts } from './NoteFacts.tsx';
import { NoteForm } from './NoteForm.tsx';
import styles from './notes.module.css';
import type { NoteChange, NoteTask } from './note-task.ts';

interface NoteDialogProps {
  readonly task: NoteTask;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Whether the page lists the note; one that it does not is said to be kept elsewhere. */
  readonly isListed: (note: NoteBody) => boolean;
  readonly onChange: (change: NoteChange) => void;
}

/** Writes a note, shows one, changes or deletes one's own. */
export function NoteDialog({ isOpen, ...props }: NoteDialogProps) {
  const { task, onClose } = props;
  const about = 'note' in task ? task.note.title : task.target.title;
  return (
    <Drawer title={`Note on ${about}`} place="centre" isOpen={isOpen} onClose={onClose}>
      <Inside {...props} />
    </Drawer>
  );
}

function Inside({ task, onClose, isListed, onChange }: Omit<NoteDialogProps, 'isOpen'>) {
  const isMember = useContext(MemberContext);
  const [note, setNote] = useState('note' in task ? task.note : null);
  const [isGone, setGone] = useState(false);
  const [elsewhere, setElsewhere] = useState<NoteBody | null>(null);
  const keep = (kept: NoteBody): void => {
    if (!isListed(kept)) {
      setElsewhere(kept);
      return;
    }
    onChange({ note: kept, isGone: false });
    onClose();
  };
  if (!isMember) return <SignInFirst />;
  if (elsewhere !== null) return <KeptElsewhere note={elsewhere} />;
  if (note === null) return 'note' in task ? null : <NewNote task={task} onKept={keep} />;
  if (isGone) {
    return (
      <Deleted
        note={note}
        onBack={(back) => {
          onChange({ note: back, isGone: false });
          setNote(back);
          setGone(false);
        }}
      />
    );
  }
  if (!note.isOwn) return <NoteFacts note={note} />;
  return (
    <OwnNote
      key={note.version}
      note={note}
      onKept={keep}
      onNewer={(newer) => {
        onChange({ note: newer, isGone: false });
        setNote(newer);
      }}
      onGone={() => {
        onChange({ note, isGone: true });
        setGone(true);
      }}
    />
  );
}

interface NewNoteProps {
  readonly task: Extract<NoteTask, { readonly target: unknown }>;
  readonly onKept: (note: NoteBody) => void;
}

function NewNote({ task: { target, point }, onKept }: NewNoteProps) {
  const sending = useSending();
  return (
    <NoteForm
      on={
        point === null
          ? null
          : `${point.title}: ${[point.chart.series, point.chart.x].filter(Boolean).join(', ')}`
      }
      initial={{ words: '', isShared: false, from: point?.from ?? null, to: point?.to ?? null }}
      failure={sending.failure}
      isBusy={sending.isBusy}
      onSend={(content) => {
        const { kind, ref } = target;
        sending.run<NoteBody>(
          () => sendJson('POST', '/api/v1/notes', { kind, ref, chart: point?.chart ?? null, ...content }),
          onKept,
        );
      }}
    />
  );
}

interface OwnNoteProps {
  readonly note: NoteBody;
  readonly onKept: (note: NoteBody) => void;
  readonly onNewer: (note: NoteBody) => void;
  readonly onGone: () => void;
}

function OwnNote({ note, onKept, onNewer, onGone }: OwnNoteProps) {
  const sending = useSending();
  const path = `/api/v1/notes/${note.id}`;
  return (
    <NoteForm
      on={note.chart === null ? null : [note.chart.series, note.chart.x].filter(Boolean).join(', ')}
      initial={note}
      failure={sending.failure}
      isBusy={sending.isBusy}
      onSend={(content) => {
        sending.run<NoteBody>(() => sendJson('PATCH', path, { version: note.version, ...content }), onKept);
      }}
    >
      {sending.failure?.status === 409 ? (
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            sending.run<NoteBody>(() => sendJson('GET', path), onNewer);
          }}
        >
          Show the newer one
        </button>
      ) : null}
      <button
        type="button"
        className={controls['button']}
        disabled={sending.isBusy}
        onClick={() => {
          sending.run(() => sendJson('DELETE', path), onGone);
        }}
      >
        Delete
      </button>
    </NoteForm>
  );
}

interface DeletedProps {
  readonly note: NoteBody;
  readonly onBack: (note: NoteBody) => void;
}

function Deleted({ note, onBack }: DeletedProps) {
  const sending = useSending();
  return (
    <>
      <p role="status">The note is deleted.</p>
      <div className={styles['actions']}>
        <button
          type="button"
          className={controls['button']}
          disabled={sending.isBusy}
          ref={(button) => {
            button?.focus();
          }}
          onClick={() => {
            sending.run<NoteBody>(() => sendJson('POST', '/api/v1/notes/restore', { id: note.id }), onBack);
          }}
        >
          Undo
        </button>
      </div>
      <FormFailure failure={sending.failure} />
    </>
  );
}

function KeptElsewhere({ note: { title, href } }: { readonly note: NoteBody }) {
  return <p role="status">The note is kept on {href === null ? title : <a href={href}>{title}</a>}.</p>;
}

function SignInFirst() {
  const { pathname, search } = window.location;
  return (
    <p>
      Notes are kept for members, for their own eyes or for all of the firm.{' '}
      <a href={`/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`}>Sign in</a> and you come back
      here.
    </p>
  );
}
