/** How a technique spreads over the segments of the fleet, as the fleet's rows assume. */
import { adoptionAt } from '../../core/efficiency/fleet/adoption-curve.ts';
import { decimalYear } from '../../core/efficiency/fleet/fleet-saving.ts';
import { FLEET_SEGMENTS, type FleetTechniqueRows } from '../../core/efficiency/fleet/fleet-rows.ts';
import { numberCell, type ColourToken } from '../chart-model.ts';
import { formatDate, formatFraction, formatSignificant } from '../format.ts';
import { linearAxis, timeAxis } from '../plot-axis.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import { techniqueEvents } from '../timeline/event-choices.ts';

const COLOURS: readonly ColourToken[] = ['c-deep', 'c-sand', 'c-water'];
const FROM_YEAR = 2023;
const TO_YEAR = 2031;
const STEPS_A_YEAR = 4;

/** Curves of `rows` by segment with today marked; the fleet's own technique is named where it is another row. */
export function prepareAdoptionCurve(
  rows: FleetTechniqueRows,
  techniqueId: string,
  asOf: string,
): XyPlotModel {
  const years = Array.from(
    { length: (TO_YEAR - FROM_YEAR) * STEPS_A_YEAR + 1 },
    (_, index) => FROM_YEAR + index / STEPS_A_YEAR,
  );
  const shareAt = (key: (typeof FLEET_SEGMENTS)[number]['key'], year: number): number =>
    adoptionAt(
      {
        kind: 'logistic',
        ceiling: rows.ceiling[key].point,
        midpointYear: rows.midpointYear[key].point,
        durationYears: rows.durationYears.point,
      },
      year,
    );
  const series = FLEET_SEGMENTS.map(({ key, name }, which): XySeries => ({
    id: key,
    label: name,
    colour: COLOURS[which] ?? 'c-muted',
    mark: 'line',
    form: 'assumption',
    endLabel: name,
    points: years.map((x, index) => ({ x, y: shareAt(key, x), cardIndex: which === 0 ? index : null })),
  }));
  const today = decimalYear(asOf);
  const now = FLEET_SEGMENTS.map(({ key, name }) => `${formatFraction(shareAt(key, today))} of ${name}`);
  const own = rows.fact.id === techniqueId ? '' : `Counted in the fleet as ${rows.fact.name}. `;
  return {
    title: 'How it spreads, by segment of the fleet',
    summary: `${own}Assumed in use on ${formatDate(asOf)}: ${now.join(', ')}.`,
    notes: [
      'Assumptions, not counts: nobody publishes the share of served tokens that uses a technique. The Efficiency page shows what the fleet makes of them.',
      `Techniques of one group (${rows.group.replaceAll('_', ' ')}) share the fleet: where their curves sum above 100 % they are scaled down together.`,
    ],
    events: techniqueEvents(techniqueId),
    xAxis: timeAxis(FROM_YEAR, TO_YEAR),
    yAxis: linearAxis([0, 1], 'share of the segment', formatFraction),
    series,
    rules: today >= FROM_YEAR && today <= TO_YEAR ? [{ axis: 'x', value: today, label: 'as of' }] : [],
    table: {
      caption: 'Share of each segment that uses it',
      columns: [
        { label: 'Year', unit: null },
        ...FLEET_SEGMENTS.map(({ name }) => ({ label: name, unit: 'fraction' })),
      ],
      rows: years.map((year) => [
        { value: year, text: formatSignificant(year, 6).replace(',', '') },
        ...FLEET_SEGMENTS.map(({ key }) => numberCell(shareAt(key, year), formatFraction, '')),
      ]),
      totals: null,
    },
    cards: years.map((year) => ({
      title: String(year),
      lines: FLEET_SEGMENTS.map(({ key, name }, which) => ({
        label: name,
        text: formatFraction(shareAt(key, year)),
        colour: COLOURS[which] ?? null,
      })),
      footer: 'Assumption of the registry',
    })),
    fileName: `waterline-adoption-${techniqueId}`,
  };
}
