import 'server-only';

import { invalidField, type RequestFault } from '#lib/contracts/request-fault.ts';
import { LABS } from '#lib/core/labs/lab-profiles.ts';
import type { NoteKind, NoteRef } from '#lib/core/notes/types.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { COMPANIES } from '#lib/core/vendors/company.ts';
import { findNearestNames } from '#lib/core/watchlist/nearest-names.ts';
import { listEvents } from '#lib/db/events.ts';

import { resolveScope } from '../scope/resolve-scope.ts';
import { loadLedger } from '../sources/get-ledger.ts';
import { loadKnownThings } from '../watchlists/known-things.ts';

/** A thing that a note can stand on, as it is called today. */
export interface NoteSubject extends NoteRef {
  readonly title: string;
}

const KIND_WORDS: Readonly<Record<Exclude<NoteKind, 'metric' | 'page'>, string>> = {
  company: 'no ticker of a company',
  issuer: 'no issuer of capex',
  lab: 'no id of a lab',
  technique: 'no id of a technique',
  model: 'no id of a model',
  event: 'no id of an event',
  ledger: 'no short name of a value of the ledger',
  scenario: 'no scenario of yours',
};

const PAGE_PATH = /^\/(?!\/)[\w./%~:@+,()-]*$/;
const FIGURE = /^(\/(?!\/)[\w./%~:@+,()-]*)#([\w.:-]+)$/;

/** Looks up what a note is to stand on; what is not on file today is refused, with the nearest that is. */
export async function findSubject(
  memberId: string,
  { kind, ref }: NoteRef,
): Promise<Result<NoteSubject, RequestFault>> {
  if (kind === 'page') {
    return PAGE_PATH.test(ref) ? ok({ kind, ref, title: ref }) : refuse('must be a path, such as /exposure');
  }
  if (kind === 'metric') {
    const [, path, figure] = FIGURE.exec(ref) ?? [];
    return path === undefined || figure === undefined
      ? refuse('must be the path of a page and its figure, such as /exposure#change')
      : ok({ kind, ref, title: `${figure} on ${path}` });
  }
  const known = await listKnown(memberId, kind);
  if (!known.ok) return known;
  const found = known.value.find((each) => each.ref === ref);
  if (found !== undefined) return ok({ kind, ...found });

  return refuse(`“${ref}” is ${KIND_WORDS[kind]}; ${nearestWords(kind, ref, known.value)}`);
}

type Known = readonly { readonly ref: string; readonly title: string }[];

async function listKnown(
  memberId: string,
  kind: Exclude<NoteKind, 'metric' | 'page'>,
): Promise<Result<Known, RequestFault>> {
  if (kind === 'company') return ok(COMPANIES.map(({ ticker, name }) => ({ ref: ticker, title: name })));
  if (kind === 'lab') return ok(LABS.map(({ id, name }) => ({ ref: id, title: name })));
  if (kind !== 'event' && kind !== 'ledger') {
    const things = await loadKnownThings(memberId);
    return things.ok ? ok(things.value.byKind[kind].map(({ ref, title }) => ({ ref, title }))) : things;
  }
  const scope = await resolveScope({});
  if (!scope.ok) return scope;
  if (kind === 'event') {
    return ok((await listEvents(scope.value)).map(({ id, title }) => ({ ref: id, title })));
  }
  const { rows } = await loadLedger(scope.value);

  return ok(
    rows.map(({ id, who, what, period }) => ({
      ref: id,
      title: [...who, what, period].filter(Boolean).join(', '),
    })),
  );
}

function nearestWords(kind: NoteKind, ref: string, known: Known): string {
  // Short names of values are digits of a hash: near ones have nothing to do with each other.
  if (kind === 'ledger') return 'open the value on the Sources page to see its name';
  const nearest = findNearestNames(
    ref,
    known.map((each): readonly [string, ...string[]] => [each.ref, each.title]),
  );

  return nearest.length === 0 ? 'there is none yet' : `nearest are ${nearest.join(', ')}`;
}

function refuse(message: string): Result<never, RequestFault> {
  return err(invalidField('ref', message));
}
