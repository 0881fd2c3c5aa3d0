import type { z } from 'zod';

/** What a schema found wrong with an answer, for an operator: which field, and whether it is there at all. */
export function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => describeIssue(issue)).join('; ');
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const field = path.length === 0 ? 'the answer' : path.join('.');
  // Zod leaves the input out of its issues, so only the message tells a field that is not there.
  if (message.endsWith('received undefined')) return `${field} is not there; the source may have renamed it`;

  return `${field}: ${message.replace('Invalid input: ', '')}`;
}
