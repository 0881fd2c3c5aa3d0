import { useContext, useMemo } from 'react';

import type { ChartTexts } from '#lib/charts/chart-model.ts';
import { chartIdOf, prepareLaneMarks, type LaneMarks } from '#lib/charts/timeline/lane-marks.ts';
import type { TimeLane } from '#lib/charts/timeline/time-lane.ts';

import { NotesContext } from '../_notes/notes-context.ts';
import { TimelineContext } from './timeline-context.ts';

/**
 * Marks under the time axis of a chart; null for a chart without one, and where no events were read.
 *
 * @param laneOf must be the same function in every render
 */
export function useLane<Model extends ChartTexts>(
  model: Model,
  laneOf: (model: Model) => TimeLane | null,
): LaneMarks | null {
  const events = useContext(TimelineContext);
  const { notes } = useContext(NotesContext);
  return useMemo(() => {
    const lane = events === null ? null : laneOf(model);
    return lane === null || events === null
      ? null
      : prepareLaneMarks(lane, chartIdOf(model.fileName), events, notes);
  }, [model, laneOf, events, notes]);
}
