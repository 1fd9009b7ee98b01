import { isObject } from '../../http.ts';

const intents = {
  guilds: 1 << 0,
  members: 1 << 1,
  presences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

/** Those that have to be switched on in the developer portal. */
export const privilegedIntents = intents.members | intents.presences | intents.messageContent;

/** The event as a session with these intents gets it; null when it does not. */
export function filterEvent(
  event: string,
  data: Record<string, unknown>,
  wanted: number,
  botId: string,
): Record<string, unknown> | null {
  const needed = neededFor(event, data);
  if (needed !== 0 && (wanted & needed) === 0) return null;
  const hidesContent =
    /^MESSAGE_(CREATE|UPDATE)$/.test(event) &&
    (wanted & intents.messageContent) === 0 &&
    !mayReadContent(data, botId);
  if (!hidesContent) return data;
  return { ...data, content: '', embeds: [], components: [], attachments: [] };
}

function neededFor(event: string, data: Record<string, unknown>): number {
  if (event.startsWith('MESSAGE_')) {
    return 'guild_id' in data ? intents.guildMessages : intents.directMessages;
  }
  return /^(GUILD|CHANNEL|THREAD)_/.test(event) ? intents.guilds : 0;
}

/** Its own messages, direct messages and messages that mention it are readable without the intent. */
function mayReadContent(data: Record<string, unknown>, botId: string): boolean {
  const { author, mentions } = data;
  if (!('guild_id' in data)) return true;
  if (isObject(author) && author['id'] === botId) return true;
  return Array.isArray(mentions) && mentions.some((one) => isObject(one) && one['id'] === botId);
}
