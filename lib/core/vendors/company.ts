/** The vendors that the product follows, and how each splits its revenue. */

/** What a part of revenue is sold as; charts colour by it. */
export type SegmentRole =
  'hbm' | 'dram' | 'nand' | 'hdd' | 'logic' | 'data-center' | 'edge' | 'consumer' | 'rest';

/** A part of revenue with the parts that are reported inside it. */
export interface SegmentNode {
  /** Segment as the table of figures names it. */
  readonly segment: string;
  readonly label: string;
  readonly role: SegmentRole;
  readonly parts: readonly SegmentNode[];
  /** What is left of it once its known parts are taken out. */
  readonly remainder: { readonly label: string; readonly role: SegmentRole };
  /** True when its parts are all of it, so that they must add up to it. */
  readonly isWhole: boolean;
}

export interface Company {
  readonly ticker: string;
  readonly name: string;
  /** Currency and scale of its accounts, as the table of figures writes it. */
  readonly unit: NativeUnit;
  readonly revenue: SegmentNode;
}

export type NativeUnit = 'KRW_tn' | 'JPY_bn' | 'USD_bn';

function node(
  segment: string,
  label: string,
  role: SegmentRole,
  options: Partial<Pick<SegmentNode, 'parts' | 'remainder' | 'isWhole'>> = {},
): SegmentNode {
  const { parts = [], remainder = { label: 'rest, not split out', role: 'rest' }, isWhole = false } = options;
  return { segment, label, role, parts, remainder, isWhole };
}

/** DRAM with the HBM inside it. */
const DRAM = node('DRAM', 'DRAM, HBM not split out', 'dram', {
  parts: [node('HBM', 'HBM', 'hbm')],
  remainder: { label: 'DRAM without HBM', role: 'dram' },
});
const NAND = node('NAND', 'NAND', 'nand');

/** In the order of the page: makers of HBM first, then flash, then disks. */
export const COMPANIES: readonly Company[] = [
  {
    ticker: '000660.KS',
    name: 'SK hynix',
    unit: 'KRW_tn',
    revenue: node('total', 'all revenue, not split', 'rest', {
      parts: [DRAM, NAND, node('other', 'other', 'rest')],
    }),
  },
  {
    ticker: '005930.KS',
    name: 'Samsung Electronics',
    unit: 'KRW_tn',
    revenue: node('total', 'group, not split', 'rest', {
      parts: [
        node('DS', 'chips, memory not split out', 'logic', {
          parts: [node('memory', 'memory, DRAM and NAND', 'dram')],
          remainder: { label: 'other chips: logic and foundry', role: 'logic' },
        }),
      ],
      remainder: { label: 'phones, displays and the rest', role: 'rest' },
    }),
  },
  {
    ticker: 'MU',
    name: 'Micron',
    unit: 'USD_bn',
    revenue: node('total', 'all revenue, not split', 'rest', { parts: [DRAM, NAND] }),
  },
  {
    ticker: 'SNDK',
    name: 'Sandisk',
    unit: 'USD_bn',
    revenue: node('total', 'NAND, not split by market', 'nand', {
      parts: [
        node('data-center', 'NAND for data centres', 'data-center'),
        node('edge', 'NAND for edge devices', 'edge'),
        node('consumer', 'NAND for consumers', 'consumer'),
      ],
      isWhole: true,
    }),
  },
  {
    ticker: '285A.T',
    name: 'Kioxia',
    unit: 'JPY_bn',
    revenue: node('total (NAND)', 'NAND', 'nand'),
  },
  {
    ticker: 'WDC',
    name: 'Western Digital',
    unit: 'USD_bn',
    revenue: node('total (HDD)', 'hard disks', 'hdd'),
  },
  {
    ticker: 'STX',
    name: 'Seagate',
    unit: 'USD_bn',
    revenue: node('total (HDD)', 'hard disks, not split by market', 'hdd', {
      parts: [node('data-center', 'data centres', 'data-center')],
      remainder: { label: 'other markets', role: 'hdd' },
    }),
  },
];

/** The company of a ticker, null when the product does not follow it. */
export function findCompany(ticker: string): Company | null {
  return COMPANIES.find((company) => company.ticker === ticker) ?? null;
}
