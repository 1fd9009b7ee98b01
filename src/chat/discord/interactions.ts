import type { ChatInputCommandInteraction, Interaction } from 'discord.js';
import type { TypedCall } from '../../command/words.ts';
import { withAttached } from '../common/attached.ts';
import { fileHosts } from '../common/file-hosts.ts';
import { openAnswer } from './answer.ts';
import { suggestChoices } from './autocomplete.ts';
import { callAs, type Desk, outcomeOf } from './desk.ts';
import { fieldNamed } from './input.ts';
import { actorOf } from './person.ts';
import { fileOption } from './register.ts';
import { servePress, serveWindow } from './presses.ts';

const discordFiles = /(?:^|\.)discord(?:app)?\.(?:com|net)$/;

/** Serves what a person did in Discord's own ways: a slash command, a press, a choice, a window, a field being typed. */
export async function serveInteraction(interaction: Interaction, desk: Desk): Promise<void> {
  if (interaction.isAutocomplete()) return suggestChoices(interaction, desk);
  if (interaction.isChatInputCommand()) return serveCommand(interaction, desk);
  if (interaction.isMessageComponent()) return servePress(interaction, desk);
  if (interaction.isModalSubmit()) return serveWindow(interaction, desk);
}

async function serveCommand(interaction: ChatInputCommandInteraction, desk: Desk): Promise<void> {
  const isPrivate = desk.commands.get(interaction.commandName)?.visibility !== 'channel';
  const answer = openAnswer(interaction, { isPrivate, replacesMessage: false, windowMs: null });
  let isForThem = isPrivate;
  const { payload, hasFailed } = await outcomeOf(desk, async () => {
    const actor = await actorOf(interaction, desk);
    isForThem ||= actor.prefersPrivate === true;
    return callAs(actor, interaction, desk, await readCommand(interaction, desk));
  });
  await answer.show(payload, { isPrivate: isForThem || hasFailed });
}

async function readCommand(
  { commandName, options }: ChatInputCommandInteraction,
  { commands, apiUrl }: Desk,
): Promise<TypedCall> {
  const typed = options.data.filter(({ name }) => name !== fileOption);
  const given = typed.map(({ name, value }) => [fieldNamed(commands, commandName, name), value]);
  const call = { command: commandName, input: Object.fromEntries(given) };
  const file = options.getAttachment(fileOption);
  const attached = file && { name: file.name, address: file.url, sizeBytes: file.size };
  const isFileHost = fileHosts(apiUrl, discordFiles);
  return await withAttached(commands, call, attached, { service: 'discord', isFileHost });
}
