import { describe, expect, it } from 'vitest';
import { readAsOfLink } from '#lib/core/backtest/as-of-link.ts';
import { readCapexLink } from '#lib/core/catalogue/capex-link.ts';
import { readEfficiencyLink } from '#lib/core/catalogue/efficiency-link.ts';
import { readMethodLink } from '#lib/core/catalogue/method-link.ts';
import { readModelsLink } from '#lib/core/catalogue/models-link.ts';
import { readSourcesLink } from '#lib/core/catalogue/sources-link.ts';
import { readTechniquesLink } from '#lib/core/catalogue/techniques-link.ts';
import { readLabsLink } from '#lib/core/labs/labs-link.ts';
import { decodeScenario } from '#lib/core/scenario/codec.ts';
import { readCompareLink } from '#lib/core/scenario/compare-link.ts';
import { EXPOSURE_CODEC } from '#lib/core/scenario/exposure-view.ts';
import { decodeLiveLink } from '#lib/core/scenario/live-link.ts';
import { SENSITIVITY_CODEC } from '#lib/core/scenario/sensitivity-view.ts';
import { readCompanyLink } from '#lib/core/vendors/companies-link.ts';
import { readWorkbenchLink } from '#lib/core/workbench/workbench-config.ts';
import minted from './minted-links.json' with { type: 'json' };

/**
 * `minted-links.json` holds what the writers of links of every commit that changed them have written, byte for byte, with
 * what was meant. Rows are added when a writer changes, and never edited or removed.
 */
const TODAY = '2026-11-23';

interface Read {
  readonly link: object;
  readonly faults: readonly object[];
}

type Query = readonly (readonly [string, string])[];

const READERS: Readonly<Record<string, (query: Query) => Read>> = {
  scenario: (query) => {
    const { scenario, faults, asOf, pin } = decodeScenario(query, TODAY);
    return { link: { ...scenario, asOf, pin }, faults };
  },
  exposure: (query) => split(decodeLiveLink(query, TODAY, EXPOSURE_CODEC)),
  sensitivity: (query) => split(decodeLiveLink(query, TODAY, SENSITIVITY_CODEC)),
  scenarios: (query) => readCompareLink(query, TODAY),
  workbench: (query) => {
    const { config, faults, ...moment } = readWorkbenchLink(query);
    return { link: { ...config, ...moment }, faults };
  },
  efficiency: readEfficiencyLink,
  models: readModelsLink,
  techniques: readTechniquesLink,
  labs: readLabsLink,
  method: readMethodLink,
  capex: readCapexLink,
  company: readCompanyLink,
  'as-of': readAsOfLink,
  sources: readSourcesLink,
};

function split({ faults, ...link }: Read['link'] & Pick<Read, 'faults'>): Read {
  return { link, faults };
}

describe('links that were minted by every release so far', () => {
  it.each(minted)('$mintedBy opens the link of $page, $query', ({ page, query, asOf, pin, says }) => {
    const read = READERS[page]?.([...new URLSearchParams(query)]);
    expect(read?.faults).toEqual([]);
    expect(read?.link).toMatchObject({ ...says, asOf, pin });
  });

  it('are there for every page that has a link of its own, live and pinned', () => {
    for (const page of Object.keys(READERS)) {
      const ofPage = minted.filter((link) => link.page === page);
      expect(ofPage.some(({ pin }) => pin === null)).toBe(true);
      expect(ofPage.some(({ pin }) => pin !== null)).toBe(true);
    }
  });
});
