/** Which rows of a vendor's table are used, where several sources state the same quantity of the same period. */
import { chooseFigure } from './choose-figure.ts';
import type { VendorMetric } from './vendor-facts.ts';

export interface RowUse {
  readonly row: VendorMetric;
  /** False where another row is used instead. */
  readonly isUsed: boolean;
  /** Null for a row without rivals. */
  readonly reason: string | null;
}

/** Every row with its use, in the order given. */
export function listRowUses(metrics: readonly VendorMetric[]): RowUse[] {
  const rivals = Map.groupBy(metrics, quantityOf);
  return metrics.map((row) => {
    const choice = chooseFigure(rivals.get(quantityOf(row)) ?? [row]);
    return { row, isUsed: choice.row === row, reason: choice.reason };
  });
}

function quantityOf({ ticker, periodStartOn, periodEndOn, segment, metric, unit }: VendorMetric): string {
  return [ticker, periodStartOn, periodEndOn, segment, metric, unit].join('\n');
}
