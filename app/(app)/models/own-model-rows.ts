/** The reader's own models as rows of the catalogue. Loaded on demand: it brings the memory arithmetic along. */
import type { CatalogueRow } from '#lib/charts/catalogue-table.ts';
import { formatDate } from '#lib/charts/format.ts';
import { computeModelFigures, type CacheChoice } from '#lib/charts/models/model-figures.ts';
import { toModelRow } from '#lib/charts/models/model-table.ts';
import { listOwnModels, removeOwnModel } from '#lib/client/own-models.ts';

/** Rows of what this browser keeps, and why some are missing. */
export function readOwnRows(choice: CacheChoice): {
  readonly rows: readonly CatalogueRow[];
  readonly fault: string | null;
} {
  const { entries, fault } = listOwnModels();
  const rows = entries.map(({ model, provenance, addedAt }) =>
    toModelRow(computeModelFigures(model, choice), {
      href: `/workbench?m=${model.id}`,
      ownNote: `your own, ${provenance.basis}, added ${formatDate(addedAt.slice(0, 10))}`,
    }),
  );
  return { rows, fault };
}

export const forgetOwnModel = removeOwnModel;
