import { sendRequest, type Sent } from './send-json.ts';

/** Sends a chosen CSV file as it is; the browser reads it from disk while it sends. Never throws. */
export async function sendFile<T>(path: string, file: File, unanswered: string): Promise<Sent<T>> {
  const headers = { Accept: 'application/json', 'Content-Type': 'text/csv' };
  return sendRequest<T>(path, { method: 'POST', headers, body: file }, unanswered);
}
