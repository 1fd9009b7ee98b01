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
