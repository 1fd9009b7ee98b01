import { messageOf } from '../../errors.ts';
import { checkAccess } from './access.ts';
import { type Api, clientOptions, silentLogger } from './api.ts';
import { createConversation } from './conversation.ts';
import { Refusal } from './faults.ts';
import { listen } from './listen.ts';
import {
  defaultExtraCommands,
  defaultSlashCommand,
  neededScopes,
  slackManifest,
} from './manifest.ts';
import type { SlackOptions } from './options.ts';
import type { SlackUser } from './people.ts';
import { connectionProblem, lostAppToken, type Problems } from './problems.ts';
import type { HttpRoute } from '../platform.ts';
import { createEar, type Ear } from './receive.ts';
import type { SendFitting } from './send.ts';
import { stayConnected } from './stay.ts';
import type { Work } from './work.ts';

type Surroundings = {
  api: Api;
  people: (id: string, otherName: string) => Promise<SlackUser>;
  sendFitting: SendFitting;
  problems: Problems;
  work: Work;
  signal: AbortSignal;
};

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
  listen(app, { ...listeners(options, surroundings), slashCommands: slashCommandsOf(options) });
  const closed = stay(ear, options, surroundings);
  return { handle: ear.handle, closed };
}

function listeners(options: SlackOptions, { api, people, sendFitting, work }: Surroundings) {
  const { commands, slashCommand = defaultSlashCommand } = options;
  const own = { slashCommand, api, sendFitting, people };
  const conversation = createConversation({ ...options, ...own });
  return { commands, conversation, slashCommand, files: api, once: work.once };
}

/** What is registered is what the manifest lists. */
function slashCommandsOf(options: SlackOptions): string[] {
  const { slashCommand = defaultSlashCommand, extraCommands = defaultExtraCommands } = options;
  const names = { commands: options.commands, slashCommand, extraCommands };
  const manifest = slackManifest({ ...names, requestUrl: null, hasGroupRoles: false });
  return manifest.features.slash_commands.map(({ command }) => command);
}

function stay(
  ear: Ear,
  { channelId, roleGroups = [], now }: SlackOptions,
  { api, problems, signal }: Surroundings,
): Promise<void> {
  const scopes = neededScopes(roleGroups.length > 0);
  let isChecked = false;
  const connect = async (onUp: () => void) => {
    if (!isChecked) await checkAccess(api, { problems, scopes, channelId });
    isChecked = true;
    if (signal.aborted) return;
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
