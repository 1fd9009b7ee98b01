import { messageOf } from '../../errors.ts';
import { checkAccess } from './access.ts';
import { type Api, clientOptions, silentLogger } from './api.ts';
import { createConversation } from './conversation.ts';
import { Refusal } from './faults.ts';
import type { SlackOptions } from './index.ts';
import { listen } from './listen.ts';
import { defaultExtraCommands, defaultSlashCommand, slackManifest } from './manifest.ts';
import { createPeople } from './people.ts';
import { connectionProblem, lostAppToken, type Problems } from './problems.ts';
import { createEar, type Ear, type HttpRoute } from './receive.ts';
import { stayConnected } from './stay.ts';
import type { Work } from './work.ts';

type Surroundings = { api: Api; problems: Problems; work: Work; signal: AbortSignal };

/** Starts listening to Slack until the signal; an unreachable Slack is tried again and again. */
export async function openApp(
  options: SlackOptions,
  surroundings: Surroundings,
): Promise<{ handle: HttpRoute['handle'] | null; closed: Promise<void> }> {
  const bolt = await import('@slack/bolt');
  const { botToken, apiUrl, logBug } = options;
  const ear = createEar(bolt, options);
  const app = new bolt.App({
    receiver: ear.receiver,
    // With a token the library would ask who it is once, and be deaf for good when Slack is away then.
    authorize: async () => ({ botToken }),
    ignoreSelf: false,
    convoStore: false,
    logger: silentLogger,
    clientOptions: clientOptions(apiUrl),
  });
  app.error(async (error) => logBug(error, 'slack'));
  const manifest = manifestOf(options);
  listen(app, { ...listeners(options, surroundings), slashCommands: manifest.slashCommands });
  const closed = stay(ear, options, { ...surroundings, scopes: manifest.scopes });
  return { handle: ear.handle, closed };
}

function listeners(options: SlackOptions, { api, work }: Surroundings) {
  const { commands, slashCommand = defaultSlashCommand, roleGroups = [], now } = options;
  const people = createPeople(api, { roleGroups, now });
  const conversation = createConversation({ ...options, slashCommand, api, people });
  return { commands, conversation, slashCommand, once: work.once };
}

/** What is registered is what the manifest lists. */
function manifestOf(options: SlackOptions) {
  const { commands, roleGroups = [], appToken } = options;
  const { slashCommand = defaultSlashCommand, extraCommands = defaultExtraCommands } = options;
  const { features, oauth_config: oauth } = slackManifest({
    commands,
    slashCommand,
    extraCommands,
    requestUrl: appToken ? null : '',
    hasGroupRoles: roleGroups.length > 0,
  });
  return {
    slashCommands: features.slash_commands.map(({ command }) => command),
    scopes: oauth.scopes.bot,
  };
}

function stay(
  ear: Ear,
  { channelId, now }: SlackOptions,
  { api, problems, signal, scopes }: Surroundings & { scopes: readonly string[] },
): Promise<void> {
  let isChecked = false;
  const connect = async (onUp: () => void) => {
    if (!isChecked) await checkAccess(api, { problems, scopes, channelId });
    isChecked = true;
    await ear.hold(() => {
      problems.set('connection', null);
      onUp();
    }, signal);
  };
  const onDown = (error: unknown) => {
    const isSocket = error instanceof Refusal && error.method === 'apps.connections.open';
    const problem = isSocket ? lostAppToken(error.code) : connectionProblem(messageOf(error));
    problems.set('connection', problem);
  };
  return stayConnected(connect, { signal, onDown, now });
}
