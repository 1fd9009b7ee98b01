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
const times = /(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d/.source;
/** A part of every day, such as "23:00-07:00"; empty is the whole day. */
export const hours = (fallback: string) =>
  z
    .string()
    .regex(new RegExp(`^(?:${times})?$`), 'must be two times such as 23:00-07:00')
    .default(fallback);
/** The same; "off" is no part of any day. */
export const quietHours = (fallback: string) =>
  z
    .string()
    .regex(new RegExp(`^(?:${times}|off)$`), 'must be two times such as 23:00-07:00, or off')
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
export const zone = z
  .string()
  .refine(isTimeZone, 'is not a time zone such as Europe/Berlin or UTC');

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
