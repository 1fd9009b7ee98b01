import { type REST, Routes } from 'discord.js';
import type { Commands } from '../../command/discover.ts';
import { type ApplicationCommand, applicationCommands, difference } from './register.ts';

/** Makes the slash commands at Discord those of this program; sends nothing when they are. Throws what the request throws. */
export async function syncCommands(
  rest: REST,
  { applicationId, guildId }: { applicationId: string; guildId: string | undefined },
  commands: Commands,
): Promise<void> {
  const path = guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  const wanted = applicationCommands(commands, guildId ? 'guild' : 'global');
  const present = (await rest.get(path)) as ApplicationCommand[];
  if (difference(present, wanted).length > 0) await rest.put(path, { body: wanted });
}
