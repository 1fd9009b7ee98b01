import type { EntityManager } from '@mikro-orm/postgresql';
import { placesFor } from '../alerts/routes.ts';
import type { ChannelUse } from '../chat/common/channel-use.ts';
import { ExternalError, messageOf } from '../errors.ts';
import { chatProblems, nobodyApproves, uselessRoutes } from '../health/chat-checks.ts';
import type { Services } from '../services.ts';
import type { Policy } from '../settings/policy.ts';
import { type Found, foundAmong, ok } from './finding.ts';

type Chat = 'discord' | 'slack';
type ChatServices = Pick<
  Services,
  'config' | 'policy' | 'platforms' | 'chatProblems' | 'chatLooks'
>;

/** Asks the chat itself about every channel that is used, with what is done there. */
export async function lookAtChat(
  em: EntityManager,
  services: ChatServices,
  chat: Chat,
): Promise<Found> {
  const look = services.chatLooks[chat];
  const main = mainChannel(services, chat);
  if (!look || !main) return { state: 'off', text: 'is not set up' };
  const channels = usedChannels(chat, main, await services.policy(em), services.platforms);
  try {
    const problems = await look(channels);
    if (problems.length > 0) {
      const [text, hint] = [wordsOf(problems, 'text'), wordsOf(problems, 'hint')];
      return { state: 'bad', text, hint };
    }
    const count = channels.length === 1 ? 'its channel' : `all ${channels.length} channels`;
    return ok(`the token works, and the bot may do what it has to in ${count}`);
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    const hint = 'Ask again later; messages wait until it is back.';
    return { state: 'bad', text: `cannot be asked: ${messageOf(error)}`, hint };
  }
}

/** What those who are connected complain about, and whether somebody can answer what is asked there. */
export async function lookAtAnswers(em: EntityManager, services: ChatServices): Promise<Found> {
  const problems = [
    ...chatProblems(services),
    ...(await nobodyApproves(em, services)),
    ...(await uselessRoutes(em, services)),
  ];
  const names = services.platforms.join(' and ');
  return foundAmong(problems, `${names}: somebody may approve, and every alert has a place`);
}

function mainChannel({ config }: Pick<Services, 'config'>, chat: Chat): string | undefined {
  const { DISCORD_CHANNEL_ID, SLACK_CHANNEL_ID } = config.settings;
  return chat === 'discord' ? DISCORD_CHANNEL_ID : SLACK_CHANNEL_ID;
}

/** The main channel and those of ALERT_CHANNELS, with what is shown in each. */
export function usedChannels(
  chat: Chat,
  main: string,
  { alertRoutes, downloadThreads, statusBoard }: Policy,
  platforms: readonly string[],
): ChannelUse[] {
  const here = (kind: 'proposal' | 'board') =>
    placesFor(alertRoutes, { kind, severity: null }, platforms)
      .filter(({ platform }) => platform === chat)
      .map(({ channel }) => channel ?? main);
  const routed = [...alertRoutes.values()].flat().flatMap(({ platform, channel }) => {
    return platform === chat && channel !== null ? [channel] : [];
  });
  return [...new Set([main, ...routed])].map((id) => ({
    id,
    isMain: id === main,
    hasThreads: downloadThreads === 'on' && here('proposal').includes(id),
    hasPin: statusBoard === 'on' && here('board').includes(id),
  }));
}

function wordsOf<Name extends 'text' | 'hint'>(
  problems: readonly Record<Name, string>[],
  name: Name,
): string {
  return [...new Set(problems.map((one) => one[name]))].join(' ');
}
