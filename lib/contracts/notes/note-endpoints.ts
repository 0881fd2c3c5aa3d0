import { doneSchema, idPathSchema } from '../accounts/members.ts';
import { get, post, send, type Endpoint } from '../endpoint.ts';
import { z } from 'zod';
import {
  newNoteSchema,
  noteBodySchema,
  noteChangeSchema,
  notesPageSchema,
  notesQuerySchema,
  restoreNoteSchema,
} from './notes.ts';

const PATH = '/api/v1/notes';
const member = { access: 'member' } as const;
const one = { ...member, pathFields: idPathSchema } as const;

/** Endpoints about notes: one's own, and to read those that colleagues share. */
export const NOTE_ENDPOINTS: readonly Endpoint[] = [
  get(PATH, 'listNotes', 'Your notes and those that others share, newest first', 'Notes', {
    ...member,
    query: notesQuerySchema,
    response: notesPageSchema,
    isList: true,
  }),
  post(PATH, 'writeNote', 'Writes a note on a thing, a date or a point of a chart', 'Note', {
    ...member,
    body: newNoteSchema,
    response: noteBodySchema,
  }),
  get(`${PATH}/{id}`, 'getNote', 'One note: your own, or one that is shared', 'Note', {
    ...one,
    query: z.strictObject({}),
    response: noteBodySchema,
    problems: [404],
  }),
  send(
    'patch',
    `${PATH}/{id}`,
    'reviseNote',
    'Changes a note of yours; 409 when it changed meanwhile',
    'Note',
    {
      ...one,
      body: noteChangeSchema,
      response: noteBodySchema,
      problems: [404, 409],
    },
  ),
  send('delete', `${PATH}/{id}`, 'deleteNote', 'Deletes a note of yours; restore takes it back', 'Done', {
    ...one,
    body: null,
    response: doneSchema,
    problems: [404],
  }),
  post(`${PATH}/restore`, 'restoreNote', 'Takes a deletion back', 'Note', {
    ...member,
    body: restoreNoteSchema,
    response: noteBodySchema,
    problems: [404],
  }),
];
