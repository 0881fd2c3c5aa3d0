import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepareExposure } from '#lib/charts/exposure/exposure-model.ts';
import {
  FLOW_INSETS,
  flowInsets,
  flowPlotHeight,
  layOutFlow,
  throughputOf,
} from '#lib/charts/flow-layout.ts';
import type { FlowModel } from '#lib/charts/flow-model.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld();
const versions = { modelVersion: 'test', dataVersion: 1 };
const SHIFTED: ExposureScenario = { tierShiftShare: 0.3 };
const FLEET: ExposureScenario = { savingPath: 'fleet' };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Flow of a scenario; null where nothing flows. */
function preparedFlow(scenario: ExposureScenario): FlowModel | null {
  const model = prepareExposure(world, { scenario, ranges: [], view: { unit: 'usd' } }, null, versions);
  if (!model.ok) throw new Error(JSON.stringify(model.error));
  return model.value.flow;
}

describe('the flow', () => {
  const flowOf = (scenario: ExposureScenario): FlowModel => {
    const flow = preparedFlow(scenario);
    if (flow === null) throw new Error('nothing flows');
    return flow;
  };
  const into = ({ bands }: FlowModel, id: string): number =>
    sum(bands.filter(({ to }) => to === id).map(({ value }) => value));
  const outOf = ({ bands }: FlowModel, id: string): number =>
    sum(bands.filter(({ from }) => from === id).map(({ value }) => value));

  it.each([
    ['base', {}],
    ['shifted', SHIFTED],
    ['fleet', FLEET],
    ['rebound beyond the saving', { usageElasticity: 4, memoryShareOfCost: 0.9 }],
    ['levers', { contractOverhangShare: 0.6, efficiencyInGuidesShare: 0.4 }],
  ] as const)('conserves dollars at every tier, %s', (_, scenario) => {
    const flow = flowOf(scenario);
    const tiers = flow.nodes.filter(({ column }) => column === 1);
    expect(tiers.length).toBeGreaterThan(0);
    for (const { id } of tiers) expect(into(flow, id), id).toBeCloseTo(outOf(flow, id), 9);
    expect(flow.bands.every(({ value }) => value > 0)).toBe(true);
    expect(flow.cards).toHaveLength(flow.bands.length);
  });

  it('brings the saving of the base case in and the change of revenue out', () => {
    const flow = flowOf({});
    // By hand: causes of the base case −97.593 saving; 13.761 + 20.493 + 18.922 are taken back; 44.417 are left.
    expect(into(flow, 'tier:hbm')).toBeCloseTo(97.593, 3);
    expect(
      sum(flow.bands.filter(({ to }) => to.startsWith('vendor:')).map(({ value }) => value)),
    ).toBeCloseTo(44.417, 3);
    expect(flow.nodes.filter(({ column }) => column === 0).map(({ label }) => label)).toEqual([
      'Saving by slider',
    ]);
  });

  it('splits the fleet’s saving by technique, and moves only the bytes of those that move some', () => {
    const flow = flowOf(FLEET);
    const shares = world.fleetContributions ?? [];
    const whole = sum(shares.map(({ share }) => share));
    for (const { technique, share } of shares) {
      const band = flow.bands.find(({ from, to }) => from === `technique:${technique}` && to === 'tier:hbm');
      expect(band?.value).toBeCloseTo((into(flow, 'tier:hbm') * share) / whole, 9);
    }
    expect(
      flow.bands
        .filter(({ to }) => to === 'tier:nand')
        .map(({ from }) => from)
        .toSorted(),
    ).toEqual(
      shares
        .filter(({ tiers }) => tiers.includes('nand'))
        .map(({ technique }) => `technique:${technique}`)
        .toSorted(),
    );
    expect(outOf(flow, 'tier:nand')).toBeCloseTo(3.249, 2);
  });

  it('is absent without a saving', () => {
    expect(preparedFlow({ memorySaving: 0 })).toBeNull();
  });

  it('lays bands out without gap or overlap at their nodes', () => {
    const flow = flowOf(FLEET);
    const height = flowPlotHeight(flow);
    const { nodes, bands } = layOutFlow(flow, height);
    const scale = (nodes[0]?.height ?? 0) / throughputOf(flow, nodes[0]?.node.id ?? '');
    for (const { node, top, height: nodeHeight } of nodes) {
      expect(top).toBeGreaterThanOrEqual(-1e-9);
      expect(top + nodeHeight).toBeLessThanOrEqual(height + 1e-9);
      expect(nodeHeight).toBeCloseTo(throughputOf(flow, node.id) * scale, 6);
      for (const [side, end] of [
        ['from', 'fromTop'],
        ['to', 'toTop'],
      ] as const) {
        let at = top;
        for (const placed of bands.filter(({ band }) => band[side] === node.id)) {
          expect(placed[end]).toBeCloseTo(at, 6);
          at += placed.height;
        }
        expect(at).toBeLessThanOrEqual(top + nodeHeight + 1e-6);
      }
    }
    const columns = [0, 1, 2].map((column) => nodes.filter(({ node }) => node.column === column));
    for (const column of columns) {
      column.slice(1).forEach(({ top }, index) => {
        const before = column[index];
        expect(top).toBeGreaterThanOrEqual((before?.top ?? 0) + (before?.height ?? 0));
      });
    }
  });
});

describe('the sketch of a flow', () => {
  it('has the insets by which the canvas draws', () => {
    const css = readFileSync(new URL('../../app/_charts/flow-sketch.module.css', import.meta.url), 'utf8');
    const { left, right, top, bottom } = FLOW_INSETS;
    expect(css).toContain(`calc(100% - ${String(left)}px - ${String(right)}px)`);
    expect(css).toContain(`calc(100% - ${String(top)}px - ${String(bottom)}px)`);
    expect(css).toContain(`calc(100% - ${String(flowInsets(1).left)}px - ${String(flowInsets(1).right)}px)`);
    expect(css).toContain(`calc(100% - ${String(2 * flowInsets(0).left)}px)`);
  });
});
