import { toCsvLines } from '#lib/charts/chart-csv.ts';
import type { ChartProvenance, ChartTexts } from '#lib/charts/chart-model.ts';
import type { LaneMarks } from '#lib/charts/timeline/lane-marks.ts';
import type { LinkPin } from '#lib/core/link/pin.ts';
import { pinAddress } from '#lib/core/link/read-link.ts';
import { wrapText } from '#lib/charts/wrap-text.ts';
import { csvLine } from '#lib/contracts/csv-text.ts';
import type { TimelineEvent } from '#lib/core/timeline/types.ts';
import { saveBlob } from '#lib/client/save-blob.ts';

import { drawLane, LANE_PX } from '../_timeline/draw-lane.ts';
import { readPalette } from './palette.ts';

const MARGIN_PX = 24;
const LINE_HEIGHT_PX = 18;

/** Saves the table of a chart as CSV: provenance lines, header with units, exact values. */
export function saveCsv(
  texts: ChartTexts,
  provenance: ChartProvenance,
  pin: LinkPin | null = null,
  events: readonly TimelineEvent[] = [],
): void {
  const link = fileLink(window.location.href, provenance.asOf, pin);
  const text = toCsvLines(texts, provenance, link, events).map(csvLine).join('');
  saveBlob(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${texts.fileName}.csv`);
}

/** The address of the page, held to its figures, or to their day where the page has no pins: it still says the same later. */
function fileLink(address: string, asOf: string, pin: LinkPin | null): string {
  if (pin !== null) return pinAddress(address, pin);
  const link = new URL(address);
  link.searchParams.set('asOf', asOf);
  link.hash = '';
  return link.href;
}

interface TextBlock {
  readonly lines: readonly string[];
  readonly font: string;
  readonly colour: string;
}

function writeBlocks(pen: CanvasRenderingContext2D, blocks: readonly TextBlock[], top: number): number {
  let y = top;
  for (const { lines, font, colour } of blocks) {
    pen.font = font;
    pen.fillStyle = colour;
    for (const line of lines) {
      pen.fillText(line, MARGIN_PX, y);
      y += LINE_HEIGHT_PX;
    }
  }
  return y;
}

/**
 * Saves a drawn chart as PNG on the theme's paper, with title and sentence above and scenario, versions and source
 * below, at the resolution of the screen. The marks of a time axis stand under it, as on the page.
 */
export function savePng(
  chart: HTMLCanvasElement,
  texts: ChartTexts,
  provenance: ChartProvenance,
  { pin, lane }: { readonly pin: LinkPin | null; readonly lane: LaneMarks | null },
): void {
  const palette = readPalette(chart);
  const picture = document.createElement('canvas');
  const pen = picture.getContext('2d');
  if (pen === null) return;
  const { clientWidth, clientHeight } = chart;
  const block = (text: string, font: string, colour: string): TextBlock => {
    pen.font = font;
    const lines = wrapText(text, clientWidth, (line) => pen.measureText(line).width);
    return { lines: lines.map((line) => line.replaceAll(' &', '&')), font, colour };
  };
  const small = `12px ${palette.sans}`;
  const above = [
    block(texts.title, `600 16px ${palette.sans}`, palette.colour('c-ink')),
    block(texts.summary, small, palette.colour('c-ink')),
  ];
  const below = [
    `Scenario: ${provenance.scenario}`,
    `Versions: ${provenance.versions}`,
    `Source: ${provenance.source}`,
    // An address has no spaces to break at: it is broken before its parameters.
    `Link: ${fileLink(window.location.href, provenance.asOf, pin).replaceAll('&', ' &')}`,
  ].map((text) => block(text, small, palette.colour('c-muted')));
  const heightOf = (blocks: readonly TextBlock[]): number =>
    blocks.reduce((sum, { lines }) => sum + lines.length * LINE_HEIGHT_PX, 0);
  const chartTop = MARGIN_PX + heightOf(above) + 8;

  const chartBottom = chartTop + clientHeight + (lane === null ? 0 : LANE_PX);

  const ratio = chart.width / clientWidth;
  picture.width = Math.round((clientWidth + 2 * MARGIN_PX) * ratio);
  picture.height = Math.round((chartBottom + 16 + heightOf(below) + MARGIN_PX) * ratio);
  pen.scale(ratio, ratio);
  pen.fillStyle = palette.colour('c-paper');
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.textBaseline = 'top';
  writeBlocks(pen, above, MARGIN_PX);
  pen.drawImage(chart, MARGIN_PX, chartTop, clientWidth, clientHeight);
  if (lane !== null) {
    const place = { left: MARGIN_PX, top: chartTop + clientHeight, widthPx: clientWidth };
    drawLane(pen, palette, lane, place);
  }
  writeBlocks(pen, below, chartBottom + 16);
  picture.toBlob((blob) => {
    if (blob !== null) saveBlob(blob, `${texts.fileName}.png`);
  }, 'image/png');
}
