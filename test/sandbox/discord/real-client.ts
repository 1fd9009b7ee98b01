import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  Partials,
} from 'discord.js';
import {
  type DiscordOptions,
  type DiscordStandIn,
  startDiscord,
} from '../../../src/sandbox/discord/index.ts';

/** For `expect.poll` on a busy machine. */
export const patient = { timeout: 15_000 };

export type Stage = {
  discord: DiscordStandIn;
  client: Client<true>;
  /** What the client complained about instead of ending the process. */
  errors: Error[];
  end: () => Promise<void>;
};

/** A stand-in with a real discord.js client logged in; `handle` gets every interaction. */
export async function startStage(
  options: DiscordOptions & {
    handle?: (interaction: Interaction) => Promise<unknown>;
    commands?: unknown[];
  } = {},
): Promise<Stage> {
  const { handle, commands = [], ...rest } = options;
  const discord = await startDiscord({ deadlineMs: 15_000, ...rest });
  const errors: Error[] = [];
  const client = createClient(discord);
  client.on('error', (error) => errors.push(error));
  client.on(Events.InteractionCreate, (interaction) => {
    handle?.(interaction).catch((error: Error) => errors.push(error));
  });
  const { promise, resolve } = Promise.withResolvers<Client<true>>();
  client.once(Events.ClientReady, resolve);
  await client.login(discord.environment['DISCORD_TOKEN']);
  const ready = await promise;
  if (commands.length > 0) {
    await ready.application.commands.set(commands as never, discord.guild.id);
  }
  return {
    discord,
    client: ready,
    errors,
    end: async () => {
      await client.destroy();
      await discord.stop();
    },
  };
}

/** A client without any privileged intent that talks to the stand-in. */
export function createClient(discord: DiscordStandIn): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
    ],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    enforceNonce: true,
    rest: { api: `${discord.url}/api` },
    // Without the usual 5 s between two sessions.
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) },
  });
}

/** Approve and Reject of proposal 12. */
export const decision = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('approve:12').setLabel('Approve').setStyle(ButtonStyle.Success),
  new ButtonBuilder().setCustomId('reject:12').setLabel('Reject').setStyle(ButtonStyle.Danger),
);
