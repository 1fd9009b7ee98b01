import type { Tool } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Actor } from '../../command/actor.ts';
import { mayAct } from '../../command/actor.ts';
import type { Command } from '../../command/definition.ts';
import type { Commands } from '../../command/discover.ts';

/** The argument of a change that is no option of its command. */
export const confirmationArgument = 'confirmation';

const confirmation = z
  .string()
  .max(100)
  .optional()
  .describe('what the first call answered; without it nothing is done');

/** Every command the actor may use, as a tool. */
export function toolsFor(commands: Commands, actor: Actor): Tool[] {
  return [...commands.values()].filter((command) => mayAct(actor.role, command.role)).map(toolOf);
}

function toolOf(command: Command): Tool {
  const { name, description, effect, input } = command;
  const isRead = effect === 'read';
  const form = isRead ? input : input.extend({ [confirmationArgument]: confirmation });
  const { $schema: _, ...inputSchema } = z.toJSONSchema(form, { io: 'input' });
  return {
    name,
    description: isRead ? description : `${description}. ${changeWords}`,
    inputSchema: inputSchema as Tool['inputSchema'],
    annotations: {
      title: name,
      readOnlyHint: isRead,
      destructiveHint: !isRead,
      idempotentHint: isRead,
      // What a command tells was written by trackers, shops and other people.
      openWorldHint: true,
    },
  };
}

const changeWords =
  'What changes something is done by a second call with the confirmation that the first one answers.';
