import type { CallToolResult } from '@modelcontextprotocol/server';
import type { FastifyRequest } from 'fastify';
import { type Log, logFault } from '../answer-errors.ts';
import { errorAnswer } from '../error-answer.ts';

/** An error as the answer of a tool, with the same closed codes and under the same id as everywhere. */
export function toolError(
  error: unknown,
  { request, log, now }: { request: FastifyRequest; log: Log; now: Date },
): CallToolResult {
  const answer = errorAnswer(error, now);
  logFault(log, error, answer, request);
  const { code, message, hint, retryAfterSeconds } = answer;
  return {
    isError: true,
    content: [{ type: 'text', text: `${message} ${hint}` }],
    structuredContent: {
      error: {
        code,
        message,
        hint,
        id: request.id,
        ...(retryAfterSeconds === null ? {} : { retry_after_seconds: retryAfterSeconds }),
      },
    },
  };
}
