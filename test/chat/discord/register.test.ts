import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  type ApplicationCommand,
  applicationCommands,
  difference,
} from '../../../src/chat/discord/register.ts';
import { type Command, defineCommand } from '../../../src/command/definition.ts';
import { discoverCommands } from '../../../src/command/discover.ts';
import { say } from '../../../src/command/reply.ts';
import { type FormFault } from '../../../src/sandbox/discord/form.ts';
import { checkCommand } from '../../../src/sandbox/discord/rules/command.ts';

const formats = Array.from({ length: 30 }, (_, index) => `format${index}`);

const command = defineCommand({
  name: 'find',
  description: 'Find a book',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    narrator: z.string().max(200).optional().describe('who reads it'),
    title: z.string().min(2),
    proposal: z.int().positive(),
    limit: z.int().min(1).max(500).default(50),
    minRatio: z.number().gt(0.5).lt(3).optional(),
    freeOnly: z.boolean().default(false),
    state: z.enum(['open', 'held']).optional(),
    format: z.enum(formats as [string, ...string[]]).optional(),
  }),
  run: async () => null,
  view: () => say('', ''),
});
const commands = new Map([['find', command as unknown as Command]]);

const textOption = 3;
const integerOption = 4;
const booleanOption = 5;
const numberOption = 10;

test('a command becomes a slash command with its required options first', () => {
  const [found] = applicationCommands(commands, 'global');

  expect(found).toEqual({
    name: 'find',
    description: 'Find a book',
    contexts: [0, 1],
    options: [
      {
        type: textOption,
        name: 'title',
        description: 'title',
        required: true,
        autocomplete: true,
        min_length: 2,
      },
      {
        type: integerOption,
        name: 'proposal',
        description: 'proposal',
        required: true,
        min_value: 1,
      },
      {
        type: textOption,
        name: 'narrator',
        description: 'who reads it',
        required: false,
        max_length: 200,
      },
      {
        type: integerOption,
        name: 'limit',
        description: 'limit',
        required: false,
        min_value: 1,
        max_value: 500,
      },
      {
        type: numberOption,
        name: 'min-ratio',
        description: 'minRatio',
        required: false,
        min_value: 0.5,
        max_value: 3,
      },
      { type: booleanOption, name: 'free-only', description: 'freeOnly', required: false },
      {
        type: textOption,
        name: 'state',
        description: 'state',
        required: false,
        choices: [
          { name: 'open', value: 'open' },
          { name: 'held', value: 'held' },
        ],
      },
      {
        type: textOption,
        name: 'format',
        description: 'format',
        required: false,
        autocomplete: true,
      },
    ],
  });
});

test('every command of this program is one Discord takes', async () => {
  const all = applicationCommands(await discoverCommands(), 'guild');

  const faults: FormFault[] = [];
  for (const one of all) checkCommand(faults, one.name, { ...one });

  expect(all.length).toBeGreaterThan(15);
  expect(all.length).toBeLessThanOrEqual(100);
  expect(faults).toEqual([]);
});

test('what Discord gives back for the same commands is no difference', () => {
  const wanted = applicationCommands(commands, 'guild');
  const present = structuredClone(wanted).map((one) => ({
    ...one,
    id: '1',
    version: '2',
    contexts: null,
    options: one.options?.map(({ required, ...option }) =>
      required ? { ...option, required } : option,
    ),
  })) as ApplicationCommand[];

  expect(difference(present, wanted)).toEqual([]);
});

test.each<[string, (one: ApplicationCommand) => ApplicationCommand[], string[]]>([
  ['a new command', () => [], ['find']],
  ['another description', (one) => [{ ...one, description: 'Seek' }], ['find']],
  ['an option less', (one) => [{ ...one, options: one.options?.slice(1) ?? [] }], ['find']],
  ['a command too many', (one) => [one, { ...one, name: 'gone' }], ['gone']],
])('%s is a difference', (_name, change, names) => {
  const wanted = applicationCommands(commands, 'guild');

  expect(difference(wanted.flatMap(change), wanted)).toEqual(names);
});
