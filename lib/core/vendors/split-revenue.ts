/** Revenue of one period by the parts that are disclosed, without counting any twice. */
import type { SegmentNode, SegmentRole } from './company.ts';
import type { Figure, FigureKind } from './figure.ts';

/** A part of revenue, in the unit of the figures that it was made from. */
export interface RevenuePart {
  readonly label: string;
  readonly role: SegmentRole;
  readonly value: number;
  readonly kind: FigureKind;
  readonly derivation: string | null;
}

export interface RevenueSplit {
  /** Parts that do not overlap. */
  readonly parts: readonly RevenuePart[];
  /** Sentences on parts that add up to more than their whole, or to less where they should be all of it. */
  readonly faults: readonly string[];
}

/**
 * Parts of `node`, the known ones taken out and the remainder named; within rounding of the printed figures there is
 * none. Without a figure for `node` itself there is nothing.
 */
export function splitRevenue(node: SegmentNode, figureOf: (segment: string) => Figure | null): RevenueSplit {
  const whole = figureOf(node.segment);
  if (whole === null) return { parts: [], faults: [] };
  const known = node.parts.flatMap((part) => {
    const figure = figureOf(part.segment);
    return figure === null ? [] : [{ part, figure }];
  });
  if (known.length === 0) {
    const { value, kind, derivation } = whole;
    return { parts: [{ label: node.label, role: node.role, value, kind, derivation }], faults: [] };
  }
  const inner = known.map(({ part }) => splitRevenue(part, figureOf));
  const sum = known.reduce((total, { figure }) => total + figure.value, 0);
  const rounding = known.reduce((total, { figure }) => total + figure.rounding, whole.rounding);
  const left = whole.value - sum;
  const isOver = left < -rounding;
  const isUnder = left > rounding;
  const isFault = isOver || (isUnder && node.isWhole && known.length === node.parts.length);
  return {
    parts: [
      ...inner.flatMap(({ parts }) => parts),
      ...(isUnder ? [remainderOf(node, left, [whole, ...known.map(({ figure }) => figure)])] : []),
    ],
    faults: [
      ...inner.flatMap(({ faults }) => faults),
      ...(isFault ? [`the parts of ${node.segment} differ from it by ${left.toPrecision(3)}`] : []),
    ],
  };
}

function remainderOf(node: SegmentNode, value: number, from: readonly Figure[]): RevenuePart {
  return {
    ...node.remainder,
    value,
    kind: from.some(({ kind }) => kind === 'prorated') ? 'prorated' : 'derived',
    derivation: `${node.segment} minus what is split out of it`,
  };
}

/** The different labels among parts, each once, with its role. */
export function listPartNames(parts: readonly RevenuePart[]): readonly Pick<RevenuePart, 'label' | 'role'>[] {
  return [...new Map(parts.map(({ label, role }) => [label, { label, role }])).values()];
}
