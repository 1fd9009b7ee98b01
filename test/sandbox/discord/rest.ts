import type { DiscordStandIn } from '../../../src/sandbox/discord/index.ts';

export type RestAnswer = { status: number; body: Record<string, unknown> };

/** One request of the bot without any client in between. */
export async function request(
  discord: DiscordStandIn,
  method: string,
  path: string,
  body?: unknown,
): Promise<RestAnswer> {
  const answer = await fetch(`${discord.url}/api/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${discord.environment['DISCORD_TOKEN']}`,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
}

/** Posts a message into `books`. */
export function post(discord: DiscordStandIn, body: unknown): Promise<RestAnswer> {
  return request(discord, 'POST', `/channels/${discord.channel('books').id}/messages`, body);
}

export function rulesBroken(discord: DiscordStandIn): string[] {
  return discord.violations.map(({ rule }) => rule);
}
