import { UserError } from '../errors.ts';
import { mayAct, type Role } from './actor.ts';
import { discoverCommands } from './discover.ts';
import { usage } from './execute.ts';

export type CommandRow = { name: string; usage: string; description: string; role: Role };

/** The commands a role may call, or the one asked for; throws UserError when that does not exist. */
export async function listCommands(
  role: Role,
  only: string | undefined,
): Promise<{ rows: CommandRow[] }> {
  const commands = [...(await discoverCommands()).values()];
  const shown = only
    ? commands.filter((command) => command.name === only)
    : commands.filter((command) => mayAct(role, command.role));
  if (shown.length === 0) {
    throw new UserError('not_found', `There is no command "${only}".`, 'Type "help" for the list.');
  }
  const rows = shown.map((command) => ({
    name: command.name,
    usage: usage(command),
    description: command.description,
    role: command.role,
  }));
  return { rows };
}
