import { recordQuerySchema, RECORD_SETS, type RecordTable } from '#lib/contracts/imports/record-export.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { CSV_TYPE, JSON_TYPE, prefersCsv } from '#lib/http/respond.ts';
import { respondStream, respondToHead } from '#lib/http/respond-stream.ts';
import { exportRecords } from '#lib/services/exports/export-records.ts';

/** Answers a set of records as a file that is made while it is sent. */
export async function answerRecords(table: RecordTable, request: Request): Promise<Response> {
  const query = readQuery(request, recordQuerySchema(table));
  if (!query.ok) return faultResponse(query.error);
  const { from, to, format: asked } = query.value;
  const names = Object.entries(query.value).find(([field]) => field === RECORD_SETS[table].filter)?.[1];
  const format = asked ?? (prefersCsv(request.headers.get('accept')) ? 'csv' : 'json');
  const contentType = format === 'csv' ? CSV_TYPE : JSON_TYPE;
  if (request.method === 'HEAD') return respondToHead(contentType);
  const file = await exportRecords(table, { names, from, to, format });

  return file.ok ? respondStream({ ...file.value, contentType }) : faultResponse(file.error);
}
