/**
 * The chain of one draw (model 4 to 7) written as a Squiggle program, statement by statement from the text of the model:
 * the peer of the uncertainty bench, and a second opinion on its means. Inputs are sample sets, everything is per sample.
 */
import { midDayOfQuarter, midYearOfQuarter, parseQuarterLabel } from '#lib/core/calendar/quarter.ts';
import { prorateQuartersByDays } from '#lib/core/calendar/proration.ts';
import { toDayNumber } from '#lib/core/calendar/day-number.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import { createDistribution } from '#lib/core/assumptions/input-distribution.ts';
import type { DrawnInput } from '#lib/core/uncertainty/draw-plan.ts';

const VENDORS = ['sk_hynix', 'samsung', 'micron', 'other'];
const LEADS = [0, 1, 2, 3, 4];

/** Squiggle source over `quarterCount` quarters; its result is a list of means and quantiles. */
export function writeSquiggleChain(
  world: ExposureWorld,
  drawn: readonly DrawnInput[],
  quarterCount: number,
): string {
  const lines: string[] = [];
  const first = parseQuarterLabel(world.quarters[0] ?? '') ?? 0;
  const set = (name: string, expression: string): string => {
    lines.push(`${name} = ${expression}`);
    return name;
  };
  writeInputs(world, drawn, set);
  writeCapex(world, set, first + quarterCount + 5);
  writeBaseline(set, first, quarterCount);
  writeMarket(world, set, first, quarterCount);
  return [...lines, `[${writeResults(quarterCount).join(', ')}]`].join('\n');
}

type SetLine = (name: string, expression: string) => string;

/** Two-piece distributions, as in the product: one deviate, its negative part times one spread, its positive part times the other. */
function writeInputs(world: ExposureWorld, drawn: readonly DrawnInput[], set: SetLine): void {
  const byId = new Map(drawn.map((input) => [input.id, input]));
  for (const { id, point } of world.assumptions) {
    if (!/^[a-z0-9_]+$/.test(id) || id.includes('__')) continue;
    const input = byId.get(id);
    const made = input === undefined ? null : createDistribution(input);
    if (made?.ok !== true) {
      set(id, String(point));
      continue;
    }
    const { kind, centre, below, above } = made.value;
    const z = set(`z_${id}`, 'SampleSet.fromDist(normal(0, 1))');
    const scaled = `${String(centre)} + min(${z}, 0) * ${String(below)} + max(${z}, 0) * ${String(above)}`;
    if (kind === 'lognormal') set(id, `exp(${scaled})`);
    else set(id, kind === 'normal' ? scaled : `1 / (1 + exp(-1 * (${scaled})))`);
  }
}

function writeCapex(world: ExposureWorld, set: SetLine, lastQuarter: number): void {
  const calendar = new Map<number, string[]>();
  for (const issuer of world.capexSeries.issuers) {
    const name = issuer.ticker.toLowerCase();
    const known = issuer.reportedUsdBn.length;
    const count = (lastQuarter + 1) * 3 - issuer.firstMonth;
    const years = Math.ceil((issuer.missingHeadQuarters + count / 3) / 4);
    const at = (i: number): string =>
      i < known ? String(issuer.reportedUsdBn[i] ?? 0) : `q_${name}_${String(i)}`;
    let past = 0;
    for (let year = 0; year < years; year += 1) {
      const start = Math.max(0, year * 4 - issuer.missingHeadQuarters);
      const stop = (year + 1) * 4 - issuer.missingHeadQuarters;
      const open = Math.min(stop - start, Math.max(0, stop - known));
      const sum = (from: number, to: number): string =>
        from >= to ? '0' : Array.from({ length: to - from }, (_, i) => at(from + i)).join(' + ');
      if (open > 0) {
        const guide = issuer.guides[year] ?? null;
        const isGuided = guide !== null && stop - start === 4;
        const growth = `(capex_growth_terminal + (capex_growth_first_year - capex_growth_terminal) * capex_growth_fade ^ ${String(past)})`;
        const rest = isGuided
          ? `(${String(guide.pointUsdBn)} - (${sum(start, stop - open)})) * guidance_attainment`
          : `(${sum(start - 4, start)}) * (1 + ${growth}) - (${sum(start, stop - open)})`;
        past = isGuided ? 0 : past + 1;
        const from = at(stop - open - 1);
        const step = set(
          `d_${name}_${String(year)}`,
          `2 * ((${rest}) - ${String(open)} * ${from}) / ${String(open * (open + 1))}`,
        );
        for (let j = 1; j <= open; j += 1) {
          set(`q_${name}_${String(stop - open + j - 1)}`, `${from} + ${step} * ${String(j)}`);
        }
      } else past = 0;
    }
    for (const share of prorateQuartersByDays(issuer.firstMonth, years * 4 - issuer.missingHeadQuarters)) {
      if (share.calendar > lastQuarter) continue;
      const part = `${at(share.fiscal)} * ${String(share.weight)}`;
      calendar.set(share.calendar, [...(calendar.get(share.calendar) ?? []), part]);
    }
  }
  for (const [quarter, parts] of calendar) {
    set(`k_${String(quarter)}`, parts.join(' + '));
    set(
      `kr_${String(quarter)}`,
      `k_${String(quarter)} * (1 - (${linear('memory_inflation_share_', [2025, 2029], quarter, '0')}))`,
    );
  }
  set('lead', 'min(max(capex_lead_quarters, 0), 4)');
  for (const lead of LEADS) {
    set(`away_${String(lead)}`, `lead - ${String(lead)}`);
    set(`hat_${String(lead)}`, `max(1 - max(away_${String(lead)}, 0 - away_${String(lead)}), 0)`);
  }
}

/** Straight between mid-years, flat outside; the first year's value is `anchor`. */
function linear(
  prefix: string,
  [firstYear, lastYear]: readonly [number, number],
  quarter: number,
  anchor: string,
  anchorYear = firstYear,
): string {
  const node = (year: number): string => {
    const known = Math.min(Math.max(year, firstYear), lastYear);
    return known === anchorYear ? anchor : `${prefix}${String(known)}`;
  };
  const position = midYearOfQuarter(quarter) - 0.5;
  const before = Math.floor(position);
  const weight = position - before;
  return `${node(before)} + (${node(before + 1)} - ${node(before)}) * ${String(weight)}`;
}

function writeBaseline(set: SetLine, first: number, quarterCount: number): void {
  set('p0_2025', 'hbm_price_2025');
  for (const year of [2026, 2027, 2028, 2029]) {
    set(`p0_${String(year)}`, `p0_${String(year - 1)} * hbm_price_factor_${String(year)}`);
  }
  const calibration = [0, 1, 2, 3].map((i) => 2025 * 4 + i);
  const projected = Array.from({ length: quarterCount }, (_, k) => first + k);
  for (const quarter of new Set([...calibration, ...projected])) {
    const ahead = LEADS.map((lead) => `kr_${String(quarter + lead)} * hat_${String(lead)}`).join(' + ');
    const year = Math.min(2029, Math.floor(quarter / 4));
    const content = linear('hbm_content_index_', [2024, 2028], quarter, '1', 2025);
    set(`h1_${String(quarter)}`, `(${ahead}) * (${content}) * p0_${String(year)} / p0_2025`);
  }
  set(
    'cal',
    `published_hbm_market_2025 / (${calibration.map((quarter) => `h1_${String(quarter)}`).join(' + ')})`,
  );
  projected.forEach((quarter, k) => {
    const year = String(Math.min(2029, Math.floor(quarter / 4)));
    set(`h_${String(k)}`, `h1_${String(quarter)} * cal`);
    set(`g_${String(k)}`, `h_${String(k)} / p0_${year}`);
  });
}

function writeMarket(world: ExposureWorld, set: SetLine, first: number, quarterCount: number): void {
  const asOf = toDayNumber(world.asOf);
  set('pc_2026', 'conventional_dram_price_2026q4');
  for (const year of [2027, 2028, 2029]) {
    set(`pc_${String(year)}`, `pc_${String(year - 1)} * conventional_price_factor_${String(year)}`);
  }
  set('sd', 'supply_elasticity + demand_elasticity');
  set('sc', 'conventional_supply_elasticity + conventional_demand_elasticity');
  for (let k = 0; k < quarterCount; k += 1) {
    const quarter = first + k;
    const year = String(Math.min(2029, Math.floor(quarter / 4)));
    const n = String(k);
    const days = String(midDayOfQuarter(quarter) - asOf);
    set(`x_${n}`, `min(max(${days} / saving_duration_days, 0), 1)`);
    set(`s_${n}`, `memory_saving * x_${n} * x_${n} * (3 - 2 * x_${n})`);
    set(
      `us_${n}`,
      `min(exp(-1 * usage_elasticity * log(1 - pass_through * memory_share_of_cost * s_${n})), usage_cap)`,
    );
    const before = k === 0 ? '1' : `u_${String(k - 1)}`;
    set(`u_${n}`, `${before} + adjustment_per_quarter * (us_${n} - ${before})`);
    set(
      `i_${n}`,
      `training_share * (1 - training_saving_ratio * s_${n}) + (1 - training_share) * (1 - s_${n}) * u_${n}`,
    );
    set(`b_${n}`, `backlog_share * exp(-0.6931471805599453 * ${n} / backlog_half_life_quarters)`);
    set(`e_${n}`, `max(i_${n}, min(i_${n} / (1 - b_${n}), 1))`);
    set(`rho_${n}`, `pc_${year} * wafer_trade_ratio / p0_${year}`);
    set(`f_${n}`, `min(rho_${n} * (1 - switching_cost_share), 1)`);
    set(`p_${n}`, `min(max(exp(log(e_${n}) / sd), f_${n}), price_ceiling)`);
    set(
      `v_${n}`,
      `min(exp(log(e_${n}) * supply_elasticity / sd), e_${n} * exp(-1 * demand_elasticity * log(f_${n})))`,
    );
    set(`n_${n}`, `1 - contract_share_${year}`);
    set(`r_${n}`, `1 + n_${n} * (p_${n} * v_${n} - 1)`);
    set(`hbm_${n}`, `h_${n} * r_${n}`);
    const since = String((quarter - (2026 * 4 + 3)) / 4);
    set(`bits_${n}`, `conventional_dram_bits_2026q4 * exp(log(1 + conventional_bit_growth) * ${since})`);
    set(`fw_${n}`, `n_${n} * (1 - v_${n})`);
    set(`moved_${n}`, `redeployable_share * fw_${n} * wafer_trade_ratio * g_${n} / bits_${n}`);
    set(`pcr_${n}`, `exp(-1 * log(1 + max(moved_${n}, -0.5)) / sc)`);
    set(`mp_${n}`, `h_${n} * n_${n} * (p_${n} - 1) * (1 + v_${n}) / 2`);
    set(`mv_${n}`, `h_${n} * n_${n} * (v_${n} - 1) * (1 + p_${n}) / 2`);
    set(
      `mr_${n}`,
      `redeployable_share * fw_${n} * rho_${n} * pcr_${n} * h_${n} * contribution_margin_conventional`,
    );
    set(`ms_${n}`, `pc_${year} * bits_${n} * (pcr_${n} - 1)`);
    writeShares(world, set, quarter, n);
  }
  for (const vendor of VENDORS) {
    const parts = Array.from({ length: quarterCount }, (_, k) => {
      const n = String(k);
      const share = `w_${vendor}_${n}`;
      return `${share} * (mp_${n} + mv_${n} * contribution_margin_hbm_${vendor} + mr_${n}) + conventional_share_${vendor} * ms_${n}`;
    });
    set(`ebit_${vendor}`, parts.join(' + '));
  }
  const sum = (prefix: string): string =>
    Array.from({ length: quarterCount }, (_, k) => `${prefix}_${String(k)}`).join(' + ');
  set('total', `((${sum('hbm')}) / (${sum('h')}) - 1) * 100`);
}

function writeShares(world: ExposureWorld, set: SetLine, quarter: number, n: string): void {
  const anchors = world.assumptions
    .flatMap(({ id }) => /^hbm_share_sk_hynix_(\d{4}q[1-4])$/.exec(id)?.[1] ?? [])
    .map((label) => ({ label, at: parseQuarterLabel(label) ?? 0 }))
    .sort((a, b) => a.at - b.at);
  const after = anchors.find(({ at }) => at > quarter) ?? anchors.at(-1);
  const before = anchors.findLast(({ at }) => at <= quarter) ?? anchors[0];
  if (after === undefined || before === undefined) throw new Error('no anchors of shares');
  const weight = after === before ? 0 : (quarter - before.at) / (after.at - before.at);
  for (const vendor of VENDORS) {
    const from = `hbm_share_${vendor}_${before.label}`;
    set(`y_${vendor}_${n}`, `${from} + (hbm_share_${vendor}_${after.label} - ${from}) * ${String(weight)}`);
  }
  set(`yy_${n}`, VENDORS.map((vendor) => `y_${vendor}_${n}`).join(' + '));
  for (const vendor of VENDORS) set(`w_${vendor}_${n}`, `y_${vendor}_${n} / yy_${n}`);
}

function writeResults(quarterCount: number): string[] {
  const outputs = [
    'total',
    ...Array.from({ length: quarterCount }, (_, k) => `hbm_${String(k)}`),
    ...VENDORS.map((vendor) => `ebit_${vendor}`),
  ];
  return outputs.map(
    (name) => `[mean(${name}), quantile(${name}, 0.1), quantile(${name}, 0.5), quantile(${name}, 0.9)]`,
  );
}
