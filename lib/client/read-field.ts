/** What stands in a field of a form, trimmed; empty when there is no such field. */
export function readField(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);

  return typeof value === 'string' ? value.trim() : '';
}
