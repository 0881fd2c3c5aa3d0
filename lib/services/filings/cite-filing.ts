import type { ToldValue } from '#lib/core/filings/told-quarters.ts';
import type { FiledFact } from '#lib/core/filings/types.ts';

/** A filing as the source of a figure. */
export interface CitedFiling {
  readonly title: string;
  readonly publisher: string;
  /** The index of the filing in the register. */
  readonly url: string;
  readonly publishedOn: string;
}

/** The filing that brought a value: of several that a difference needs, the newest, the others named with it. */
export function citeFiling({ figure }: ToldValue): CitedFiling {
  const [newest, ...others] = figure.parts.map(({ fact }) => fact).toSorted(newestFirst);
  if (newest === undefined) throw new RangeError('a figure of a filing has at least one part');
  const { issuer, form, accession, filedOn, cik } = newest;
  const rest = [...new Set(others.map((fact) => fact.accession))].filter((other) => other !== accession);
  const difference = rest.length === 0 ? '' : `; difference with ${rest.join(', ')}`;

  return {
    title: `${issuer} ${form}, ${accession}${difference}`,
    publisher: 'SEC EDGAR',
    url:
      `https://www.sec.gov/Archives/edgar/data/${String(Number(cik))}/` +
      `${accession.replaceAll('-', '')}/${accession}-index.htm`,
    publishedOn: filedOn,
  };
}

function newestFirst(a: FiledFact, b: FiledFact): number {
  return (
    b.filedOn.localeCompare(a.filedOn) ||
    b.accession.localeCompare(a.accession) ||
    b.periodEndOn.localeCompare(a.periodEndOn)
  );
}
