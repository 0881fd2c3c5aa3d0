import { unitWords } from '#lib/charts/companies/account-words.ts';
import { writeCompanyLink, type CompanyLink } from '#lib/core/vendors/companies-link.ts';
import type { Company } from '#lib/core/vendors/company.ts';

import type { LinkedChoice } from '../../../_ui/ChoiceRow.tsx';

export interface QuarterChoiceRow {
  readonly label: string;
  readonly choices: readonly LinkedChoice[];
}

/**
 * Links for the currency and the calendar of the charts; accounts kept in dollars have no choice of currency.
 *
 * @param isUsdUsual whether the reader wants accounts to open in dollars
 */
export function prepareQuarterChoices(
  { ticker, unit }: Company,
  link: CompanyLink,
  isUsdUsual: boolean,
): QuarterChoiceRow[] {
  const toChoice = (text: string, next: CompanyLink, isChosen: boolean): LinkedChoice => ({
    key: text,
    text,
    // Where dollars are the reader's usual, an address that says nothing would lead back to them.
    href: `/companies/${ticker}${writeCompanyLink(next) || (isUsdUsual ? '?u=native&v=1' : '')}`,
    isChosen,
  });
  const { currency, quarters } = link;
  return [
    ...(unit === 'USD_bn'
      ? []
      : [
          {
            label: 'Currency',
            choices: [
              toChoice(unitWords(unit), { ...link, currency: 'native' }, currency === 'native'),
              toChoice('USD bn', { ...link, currency: 'usd' }, currency === 'usd'),
            ],
          },
        ]),
    {
      label: 'Quarters',
      choices: [
        toChoice('Calendar', { ...link, quarters: 'calendar' }, quarters === 'calendar'),
        toChoice('Its own fiscal', { ...link, quarters: 'fiscal' }, quarters === 'fiscal'),
      ],
    },
  ];
}
