import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { readDigest } from '../src/digest/read.ts';
import { showDigest } from '../src/digest/show.ts';

export default defineCommand({
  name: 'digest',
  description: 'What became of books and account lately',
  role: 'operator',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({
    days: z.int().min(1).max(90).default(1).describe('how far back'),
  }),
  async run({ days }, { em, now }) {
    return await readDigest(em, { from: new Date(now.getTime() - days * 86_400_000), to: now });
  },
  view: showDigest,
});
