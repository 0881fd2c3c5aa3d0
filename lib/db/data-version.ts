import { db } from './client.ts';

/** The newest import, for display beside its facts. */
export interface NewestBatch {
  readonly id: number;
  readonly committedAt: Date;
  readonly origin: string;
  readonly summary: string;
}

/** Number of the newest committed import batch; 0 when nothing was imported yet. */
export async function getDataVersion(): Promise<number> {
  return (await getNewestBatch())?.id ?? 0;
}

/** The newest committed import batch, or null when nothing was imported yet. */
export async function getNewestBatch(): Promise<NewestBatch | null> {
  return db().importBatch.findFirst({
    orderBy: { id: 'desc' },
    select: { id: true, committedAt: true, origin: true, summary: true },
  });
}

/** The newest batch that belongs to a data version, or null when that lies before the first. */
export async function getBatchOf(dataVersion: number): Promise<NewestBatch | null> {
  return db().importBatch.findFirst({
    where: { id: { lte: dataVersion } },
    orderBy: { id: 'desc' },
    select: { id: true, committedAt: true, origin: true, summary: true },
  });
}
