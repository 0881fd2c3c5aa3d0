/** Text as PostgreSQL can hold it: what came from outside may hold zero bytes and halves of characters. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}

/** Rows as a JSON text that PostgreSQL accepts whatever their strings hold. */
export function storableJson(rows: unknown): string {
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  );
}
