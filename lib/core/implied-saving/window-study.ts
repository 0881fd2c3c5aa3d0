/** Windows of all events and makers of HBM, their survival by kind, and what noise alone would show. */
import type { IsoDate } from '../facts/types.ts';
import type { AbnormalPath } from './types.ts';
import { estimateSurvival, medianOpen, readWindow, type Spell, type SurvivalStep } from './window.ts';

/** Half of what the model gives: the share at which a window counts as closed unless the reader says otherwise. */
export const DEFAULT_THRESHOLD = 0.5;
/** A smaller change of value, % of the market value, is no window: there is nothing that could be priced in. */
export const LEAST_MODEL_PCT = 1e-6;

/** One listing after one event. */
export interface WindowCase {
  readonly event: string;
  readonly occurredOn: IsoDate;
  readonly title: string;
  readonly kind: string;
  readonly ticker: string;
  readonly name: string;
  /** By the deflator, fraction of HBM; null with the reason in `absence`. */
  readonly effectiveSaving: number | null;
  /** % of the market value on file. */
  readonly modelChangePct: number | null;
  readonly path: AbnormalPath | null;
  readonly absence: string | null;
}

export interface WindowRow extends Omit<WindowCase, 'path'> {
  readonly changePct: number | null;
  readonly stdErrorPct: number | null;
  readonly pricedInShare: number | null;
  readonly sessions: number | null;
  readonly lastSessionOn: IsoDate | null;
  readonly closedAfterSessions: number | null;
  /** Null where there is no window. */
  readonly isOpen: boolean | null;
}

export interface Survival {
  readonly kind: string;
  readonly windows: number;
  readonly closed: number;
  readonly medianSessions: ReturnType<typeof medianOpen>;
  readonly steps: readonly SurvivalStep[];
}

export interface WindowStudy {
  readonly threshold: number;
  readonly items: readonly WindowRow[];
  /** All kinds first, then each. */
  readonly survival: readonly Survival[];
  /** The same windows with the sign of the market's change turned; null without windows. */
  readonly mirror: Survival | null;
}

/** Reads every case at `threshold`. Windows of one event are not independent: the bands are too narrow, and say so. */
export function studyWindows(cases: readonly WindowCase[], threshold: number): WindowStudy {
  const items = cases.map((each) => readCase(each, threshold));
  const spellsOf = (kind: string | null): Spell[] =>
    items.flatMap((row) => (kind === null || row.kind === kind ? toSpell(row) : []));
  const kinds = [
    ...new Set(items.filter(({ isOpen }) => isOpen !== null).map(({ kind }) => kind)),
  ].toSorted();
  const turned = cases
    .map((each) => readCase({ ...each, path: turn(each.path) }, threshold))
    .flatMap(toSpell);
  return {
    threshold,
    items,
    survival: [
      ...(kinds.length === 0 ? [] : [toSurvival('all', spellsOf(null))]),
      ...kinds.map((kind) => toSurvival(kind, spellsOf(kind))),
    ],
    mirror: turned.length === 0 ? null : toSurvival('mirror', turned),
  };
}

function readCase({ path, ...known }: WindowCase, threshold: number): WindowRow {
  const { modelChangePct } = known;
  const none = { pricedInShare: null, closedAfterSessions: null, isOpen: null };
  const seen = {
    changePct: path?.changePct.at(-1) ?? null,
    stdErrorPct: path?.stdErrorPct.at(-1) ?? null,
    sessions: path?.sessions.length ?? null,
    lastSessionOn: path?.sessions.at(-1) ?? null,
  };
  if (known.absence !== null || modelChangePct === null) return { ...known, ...seen, ...none };
  if (Math.abs(modelChangePct) < LEAST_MODEL_PCT) {
    return {
      ...known,
      ...seen,
      ...none,
      absence: 'the model gives it no change of value: the backlog takes it whole',
    };
  }
  const state =
    path === null
      ? null
      : readWindow(
          {
            event: known.event,
            kind: known.kind,
            ticker: known.ticker,
            change: path.changePct,
            modelChange: modelChangePct,
          },
          threshold,
        );
  if (state === null) return { ...known, ...seen, ...none, absence: 'no session after it is on file' };
  return {
    ...known,
    ...seen,
    pricedInShare: state.share,
    closedAfterSessions: state.closedAfter,
    isOpen: state.closedAfter === null,
  };
}

function toSpell({ isOpen, sessions, closedAfterSessions }: WindowRow): Spell[] {
  if (isOpen === null || sessions === null) return [];
  return [{ sessions: closedAfterSessions ?? sessions, isClosed: !isOpen }];
}

function turn(path: AbnormalPath | null): AbnormalPath | null {
  return path === null ? null : { ...path, changePct: path.changePct.map((change) => -change) };
}

function toSurvival(kind: string, spells: readonly Spell[]): Survival {
  const steps = estimateSurvival(spells);
  return {
    kind,
    windows: spells.length,
    closed: spells.filter(({ isClosed }) => isClosed).length,
    medianSessions: medianOpen(steps),
    steps,
  };
}
