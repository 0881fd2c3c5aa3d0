import { formatDate, formatFractionRange } from '#lib/charts/format.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';

import { Unknowns } from '../../_page/Unknowns.tsx';

interface ReboundUnknownsProps {
  readonly world: ExposureWorld;
  /** What the evidence on elasticity leaves open, in sentences. */
  readonly gaps: readonly string[];
}

/** Inputs of break-even, with what the page calls them. */
const INPUTS = [
  ['memory_share_of_cost', 'Memory’s share of the cost of a token'],
  ['pass_through', 'How much of a lower cost reaches the price'],
  ['adjustment_per_quarter', 'How much of the gap use closes in a quarter'],
] as const;

/** What the page cannot say. */
export function ReboundUnknowns({ world, gaps }: ReboundUnknownsProps) {
  const rows = INPUTS.flatMap(([id, name]) => {
    const row = world.assumptions.find((each) => each.id === id);
    return row === undefined ? [] : [{ ...row, name }];
  });
  return (
    <Unknowns>
      {gaps.map((gap) => (
        <li key={gap}>{gap}</li>
      ))}
      {rows.map(({ id, name, low, high, basis, sourceTitle, asOf }) => (
        <li key={id}>
          {name}: {formatFractionRange(low, high)} is{' '}
          {basis === 'assumption'
            ? 'an assumption without a source'
            : `${basis}, from ${sourceTitle ?? 'no named source'}`}
          , written {formatDate(asOf)}.
        </li>
      ))}
      <li>
        The elasticity is one number for all use and all time: chat, agents and batch may answer differently,
        and use that a lower price calls forth may need longer contexts than the use before it.
      </li>
      <li>
        Price and use moved together with new models, so no estimate on file separates what price did from
        what better answers did.
      </li>
    </Unknowns>
  );
}
