import { UserError } from '../errors.ts';
import { mayAct, type Role } from './actor.ts';
import type { Command } from './definition.ts';
import { discoverCommands } from './discover.ts';
import { usage } from './execute.ts';
import { shapeOf } from './field.ts';

export type OptionRow = {
  name: string;
  isRequired: boolean;
  /** The allowed values of a choice. */
  choices: readonly string[];
  description: string;
};
export type CommandRow = {
  name: string;
  usage: string;
  description: string;
  role: Role;
  options: OptionRow[];
};

/** The commands a role may type, or the one asked for; throws UserError when that does not exist. */
export async function listCommands(
  role: Role,
  only: string | undefined,
): Promise<{ rows: CommandRow[] }> {
  const commands = [...(await discoverCommands()).values()];
  const shown = only
    ? commands.filter((command) => command.name === only)
    : commands.filter((command) => mayAct(role, command.role) && !isForButtons(command));
  if (shown.length === 0) {
    throw new UserError('not_found', `There is no command "${only}".`, 'Type "help" for the list.');
  }
  const rows = shown.map((command) => ({
    name: command.name,
    usage: usage(command),
    description: command.description,
    role: command.role,
    options: optionsOf(command),
  }));
  return { rows };
}

/** The number of a card stands in its buttons and is seen nowhere else. */
function isForButtons({ input }: Command): boolean {
  const { card } = input.shape;
  return card !== undefined && shapeOf(card).isRequired;
}

/** What these mean is the same everywhere. */
const paging: Readonly<Record<string, string>> = {
  limit: 'how many at once',
  offset: 'how many to pass over first',
};

function optionsOf({ input }: Command): OptionRow[] {
  return Object.entries(input.shape).map(([name, field]) => {
    const { isRequired, choices } = shapeOf(field);
    return { name, isRequired, choices, description: field.description ?? paging[name] ?? '' };
  });
}
