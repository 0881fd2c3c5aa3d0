/** Where the caches of sessions lie when HBM is full. */
import type { EfficiencyWorld } from '../../core/efficiency/efficiency-world.ts';
import { fillTiers } from '../../core/efficiency/memory-tiers.ts';
import type { WorkbenchAnswer } from '../../core/workbench/evaluate-workbench.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import { formatBytes, formatTokens } from '../byte-words.ts';
import { numberCell } from '../chart-model.ts';
import { formatSignificant } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { whole } from './workbench-words.ts';

/** What reuse of a prefix asks of the tier that holds it: fetched once a request, at the rate of a busy accelerator. */
function prefixWords({ prefix }: WorkbenchAnswer): string {
  const { prefixTokens, bytesPerRequest, bytesPerSecondPerAccelerator: rate } = prefix.after;
  const { bytesPerRequest: bytesBefore } = prefix.before;
  if (prefixTokens === 0) return 'No part of the input is found in a cache: no tier is read.';
  const change = bytesBefore === bytesPerRequest ? '' : `, ${formatBytes(bytesBefore)} before the stack`;
  const speed = rate === null ? '' : `, ${formatBytes(rate)} a second for each busy accelerator`;
  return `The ${formatTokens(prefixTokens)} cached tokens of a request are fetched once from the tier that holds them: ${formatBytes(bytesPerRequest)} a request${change}${speed}.`;
}

/** Where the caches of sessions lie as more are kept warm; null where nothing is served or sizes are not published. */
export function prepareTierPlot(world: EfficiencyWorld, answer: WorkbenchAnswer): BarPlotModel | null {
  const { plan, stack } = answer;
  const { dram, flash } = world.tiers;
  const point = stack.optimised.feasible ? stack.optimised : stack.base;
  if (!point.feasible || dram === null || flash === null) return null;
  const sizes = {
    dramBytesPerAccelerator: dram.bytesPerAccelerator,
    flashBytesPerAccelerator: flash.bytesPerAccelerator,
  };
  const free = plan.usableHbmBytes - point.weightBytes;
  const fills = [1, 4, 16, 64, 256].map((multiple) => ({
    sessions: multiple * point.batch,
    fill: fillTiers(multiple * point.batch, point.kvBytesPerSequence, free, plan.request.accelerators, sizes),
  }));
  const share = (part: number, sessions: number): number => (part / sessions) * 100;
  return {
    title: 'Where warm sessions lie',
    summary: `Sessions kept for prefix reuse fill HBM, then ${formatBytes(dram.bytesPerAccelerator)} of host DRAM and ${formatBytes(flash.bytesPerAccelerator)} of flash per accelerator.`,
    notes: [
      `Host DRAM: ${dram.definition} (${dram.sourceTitle ?? 'source not named'}). Flash: ${flash.definition} (${flash.sourceTitle ?? 'source not named'}; an estimate).`,
      prefixWords(answer),
    ],
    fileName: 'workbench-tiers',
    valueAxis: linearAxis([0, 100], '% of sessions'),
    bars: fills.map(({ sessions, fill }) => {
      const hbm = share(fill.hbmSessions, sessions);
      const host = share(fill.dramSessions, sessions);
      const disk = share(fill.flashSessions, sessions);
      return {
        label: `${whole(sessions)} sessions`,
        sublabel: formatBytes(sessions * point.kvBytesPerSequence),
        segments: [
          { from: 0, to: hbm, colour: 'm-kv', form: 'derived' },
          { from: hbm, to: hbm + host, colour: 'm-weights', form: 'derived' },
          { from: hbm + host, to: hbm + host + disk, colour: 'c-sand', form: 'estimate' },
          { from: hbm + host + disk, to: 100, colour: 'm-free', form: 'derived' },
        ],
        whisker: null,
        valueLabel: `${formatSignificant(hbm)} % HBM`,
      };
    }),
    rules: [],
    legend: [
      { label: 'HBM', colour: 'm-kv' },
      { label: 'Host DRAM', colour: 'm-weights' },
      { label: 'Flash', colour: 'c-sand' },
      { label: 'Computed again', colour: 'm-free' },
    ],
    cards: fills.map(({ sessions, fill }) => ({
      title: `${whole(sessions)} sessions`,
      lines: [
        { label: 'HBM', text: whole(fill.hbmSessions), colour: 'm-kv' },
        { label: 'Host DRAM', text: whole(fill.dramSessions), colour: 'm-weights' },
        { label: 'Flash', text: whole(fill.flashSessions), colour: 'c-sand' },
        { label: 'Computed again', text: whole(fill.evictedSessions), colour: 'm-free' },
      ],
      footer: 'fastest tier first, a session in one tier whole',
    })),
    table: {
      caption: 'Sessions by tier',
      columns: [
        { label: 'Sessions', unit: '' },
        { label: 'HBM', unit: 'sessions' },
        { label: 'Host DRAM', unit: 'sessions' },
        { label: 'Flash', unit: 'sessions' },
        { label: 'Computed again', unit: 'sessions' },
      ],
      rows: fills.map(({ sessions, fill }) => [
        numberCell(sessions, whole, ''),
        numberCell(fill.hbmSessions, whole, ''),
        numberCell(fill.dramSessions, whole, ''),
        numberCell(fill.flashSessions, whole, ''),
        numberCell(fill.evictedSessions, whole, ''),
      ]),
      totals: null,
    },
  };
}
