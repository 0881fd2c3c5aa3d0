/** A piece of the area between two lines on which one of them lies above the other all along. */
export interface AreaPiece {
  /** True where `upper` really is the upper line. */
  readonly isUpperAbove: boolean;
  /** Corners as [position on the axis, value]. */
  readonly corners: readonly (readonly [position: number, value: number])[];
}

type Corner = readonly [number, number];

/** Between two points: one quadrilateral, or two triangles that meet where the lines cross. */
function piecesOf(at: number, left: Corner, right: Corner): AreaPiece[] {
  const before = left[0] - left[1];
  const after = right[0] - right[1];
  if (before * after < 0) {
    const part = before / (before - after);
    const tip: Corner = [at + part, left[0] + part * (right[0] - left[0])];
    return [
      { isUpperAbove: before > 0, corners: [[at, left[0]], tip, [at, left[1]]] },
      { isUpperAbove: after > 0, corners: [tip, [at + 1, right[0]], [at + 1, right[1]]] },
    ];
  }
  if (before === 0 && after === 0) return [];
  return [
    {
      isUpperAbove: before + after > 0,
      corners: [
        [at, left[0]],
        [at + 1, right[0]],
        [at + 1, right[1]],
        [at, left[1]],
      ],
    },
  ];
}

/**
 * The area between two lines drawn straight from point to point, cut where they cross. Stretches on which either
 * line has no value have no area.
 */
export function splitAreaBetween(
  upper: readonly (number | null)[],
  lower: readonly (number | null)[],
): AreaPiece[] {
  return upper.slice(0, -1).flatMap((value, at) => {
    const ends = [value, lower[at] ?? null, upper[at + 1] ?? null, lower[at + 1] ?? null];
    const [upperLeft, lowerLeft, upperRight, lowerRight] = ends;
    if (upperLeft == null || lowerLeft == null || upperRight == null || lowerRight == null) return [];
    return piecesOf(at, [upperLeft, lowerLeft], [upperRight, lowerRight]);
  });
}
