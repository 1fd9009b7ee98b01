import type { ChannelUse } from '../common/channel-use.ts';
import type { Problem } from '../common/problems.ts';
import { checkAccess } from './access.ts';
import { createApi } from './api.ts';
import { isLostToken, outsideError, Refusal } from './faults.ts';
import { neededScopes, pinScope } from './manifest.ts';
import { createSlackProblems, lostAppToken } from './problems.ts';

export type SlackLook = {
  botToken: string;
  /** Tells that Socket Mode is used, and whether it can be. */
  appToken?: string | undefined;
  apiUrl: string;
  /** Whether roles are given to user groups. */
  hasGroupRoles: boolean;
  channels: readonly ChannelUse[];
  now: () => Date;
};

/** Asks Slack whether the bot may do what it will do, without posting anything. Throws ExternalError when Slack is away. */
export async function lookAtSlack(options: SlackLook): Promise<Problem[]> {
  const { botToken, appToken, apiUrl, channels, now } = options;
  const main = channels.find(({ isMain }) => isMain)?.id ?? '';
  const scopes = [
    ...neededScopes(options.hasGroupRoles),
    ...(channels.some(({ hasPin }) => hasPin) ? [pinScope] : []),
  ];
  let told: readonly Problem[] = [];
  const problems = createSlackProblems(main, (present) => {
    told = present;
  });
  const api = createApi({ botToken, apiUrl, now });
  try {
    await checkAccess(api, { problems, scopes, channelId: main });
    for (const { id } of channels) {
      // Only where the bot is a member it may read, and it posts nowhere else.
      const reading = api.call('conversations.history', { channel: id, limit: 1 });
      await reading.catch((error: unknown) => {
        problems.learn(error, id);
        if (!(error instanceof Refusal)) throw error;
      });
    }
    return [...told, ...(appToken ? await lookAtSocket(appToken, { apiUrl, now }) : [])];
  } catch (error) {
    throw outsideError(error);
  }
}

/** Asks for the address of a connection, which is not opened. */
async function lookAtSocket(
  appToken: string,
  where: Pick<SlackLook, 'apiUrl' | 'now'>,
): Promise<Problem[]> {
  try {
    await createApi({ ...where, botToken: appToken }).call('apps.connections.open');
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const isToken = isLostToken(error) || error.code === 'missing_scope';
    return [isToken ? lostAppToken(error.code) : noSocket(error.code)];
  }
}

function noSocket(code: string): Problem {
  return {
    text: `Slack opens no connection for the app (${code}).`,
    hint: 'Switch Socket Mode on at api.slack.com/apps, or leave SLACK_APP_TOKEN empty.',
  };
}
