import { type REST, Routes } from 'discord.js';
import type { Commands } from '../../command/discover.ts';
import { ExternalError } from '../../errors.ts';
import { pause, type Waits } from './backoff.ts';
import { outsideError } from './faults.ts';
import type { Problem } from '../common/problems.ts';
import type { Problems } from './problems.ts';
import { type ApplicationCommand, applicationCommands, difference } from './register.ts';

export type SyncOptions = {
  rest: REST;
  token: string;
  applicationId: string;
  /** Commands of one server are there at once; without it they are for every server. */
  guildId?: string | undefined;
  commands: Commands;
  problems: Problems;
  waits: Waits;
  now: () => Date;
};

export const commandsRefused: Problem = {
  text: 'Discord does not let the bot register its commands.',
  hint: 'Invite the bot with the scope applications.commands, and check DISCORD_GUILD_ID.',
};

/** Makes the slash commands at Discord those of this program, trying again while Discord is away. Throws when Discord finds them malformed. */
export async function keepCommands(options: SyncOptions, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await syncCommands(options);
      return options.problems.set('commands', null);
    } catch (cause) {
      const error = outsideError(cause, options.now());
      const kind = error instanceof ExternalError ? error.kind : null;
      if (kind !== 'unreachable' && kind !== 'throttled') {
        options.problems.set('commands', commandsRefused);
        if (kind === null) throw error;
        return;
      }
    }
    await pause(failures, options.waits, signal);
  }
}

/** Sends nothing when nothing differs: each new command counts towards 200 a day. */
async function syncCommands(options: SyncOptions): Promise<void> {
  const { rest, token, applicationId, guildId, commands } = options;
  const path = guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  const wanted = applicationCommands(commands, guildId ? 'guild' : 'global');
  const present = (await rest.setToken(token).get(path)) as ApplicationCommand[];
  if (difference(present, wanted).length > 0) await rest.put(path, { body: wanted });
}
