import { type ChatName, chatNames, type Config } from './config.ts';
import type { ChatLook, Services } from './services.ts';

const now = () => new Date();

/** For each chat that is set up what looks whether the bot may do its work there; its library is loaded by the first look. */
export function openChatLooks(config: Config): Services['chatLooks'] {
  const makers: Partial<Record<ChatName, (config: Config) => ChatLook>> = {
    discord: discordLook,
    slack: slackLook,
  };
  return Object.fromEntries(
    chatNames(config).flatMap((name) => {
      const look = makers[name]?.(config);
      return look ? [[name, look]] : [];
    }),
  );
}

function discordLook({ settings }: Config): ChatLook {
  const {
    DISCORD_TOKEN: token = '',
    DISCORD_API_URL: apiUrl,
    DISCORD_GUILD_ID: guildId,
  } = settings;
  return async (channels) => {
    const { lookAtDiscord } = await import('./chat/discord/look.ts');
    return (await lookAtDiscord({ token, apiUrl, guildId, channels, now })).problems;
  };
}

function slackLook({ settings }: Config): ChatLook {
  const { SLACK_BOT_TOKEN: botToken = '', SLACK_APP_TOKEN: appToken } = settings;
  const hasGroupRoles = [...settings.SLACK_ROLES.keys()].some((id) => id.startsWith('S'));
  return async (channels) => {
    const { lookAtSlack } = await import('./chat/slack/look.ts');
    const apiUrl = settings.SLACK_API_URL;
    return await lookAtSlack({ botToken, appToken, apiUrl, hasGroupRoles, channels, now });
  };
}
