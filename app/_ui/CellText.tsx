import type { Route } from 'next';
import Link from 'next/link';

import type { CatalogueCell } from '#lib/charts/catalogue-table.ts';

/** Text of a cell, as a link where it has one; other sites open beside the page. */
export function CellText({ cell: { href, text } }: { readonly cell: CatalogueCell }) {
  if (href === undefined) return text;
  if (href.startsWith('/')) {
    return (
      <Link href={href as Route} prefetch={false}>
        {text}
      </Link>
    );
  }
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}
