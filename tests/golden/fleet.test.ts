import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computeFleetSaving } from '#lib/core/efficiency/fleet/fleet-saving.ts';
import { fillFleet } from '#lib/core/efficiency/fleet/fleet.ts';
import { readShippedFleetRows } from '#tests/support/fleet.ts';

interface FleetCase {
  readonly id: string;
  readonly kind: string;
  readonly input: { readonly asOf: string; readonly quarter: string };
  readonly output: {
    readonly memorySaving: number;
    readonly costSaving: number;
    readonly trainingSaving: number;
  };
  readonly tolerance: { readonly relative: number };
}

const file = new URL('./goldens.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: FleetCase[] };
const fleetCases = cases.filter(({ kind }) => kind === 'fleet');
const fleet = fillFleet(readShippedFleetRows());

describe('the bottom-up fleet gives the worked values', () => {
  it('has cases to look at', () => {
    expect(fleetCases.length).toBeGreaterThanOrEqual(4);
  });

  it.each(fleetCases)('$id', ({ input, output, tolerance }) => {
    const [quarter] = computeFleetSaving(fleet, input.asOf, [input.quarter]);
    for (const field of ['memorySaving', 'costSaving', 'trainingSaving'] as const) {
      const distance = Math.abs((quarter?.[field] ?? NaN) - output[field]);
      expect(distance, field).toBeLessThanOrEqual(tolerance.relative * output[field]);
    }
  });
});
