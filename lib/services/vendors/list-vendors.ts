import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { VendorDetail, VendorItem, VendorList, VendorsQuery } from '#lib/contracts/vendors.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { studyCompanies } from '#lib/core/vendors/company-study.ts';
import type { CompaniesWorld } from '#lib/core/vendors/company-study.ts';
import { COMPANIES, findCompany } from '#lib/core/vendors/company.ts';

import { getCompaniesWorld } from './get-companies-world.ts';
import { toVendorItem } from './vendor-item.ts';

/** Answers by world: they depend on nothing else, and leave with it. */
const lists = new WeakMap<CompaniesWorld, VendorList>();
const details = new WeakMap<VendorItem, VendorDetail>();

/** Every followed vendor: profile, quarters, figures with sources, exposure under the default scenario. */
export async function listVendors(query: VendorsQuery): Promise<Result<VendorList, RequestFault>> {
  const world = await getCompaniesWorld(query);

  return world.ok ? ok(toList(world.value)) : world;
}

/** One followed vendor; `not-found` for a ticker that is none. */
export async function getVendor(
  ticker: string,
  query: VendorsQuery,
): Promise<Result<VendorDetail, RequestFault>> {
  if (findCompany(ticker) === null) {
    const known = COMPANIES.map((company) => company.ticker).join(', ');

    return err({ kind: 'not-found', detail: `No vendor has the ticker "${ticker}". Known: ${known}.` });
  }
  const list = await listVendors(query);
  if (!list.ok) return list;
  const { items, ...versions } = list.value;
  const item = items.find((each) => each.ticker === ticker);
  if (item === undefined) throw new Error(`the study of ${ticker} is missing from the list`);
  const detail = details.get(item) ?? { ...versions, ...item };
  details.set(item, detail);

  return ok(detail);
}

function toList(world: CompaniesWorld): VendorList {
  const { asOf, dataVersion, rates } = world;
  const list = lists.get(world) ?? {
    modelVersion: MODEL_VERSION,
    dataVersion,
    asOf,
    items: studyCompanies(world).map((study) => toVendorItem(study, rates)),
  };
  lists.set(world, list);

  return list;
}
