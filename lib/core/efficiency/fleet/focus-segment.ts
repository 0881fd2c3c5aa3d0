/** The fleet seen as one of its segments: every function of the fleet then answers for that segment alone. */
import type { FleetRows, FleetSegment } from './fleet-rows.ts';

/** `rows` with the whole weight on `segment`, without a range of its own; null leaves the fleet as it is. */
export function focusSegment(rows: FleetRows, segment: FleetSegment | null): FleetRows {
  if (segment === null) return rows;
  const shares = Object.entries(rows.segmentShare).map(([key, row]) => {
    const share = key === segment ? 1 : 0;
    return [key, { ...row, low: share, point: share, high: share }];
  });
  return { ...rows, segmentShare: Object.fromEntries(shares) as FleetRows['segmentShare'] };
}
