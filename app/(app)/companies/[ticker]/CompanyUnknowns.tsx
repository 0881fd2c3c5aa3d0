import { NO_PRICES } from '#lib/core/vendors/price-standing.ts';
import type { CompanyStudy } from '#lib/core/vendors/company-study.ts';
import { isAbsent } from '#lib/core/vendors/figure.ts';

import { Unknowns } from '../../../_page/Unknowns.tsx';

/** What the page of one company cannot say. */
export function CompanyUnknowns({ study }: { readonly study: CompanyStudy }) {
  const { company, hbm, exposure, newest } = study;
  return (
    <Unknowns>
      {hbm.kind === 'none' ? null : (
        <li>
          HBM revenue of the newest quarter in {company.name}’s own words: the share on file is estimated by
          others.
        </li>
      )}
      {isAbsent(exposure) ? <li>Exposure: {exposure.absence}.</li> : null}
      {newest === null || !isAbsent(newest.operatingIncome) ? null : (
        <li>
          Operating income of {newest.label}: {newest.operatingIncome.absence}.
        </li>
      )}
      {newest === null || newest.endOn === null ? null : (
        <li>What came after {newest.label}: no newer quarter had been reported by the date of the page.</li>
      )}
      <li>Its share price: {NO_PRICES}.</li>
      <li>
        Revenue by month: where a calendar quarter is made of two fiscal ones, days stand in for months.
      </li>
    </Unknowns>
  );
}
