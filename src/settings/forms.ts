import { z } from 'zod';
import { messageOf } from '../errors.ts';

export const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) => text.split(',').flatMap((part) => part.trim().toLowerCase() || []));
export const address = (fallback: string) => z.url({ protocol: /^https?$/ }).default(fallback);
export const optionalAddress = () => z.url({ protocol: /^https?$/ }).optional();
export const number = (fallback: number, min: number, max = 1e6) =>
  z.coerce.number().min(min).max(max).default(fallback);
export const whole = (fallback: number, min: number, max = 1e6) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
/** A part of every day, such as "23:00-07:00"; empty is the whole day. */
export const hours = (fallback: string) =>
  z
    .string()
    .regex(
      /^(?:(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d)?$/,
      'must be two times such as 23:00-07:00',
    )
    .default(fallback);
/** A text with a grammar of its own; `read` throws a sentence for one that does not follow it. */
export const readable = (fallback: string, read: (text: string) => unknown) =>
  z
    .string()
    .superRefine((text, context) => {
      try {
        read(text);
      } catch (error) {
        context.addIssue(messageOf(error));
      }
    })
    .default(fallback);
