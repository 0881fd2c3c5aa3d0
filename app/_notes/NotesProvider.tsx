'use client';

import { lazy, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

import type { ChartPoint } from '#lib/charts/timeline/chart-point.ts';
import { sendJson } from '#lib/client/send-json.ts';
import type { NoteBody, NotesPage } from '#lib/contracts/notes/notes.ts';
import type { NoteKind } from '#lib/core/notes/types.ts';

import { useShortcuts } from '../_hooks/use-shortcuts.ts';
import { Lazily } from '../_ui/Lazily.tsx';
import { MemberContext } from './member-context.ts';
import type { NoteChange, NoteTask } from './note-task.ts';
import { figureTarget, findTargetInFocus } from './note-targets.ts';
import { NotesContext, type NotesState, type NoteTarget } from './notes-context.ts';

const NoteDialog = lazy(async () => ({ default: (await import('./NoteDialog.tsx')).NoteDialog }));

interface NotesProviderProps {
  /** Address of the page without query. */
  readonly path: string;
  readonly title: string;
  /** What the page is about; the page itself when left out. */
  readonly target?: NoteTarget | undefined;
  /** A kind of which things stand on the page, each with a mark of its own. */
  readonly kind?: NoteKind | undefined;
  readonly children: ReactNode;
}

/** Notes of a page, the key "n", and the dialog that writes and opens them. */
export function NotesProvider({ path, title, target, kind, children }: NotesProviderProps) {
  const isMember = useContext(MemberContext);
  const [notes, change] = useNotes(isMember, filtersOf(path, target, kind));
  const [task, setTask] = useState<NoteTask | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const held = useRef<ChartPoint | null>(null);

  const open = useCallback((next: NoteTask) => {
    setTask(next);
    setIsOpen(true);
  }, []);
  const write = useCallback(() => {
    const page: NoteTarget = target ?? { kind: 'page', ref: path, title };
    const point = held.current;
    open({ target: point === null ? (findTargetInFocus(path) ?? page) : page, point });
  }, [open, target, path, title]);
  useShortcuts({ n: write });

  const state = useMemo(
    (): NotesState => ({
      isOffered: true,
      notes,
      open: (note) => {
        open({ note });
      },
      write,
      writeOnFigure: (figure, name) => {
        const on = figureTarget(path, figure, name);
        if (on !== null) open({ target: on, point: null });
      },
      hold: (point) => {
        held.current = point;
      },
    }),
    [notes, open, write, path],
  );
  return (
    <NotesContext value={state}>
      {children}
      <Lazily isWanted={isOpen}>
        {task === null ? null : (
          <NoteDialog
            task={task}
            isOpen={isOpen}
            onClose={() => {
              setIsOpen(false);
            }}
            isListed={(note) => isOnPage(note, path, target, kind)}
            onChange={change}
          />
        )}
      </Lazily>
    </NotesContext>
  );
}

/** The page's own notes, and those on the thing that it is about or on things of a kind. */
function filtersOf(path: string, target: NoteTarget | undefined, kind: NoteKind | undefined): string {
  const filters = [{ path }, ...(target === undefined ? [] : [{ kind: target.kind, ref: target.ref }])];
  const all = [...filters, ...(kind === undefined ? [] : [{ kind }])];
  return all.map((filter) => new URLSearchParams({ ...filter, limit: '500' }).toString()).join(' ');
}

/** Whether {@link filtersOf} find a note. */
function isOnPage(
  note: NoteBody,
  path: string,
  target: NoteTarget | undefined,
  kind: NoteKind | undefined,
): boolean {
  if (note.kind === kind || (note.kind === target?.kind && note.ref === target.ref)) return true;
  if (note.kind === 'page') return note.ref === path;
  return note.kind === 'metric' && note.ref.startsWith(`${path}#`);
}

function useNotes(
  isMember: boolean,
  filters: string,
): readonly [readonly NoteBody[], (change: NoteChange) => void] {
  const [notes, setNotes] = useState<readonly NoteBody[]>([]);
  useEffect(() => {
    if (!isMember) return;
    let isOver = false;
    const asked = filters.split(' ').map((filter) => sendJson<NotesPage>('GET', `/api/v1/notes?${filter}`));
    void Promise.all(asked).then((answers) => {
      if (isOver) return;
      const found = answers.flatMap((answer) => (answer.ok ? answer.value.items : []));
      setNotes([...new Map(found.map((note) => [note.id, note])).values()].toSorted(byNewest));
    });
    return () => {
      isOver = true;
    };
  }, [isMember, filters]);
  const change = useCallback(({ note, isGone }: NoteChange) => {
    setNotes((known) => {
      const others = known.filter(({ id }) => id !== note.id);
      return isGone ? others : [...others, note].toSorted(byNewest);
    });
  }, []);
  return [notes, change];
}

function byNewest(a: NoteBody, b: NoteBody): number {
  return a.createdAt < b.createdAt ? 1 : -1;
}
