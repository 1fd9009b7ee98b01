import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { listCommands } from '../src/command/listing.ts';

export default defineCommand({
  name: 'help',
  description: 'What you can ask for',
  role: 'viewer',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({ command: z.string().max(40).optional().describe('only this command') }),
  run: ({ command }, { actor }) => listCommands(actor.role, command),
  view: ({ rows }) => ({
    title: 'Commands',
    tone: 'info',
    blocks: [
      {
        kind: 'list',
        items: rows.map((row) => ({ text: `${row.usage}: ${row.description}` })),
      },
    ],
  }),
});
