/** HBM prices by generation as a table, each beside the model's blend. */
import type {
  GenerationPrice,
  GenerationPrices,
  ImpliedBlend,
} from '../../core/reconciliation/generation-prices.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatFraction } from '../format.ts';
import { formatErrorPct } from './change-words.ts';
import type { NotedCell, NotedTable } from './noted-table.ts';

const formatPrice = (usdPerGb: number): string => usdPerGb.toFixed(1);

/** Sources' prices by period and generation, then what shares and prices of a year come to. */
export function prepareGenerationTable({ prices, implied }: GenerationPrices): NotedTable {
  return {
    caption: 'HBM price by generation in USD per GB, beside the blend that the model computes with',
    columns: [
      { label: 'Period', unit: null, isShort: true },
      { label: 'Generation', unit: null, isShort: true },
      { label: 'Of', unit: null, isFileOnly: true },
      { label: 'Price', unit: 'USD per GB' },
      { label: 'Low', unit: 'USD per GB', isFileOnly: true },
      { label: 'High', unit: 'USD per GB', isFileOnly: true },
      { label: 'Model’s blend', unit: 'USD per GB' },
      { label: 'Price over blend', unit: 'percent' },
      { label: 'Source', unit: null },
    ],
    rows: [...prices.map(toRow), ...implied.map(toImpliedRow)],
    totals: null,
    fileName: 'waterline-hbm-generation-prices',
  };
}

function toRow(price: GenerationPrice): NotedCell[] {
  const { lowUsdPerGb: low, pointUsdPerGb: point, highUsdPerGb: high, source } = price;
  return [
    textCell(price.period.replace('..', ' to ')),
    { ...textCell(price.generation ?? 'blend'), note: price.vendor },
    textCell(price.vendor),
    {
      ...numberCell(point, formatPrice, ''),
      ...(low === high ? {} : { note: `${formatPrice(low)}–${formatPrice(high)}` }),
    },
    numberCell(low, formatPrice, ''),
    numberCell(high, formatPrice, ''),
    numberCell(price.modelUsdPerGb, formatPrice, 'outside the chain'),
    numberCell(price.gapPct, formatErrorPct, ''),
    { ...textCell(source.title), href: source.url, note: `${source.says} · ${source.grade}` },
  ];
}

function toImpliedRow({ year, usdPerGb, modelUsdPerGb, gapPct, parts, sources }: ImpliedBlend): NotedCell[] {
  const words = parts.map(
    ({ generation, share, usdPerGb: price, priceYear }) =>
      `${formatFraction(share)} ${generation} at ${formatPrice(price)}${
        String(priceYear) === year ? '' : ` (its price of ${String(priceYear)})`
      }`,
  );
  const [source] = sources;
  return [
    textCell(year),
    { ...textCell('mix times prices'), note: 'industry' },
    textCell('industry'),
    numberCell(usdPerGb, formatPrice, ''),
    numberCell(null, formatPrice, ''),
    numberCell(null, formatPrice, ''),
    numberCell(modelUsdPerGb, formatPrice, ''),
    numberCell(gapPct, formatErrorPct, ''),
    {
      ...textCell(source?.title ?? 'source not named'),
      href: source?.url ?? null,
      note: `${words.join(', ')} · derived`,
    },
  ];
}
