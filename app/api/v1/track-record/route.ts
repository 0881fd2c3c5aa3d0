import { toCsv } from '#lib/contracts/csv-text.ts';
import { TRACK_RECORD_COLUMNS, trackRecordQuerySchema } from '#lib/contracts/track-record.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { answerTrackRecord } from '#lib/services/track-record/answer-track-record.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, trackRecordQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await answerTrackRecord(query.value);
    if (!answer.ok) return faultResponse(answer.error);

    return respond(request, answer.value, (body) => toCsv(TRACK_RECORD_COLUMNS, body.calls));
  }),
});
