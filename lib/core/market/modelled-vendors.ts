/** Vendors that make HBM, in the order of the answer; the last closes the sum. */

/** `key` is how registry ids name the vendor, `ticker` its primary listing. */
export interface ModelledVendor {
  readonly key: string;
  readonly ticker: string;
  readonly name: string;
}

export const MODELLED_VENDORS: readonly ModelledVendor[] = [
  { key: 'sk_hynix', ticker: '000660.KS', name: 'SK hynix' },
  { key: 'samsung', ticker: '005930.KS', name: 'Samsung Electronics' },
  { key: 'micron', ticker: 'MU', name: 'Micron' },
  { key: 'other', ticker: 'other', name: 'Other' },
];
