/** Where the table of a chart or a list is saved: every such button says CSV. */
function csvButtons(within: ParentNode): readonly HTMLButtonElement[] {
  return [...within.querySelectorAll('button')].filter(
    (button) => button.textContent.trim() === 'CSV' && !button.disabled && button.checkVisibility(),
  );
}

/** The button that saves what is in focus, else the first of the page; null where nothing can be saved. */
export function findDownload(): HTMLButtonElement | null {
  const main = document.querySelector('main');
  if (main === null) return null;
  let around = document.activeElement?.closest('figure, section') ?? null;
  while (around !== null && main.contains(around)) {
    const [button] = csvButtons(around);
    if (button !== undefined) return button;
    around = around.parentElement?.closest('figure, section') ?? null;
  }
  return csvButtons(main)[0] ?? null;
}
