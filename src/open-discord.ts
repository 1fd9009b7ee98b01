import { presenceLine } from './health/presence.ts';
import { suggest } from './library/suggest.ts';
import { logBug } from './log-bug.ts';
import { identify } from './members/identify.ts';
import { noteProblems } from './note-problems.ts';
import { openPictures } from './open-pictures.ts';
import type { PlatformMaker } from './start.ts';

/** Discord as a place where the bot lives; its library is loaded only when it is used. */
export function openDiscord(): PlatformMaker {
  return {
    name: 'discord',
    async create({ services, execute, commands, talk, gatewayTurn }) {
      const { createDiscord } = await import('./chat/discord/index.ts');
      const { settings } = services.config;
      const { DISCORD_ROLES: roleMap, DEFAULT_ROLE: defaultRole } = settings;
      return createDiscord({
        token: settings.DISCORD_TOKEN ?? '',
        apiUrl: settings.DISCORD_API_URL,
        guildId: settings.DISCORD_GUILD_ID,
        channelId: settings.DISCORD_CHANNEL_ID ?? '',
        commands,
        execute,
        talk,
        identify: (user) => identify(services.em(), user, { roleMap, defaultRole }),
        suggest: (_command, field, text) => suggest(services.em(), services.jobs, { field, text }),
        pictureOf: openPictures(services),
        presence: async () => {
          const em = services.em();
          return presenceLine(em, await services.policy(em), services.now());
        },
        onProblems: noteProblems(services, 'discord'),
        logBug: logBug(services.log),
        turn: gatewayTurn,
        now: services.now,
      });
    },
  };
}
