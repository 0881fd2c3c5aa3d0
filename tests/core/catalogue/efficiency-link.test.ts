import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_DEFLATED_EVENT,
  DEFAULT_EFFICIENCY_LINK,
  efficiencyPairs,
  readEfficiencyLink,
  refuseUnknownChoice,
  type EfficiencyLink,
} from '#lib/core/catalogue/efficiency-link.ts';
import { FLEET_SEGMENTS } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import { anyPin } from '#tests/support/link-pin.ts';

const pairsOf = (query: string): [string, string][] => [...new URLSearchParams(query)];
const known = { quarters: ['2026Q4', '2027Q1', '2027Q2'], events: ['ev087', 'ev091'] };
const day = fc.integer({ min: 0, max: 9000 }).map((n) => {
  const date = new Date(Date.UTC(2020, 0, 1) + n * 86_400_000);
  return date.toISOString().slice(0, 10);
});
const orNull = <Value>(of: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(of, { nil: null });
const link: fc.Arbitrary<EfficiencyLink> = fc.record({
  asOf: orNull(day),
  pin: anyPin,
  quarter: orNull(fc.constantFrom(...known.quarters)),
  segment: orNull(fc.constantFrom(...FLEET_SEGMENTS.map(({ key }) => key))),
  event: fc.constantFrom(...known.events),
  by: orNull(day),
});

describe('address of the Efficiency page', () => {
  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(link, (written) => {
        const read = readEfficiencyLink(pairsOf(writeLink(efficiencyPairs(written), written.asOf)));
        expect(refuseUnknownChoice(read, known)).toEqual({ link: written, faults: [] });
      }),
    );
  });

  it('says nothing of the defaults', () => {
    expect(efficiencyPairs(DEFAULT_EFFICIENCY_LINK)).toEqual([]);
    expect(readEfficiencyLink([]).link).toEqual(DEFAULT_EFFICIENCY_LINK);
  });

  it('refuses by name what is not a quarter, a segment, an event or a day', () => {
    const { link: read, faults } = readEfficiencyLink(
      pairsOf('q=2028&seg=mars&ev=a b&by=2028-02-30&zz=1&v=1'),
    );
    expect(faults.map(({ param }) => param).sort()).toEqual(['by', 'ev', 'q', 'seg', 'zz']);
    expect(read).toEqual(DEFAULT_EFFICIENCY_LINK);
  });

  it('refuses a quarter outside the model and an event that the ledger has not, and says which there are', () => {
    const read = readEfficiencyLink(pairsOf('q=1999Q1&ev=ev999&v=1'));
    const { link: kept, faults } = refuseUnknownChoice(read, known);
    expect(faults.map(({ param, raw }) => [param, raw])).toEqual([
      ['q', '1999Q1'],
      ['ev', 'ev999'],
    ]);
    expect(faults[0]?.message).toContain('from 2026Q4 to 2027Q2');
    expect(kept).toMatchObject({ quarter: null, event: DEFAULT_DEFLATED_EVENT });
  });
});
