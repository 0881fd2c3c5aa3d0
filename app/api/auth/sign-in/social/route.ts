import { allow } from '#lib/http/allow.ts';
import { answerAuthRequest } from '#lib/http/auth-route.ts';
import { defineRoute } from '#lib/http/route.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: allow('public', answerAuthRequest),
});
