import { z } from 'zod';
import { type ErrorAnswer, type ErrorCode, errorStatus } from './error-answer.ts';

const timestamp = z.iso.datetime();

/** The form of every answer that worked, for the API's description. */
export const successEnvelope = z
  .object({
    success: z.literal(true),
    data: z.unknown(),
    error: z.null(),
    timestamp,
  })
  .meta({ id: 'Success' });

/** The form of every answer that did not. */
export const errorEnvelope = z
  .object({
    success: z.literal(false),
    data: z.null(),
    error: z.object({
      code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
      message: z.string(),
      hint: z.string().describe('what to do about it'),
      id: z.string().describe('id of the request, also in the log'),
    }),
    timestamp,
  })
  .meta({ id: 'Failure' });

export type SuccessEnvelope = z.output<typeof successEnvelope>;
export type ErrorEnvelope = z.output<typeof errorEnvelope>;

/** Wraps data; a command without output answers `null`. */
export function envelopeOf(data: unknown, now: Date): SuccessEnvelope {
  return { success: true, data: data ?? null, error: null, timestamp: now.toISOString() };
}

/** Wraps an error together with the id under which its cause is logged. */
export function errorEnvelopeOf(
  { code, message, hint }: Pick<ErrorAnswer, 'code' | 'message' | 'hint'>,
  id: string,
  now: Date,
): ErrorEnvelope {
  return {
    success: false,
    data: null,
    error: { code, message, hint, id },
    timestamp: now.toISOString(),
  };
}
