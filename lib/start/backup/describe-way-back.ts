/** Where a restored database can be put. */
export interface WayBackOptions {
  readonly file: string;
  readonly dataDir: string;
  /** Whether the database is the embedded one of the data folder, not the user's own. */
  readonly isEmbedded: boolean;
}

/** Says what to type to have the database back as a backup holds it, beside the present one. */
export function describeRestore({ file, dataDir, isEmbedded }: WayBackOptions): string {
  const setting = isEmbedded
    ? `WATERLINE_DATA_DIR=${quote(`${dataDir}-restored`)}`
    : `DATABASE_URL=<the address of an empty database>`;
  return `  ${setting} npm run restore -- ${quote(file)} &&\n  ${setting} npm start`;
}

/** Says how to go back to the version from before a migration. */
export function describeWayBack(options: WayBackOptions): string {
  return (
    'To go back: check out the version of Waterline that you had before (git checkout), run npm ci, then\n' +
    `${describeRestore(options)}\nThe present database stays as it is.`
  );
}

function quote(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll(`'`, `'\\''`)}'`;
}
