// Refusals of whole requests: one form of answer, one table from code to status. Called by every route and by app.ts.
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCode } from '#sync/errors.ts';
import type { ErrorAnswer } from '#sync/server-messages.ts';

const STATUS: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  'bad-request': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'device-revoked': 403,
  'not-found': 404,
  'code-unknown': 404,
  'clock-ahead': 409,
  'server-older': 409,
  'code-used': 410,
  'code-expired': 410,
  'too-large': 413,
  'bad-media': 415,
  'too-many-tries': 429,
  'server-failed': 500,
};

/** Thrown by a route, turned into the answer by `answerRefusal`; nothing is written after it. */
export class Refusal extends Error {
  readonly answer: ErrorAnswer & { readonly code: ErrorCode };
  constructor(code: ErrorCode, message: string, more: Omit<ErrorAnswer, 'code' | 'message'> = {}) {
    super(message);
    this.answer = { code, message, ...more };
  }
}

export function answerRefusal({ answer }: Refusal): Response {
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  if (answer.retryAfter !== undefined) headers['retry-after'] = String(answer.retryAfter);
  if (answer.code === 'not-signed-in') headers['www-authenticate'] = 'Bearer';
  // A fault that passes by itself says when to come back.
  const passes = answer.code === 'server-failed' && answer.retryAfter !== undefined;
  return Response.json(answer, { status: passes ? 503 : (STATUS[answer.code] ?? 400), headers });
}
