/** What a vendor's revenue is made of by memory tier, where that is disclosed. */
import type { Company } from './company.ts';
import type { Absence } from './figure.ts';
import { listQuarters } from './quarter-figures.ts';
import { chooseFigure } from './choose-figure.ts';
import type { CompanyProfile, VendorMetric } from './vendor-facts.ts';

/** Share of the vendor's revenue, fraction, in a named period. */
export interface TierShare {
  readonly share: number;
  readonly period: string;
  readonly how: string;
}

export type Tier = 'dram' | 'nand' | 'hdd';

/** HBM lies inside DRAM and has a standing of its own. */
export type TierMix = Readonly<Record<Tier, TierShare | Absence>>;

const NOT_DISCLOSED: Absence = { absence: 'not disclosed' };
const NONE: Absence = { absence: 'none' };

/** DRAM, NAND and disks of revenue in the newest quarter in which each is disclosed. */
export function findTierMix(
  company: Company,
  metrics: readonly VendorMetric[],
  profile: CompanyProfile | null,
): TierMix {
  const { segment } = company.revenue;
  if (segment === 'total (HDD)') {
    return {
      dram: NONE,
      nand: hddOf(profile) === null ? NOT_DISCLOSED : NONE,
      hdd: hddOf(profile) ?? NOT_DISCLOSED,
    };
  }
  const isFlashOnly = segment === 'total (NAND)' || company.revenue.role === 'nand';
  if (isFlashOnly) return { dram: NONE, nand: wholeOf(company, metrics), hdd: NONE };
  return { dram: shareOf(company, metrics, 'DRAM'), nand: shareOf(company, metrics, 'NAND'), hdd: NONE };
}

function wholeOf(company: Company, metrics: readonly VendorMetric[]): TierShare | Absence {
  const { segment } = company.revenue;
  const newest = listQuarters(metrics, { segment, metric: 'revenue', unit: company.unit }).at(-1);
  return newest === undefined ? NOT_DISCLOSED : { share: 1, period: newest.label, how: 'sells nothing else' };
}

function hddOf(profile: CompanyProfile | null): TierShare | null {
  const pct = profile?.hddShareOfRevenuePct ?? null;
  return pct === null
    ? null
    : { share: pct / 100, period: profile?.hbmSharePeriod ?? '', how: 'vendor profile' };
}

/** From revenue where both are known, else from a printed share of company revenue; the newer of the two. */
function shareOf(company: Company, metrics: readonly VendorMetric[], segment: string): TierShare | Absence {
  const { unit } = company;
  const wholes = listQuarters(metrics, { segment: company.revenue.segment, metric: 'revenue', unit });
  const ratios = listQuarters(metrics, { segment, metric: 'revenue', unit }).flatMap((part) => {
    const whole = wholes.find(({ startOn, endOn }) => startOn === part.startOn && endOn === part.endOn);
    if (whole === undefined) return [];
    const how = `${part.figure.value} over ${whole.figure.value}`;
    return [{ endOn: part.endOn, share: part.figure.value / whole.figure.value, period: part.label, how }];
  });
  const printed = metrics.filter(
    (row) => row.segment === segment && row.metric === 'share_pct' && row.calendarQuarter !== null,
  );
  const shares = [...Map.groupBy(printed, ({ periodEndOn }) => periodEndOn)].map(([endOn, rows]) => {
    const { row } = chooseFigure(rows);
    return {
      endOn,
      share: row.value / 100,
      period: row.fiscalQuarter,
      how: `${row.reportedOrEstimate} share`,
    };
  });
  const newest = [...shares, ...ratios].toSorted((a, b) => a.endOn.localeCompare(b.endOn)).at(-1);
  return newest === undefined
    ? NOT_DISCLOSED
    : { share: newest.share, period: newest.period, how: newest.how };
}
