import type { NoteKind } from '#lib/core/notes/types.ts';
import { now } from '#lib/platform/clock.ts';
import type { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import type { DbTransaction } from './transaction.ts';

/** A point of a chart, as the chart names it. */
export interface StoredChartPoint {
  readonly id: string;
  readonly series: string | null;
  readonly x: string;
}

/** What a note says, and of which days; days are `YYYY-MM-DD`, both null for none. */
export interface NoteContent {
  readonly words: string;
  readonly isShared: boolean;
  readonly from: string | null;
  readonly to: string | null;
}

/** A note as stored. */
export interface StoredNote extends NoteContent {
  readonly id: string;
  readonly ownerId: string;
  readonly author: string;
  readonly kind: NoteKind;
  readonly ref: string;
  readonly title: string;
  readonly chart: StoredChartPoint | null;
  readonly version: number;
  readonly createdAt: string;
  readonly changedAt: string;
}

/** Which notes are wanted; what is left out narrows nothing. */
export interface NoteFilter {
  readonly kind?: NoteKind | undefined;
  readonly ref?: string | undefined;
  /** Path of a page: notes on it and on its figures. */
  readonly path?: string | undefined;
  readonly chart?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Where a page of notes begins: after the note of this time and id. */
export interface NoteMark {
  readonly createdAt: string;
  readonly id: string;
}

const NOTE = {
  id: true,
  ownerId: true,
  subjectKind: true,
  subjectRef: true,
  subjectTitle: true,
  chart: true,
  chartSeries: true,
  chartX: true,
  fromOn: true,
  toOn: true,
  words: true,
  isShared: true,
  version: true,
  createdAt: true,
  changedAt: true,
  owner: { select: { name: true } },
} as const satisfies Prisma.NoteSelect;

/** Notes that a member may read, newest first, at most `most`; `after` leaves out what stands before it. */
export async function listReadableNotes(
  memberId: string,
  { kind, ref, path, chart, from, to }: NoteFilter,
  { after, most }: { readonly after: NoteMark | null; readonly most: number },
): Promise<readonly StoredNote[]> {
  const rows = await db().note.findMany({
    where: {
      deletedAt: null,
      AND: [
        { OR: [{ ownerId: memberId }, { isShared: true }] },
        ...(path === undefined
          ? []
          : [
              {
                OR: [
                  { subjectKind: 'page', subjectRef: path },
                  { subjectKind: 'metric', subjectRef: { startsWith: `${path}#` } },
                ],
              },
            ]),
        ...(after === null
          ? []
          : [
              {
                OR: [
                  { createdAt: { lt: new Date(after.createdAt) } },
                  { createdAt: new Date(after.createdAt), id: { lt: after.id } },
                ],
              },
            ]),
      ],
      ...(kind !== undefined && { subjectKind: kind }),
      ...(ref !== undefined && { subjectRef: ref }),
      ...(chart !== undefined && { chart }),
      ...(from !== undefined && { toOn: { gte: new Date(from) } }),
      ...(to !== undefined && { fromOn: { lte: new Date(to) } }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
    select: NOTE,
  });

  return rows.map(toStored);
}

/** One note that a member may read; null for every other. */
export async function findReadableNote(memberId: string, id: string): Promise<StoredNote | null> {
  const row = await db().note.findUnique({
    where: { id, deletedAt: null, OR: [{ ownerId: memberId }, { isShared: true }] },
    select: NOTE,
  });

  return row === null ? null : toStored(row);
}

/** One note of a member, held until the transaction ends; a deleted one only when asked for. */
export async function lockOwnNote(
  tx: DbTransaction,
  ownerId: string,
  id: string,
  { isDeleted = false } = {},
): Promise<StoredNote | null> {
  await tx.$executeRaw`SELECT 1 FROM note WHERE id = ${id}::uuid AND owner_id = ${ownerId}::uuid FOR UPDATE`;
  const row = await tx.note.findUnique({
    where: { id, ownerId, deletedAt: isDeleted ? { not: null } : null },
    select: NOTE,
  });

  return row === null ? null : toStored(row);
}

/** How many notes a member keeps, counted one writer at a time. */
export async function countOwnNotes(tx: DbTransaction, ownerId: string): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`waterline.notes.${ownerId}`}, 0))`;

  return tx.note.count({ where: { ownerId, deletedAt: null } });
}

/** Writes a note down. */
export async function insertNote(
  tx: DbTransaction,
  ownerId: string,
  note: NoteContent & Pick<StoredNote, 'kind' | 'ref' | 'title' | 'chart'>,
): Promise<string> {
  const at = now();
  const { id } = await tx.note.create({
    data: {
      ownerId,
      subjectKind: note.kind,
      subjectRef: note.ref,
      subjectTitle: note.title,
      chart: note.chart?.id ?? null,
      chartSeries: note.chart?.series ?? null,
      chartX: note.chart?.x ?? null,
      ...contentData(note),
      version: 1,
      createdAt: at,
      changedAt: at,
    },
    select: { id: true },
  });

  return id;
}

/** The next version of a note. Needs {@link lockOwnNote}. */
export async function updateNote(
  tx: DbTransaction,
  standing: StoredNote,
  content: NoteContent,
): Promise<void> {
  await tx.note.update({
    where: { id: standing.id },
    data: { ...contentData(content), version: standing.version + 1, changedAt: now() },
  });
}

/** Deletes a note, or takes that back. Needs {@link lockOwnNote}. */
export async function markNoteDeleted(tx: DbTransaction, id: string, isDeleted: boolean): Promise<void> {
  await tx.note.update({ where: { id }, data: { deletedAt: isDeleted ? now() : null } });
}

function contentData({ words, isShared, from, to }: NoteContent) {
  return {
    words,
    isShared,
    fromOn: from === null ? null : new Date(from),
    toOn: to === null ? null : new Date(to),
  };
}

type Row = Prisma.NoteGetPayload<{ select: typeof NOTE }>;

function toStored(row: Row): StoredNote {
  const { chart, chartX } = row;

  return {
    id: row.id,
    ownerId: row.ownerId,
    author: row.owner.name,
    // The table's own check lets no other kind in.
    kind: row.subjectKind as NoteKind,
    ref: row.subjectRef,
    title: row.subjectTitle,
    chart: chart === null || chartX === null ? null : { id: chart, series: row.chartSeries, x: chartX },
    from: toDay(row.fromOn),
    to: toDay(row.toOn),
    words: row.words,
    isShared: row.isShared,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  };
}

function toDay(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10);
}
