import type { Commands } from '../../command/discover.ts';
import { optionName } from './register.ts';

/** The field an option stands for; unknown options keep their name, for the command to refuse. */
export function fieldNamed(commands: Commands, command: string, option: string): string {
  const fields = Object.keys(commands.get(command)?.input.shape ?? {});
  return fields.find((field) => optionName(field) === option) ?? option;
}
