import { z } from 'zod';

/** What examples and templates write where a secret belongs. */
const placeholder =
  /change[\W_]*(?:me|this|it)|replace[\W_]*(?:me|this|with)|your[\W_]*(?:own[\W_]*)?(?:secret|api|key|token|password)|^(?:secret|password|example|sample|default|placeholder|test|admin)[\W_]*(?:key|token|secret|password)?[\W\d_]*$/i;
const leastDifferent = 8;

/** A secret that opens a door of ours: long, and not one that anybody would try first. */
export function ownSecret(leastLength: number) {
  return z
    .string()
    .min(leastLength, { error: `must have ${leastLength} characters or more`, abort: true })
    .refine((text) => !placeholder.test(text), {
      error: 'is the text of an example; make one of your own',
      abort: true,
    })
    .refine(
      (text) => new Set(text).size >= leastDifferent,
      `must have ${leastDifferent} different characters or more`,
    )
    .optional();
}
