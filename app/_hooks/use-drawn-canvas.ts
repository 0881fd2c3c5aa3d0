import { useCallback, useRef, useState, type RefObject } from 'react';

/** The canvas of a chart and whether anything has been drawn on it yet. */
export interface DrawnCanvas {
  readonly canvasRef: RefObject<HTMLCanvasElement | null>;
  readonly isDrawn: boolean;
  readonly onDrawn: () => void;
}

/** State of one chart's canvas, from the sketch that stands in for it to the drawn chart. */
export function useDrawnCanvas(): DrawnCanvas {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  const onDrawn = useCallback(() => {
    setIsDrawn(true);
  }, []);
  return { canvasRef, isDrawn, onDrawn };
}
