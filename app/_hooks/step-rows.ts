const CONTROL = 'a[href], button, summary';

/** Brings the focus to the first control of the next (1) or previous (-1) of the rows that have one. */
export function stepRows(rows: Iterable<Element>, by: 1 | -1): void {
  const open = [...rows].filter((row) => row.checkVisibility() && row.querySelector(CONTROL) !== null);
  const at = open.findIndex((row) => row.contains(document.activeElement));
  const next = at === -1 ? open[0] : open[at + by];
  next?.querySelector<HTMLElement>(CONTROL)?.focus();
}

/** Rows of the page's tables in reading order. */
export function pageRows(): Iterable<Element> {
  return document.querySelectorAll('main tbody tr');
}
