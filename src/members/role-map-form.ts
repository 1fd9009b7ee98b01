import { z } from 'zod';
import { readRoleMap } from './roles.ts';

/** The form of `operator=<id>,owner=<id>`. */
export const roleMap = () =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      const result = readRoleMap(text);
      if ('map' in result) return result.map;
      context.addIssue(result.problem);
      return z.NEVER;
    });
