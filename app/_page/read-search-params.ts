/** What Next hands a page of its address. */
export type SearchParams = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;

/** Parameters of an address. */
export type AddressPairs = readonly (readonly [string, string])[];

/** Parameters in order, a repeated one as often as it stands in the address. */
export function* toPairs(parameters: Awaited<SearchParams>): Generator<readonly [string, string]> {
  for (const [name, value] of Object.entries(parameters)) {
    for (const text of typeof value === 'string' ? [value] : (value ?? [])) yield [name, text];
  }
}
