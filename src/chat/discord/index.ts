import type { Client } from 'discord.js';
import type { Actor } from '../../command/actor.ts';
import type { Commands } from '../../command/discover.ts';
import type { Execute } from '../../command/execute.ts';
import type { Talk } from '../../command/talk.ts';
import type { PictureOf } from '../../command/picture.ts';
import type { Platform } from '../platform.ts';
import type { LogBug } from '../common/explain.ts';
import { fieldOf } from '../common/fields.ts';
import { createProblems, type Problem } from '../common/problems.ts';
import type { ChoicesOf } from './actions.ts';
import { type Connection, connect } from './connect.ts';
import type { Desk, Suggestion } from './desk.ts';
import { createDirect } from './direct.ts';
import { checkChannel, guildOf } from './permissions.ts';
import type { Person } from './person.ts';
import { createLasting } from './lasting.ts';
import { createPosts } from './posts.ts';
import { createPresence } from './presence.ts';
import { areas } from './problems.ts';
import { createReception } from './reception.ts';
import { createRest } from './rest.ts';
import { createThreads } from './threads.ts';
import { keepCommands } from './sync-commands.ts';
import { alwaysOurs, type Turn } from './turn.ts';

export type DiscordOptions = {
  token: string;
  /** `https://discord.com/api`; the gateway's address comes from there. */
  apiUrl: string;
  /** The server that gets the commands; without it they are for every server. */
  guildId?: string | undefined;
  /** Where proposals and alerts go. */
  channelId: string;
  commands: Commands;
  execute: Execute;
  /** Plain language; without it commands only. */
  talk?: Talk;
  identify: (user: Person) => Promise<Actor>;
  /** What a person may mean by the letters typed so far. */
  suggest: (command: string, field: string, text: string) => Promise<Suggestion[]>;
  pictureOf: PictureOf;
  /** The line beside the bot's name. */
  presence: () => Promise<string>;
  /** Hears all that a person has to put right, each time that changes. */
  onProblems: (problems: readonly Problem[]) => void;
  logBug: LogBug;
  /** When this process may hold the gateway; without it at once, because there is no other. */
  turn?: Turn;
  now: () => Date;
  pace?: Partial<Pace>;
};

type Pace = {
  /** How long a window or suggestions may take, which nothing may come before; Discord gives up after 3 s. */
  deferMs: number;
  presenceMs: number;
  /** The first and the longest wait between tries to log in. */
  retryMs: number;
  mostRetryMs: number;
};

const usualPace: Pace = { deferMs: 1500, presenceMs: 60_000, retryMs: 1000, mostRetryMs: 60_000 };

/** The bot in Discord. `start` returns at once: being connected, or why not, is told through `onProblem`. */
export function createDiscord(options: DiscordOptions): Platform {
  const { token, apiUrl, channelId, pictureOf, now } = options;
  const pace = { ...usualPace, ...options.pace };
  const waits = { firstMs: pace.retryMs, mostMs: pace.mostRetryMs };
  const problems = createProblems(areas, options.onProblems);
  const rest = createRest(token, apiUrl);
  const stopping = new AbortController();
  const onError = (error: unknown) => options.logBug(error, 'discord');
  const choicesOf: ChoicesOf = (command, field) =>
    fieldOf(options.commands, command, field)?.choices ?? [];
  let connection: Connection | null = null;
  const client = () => connection?.client() ?? null;
  const isLockedOut = () => connection?.isLockedOut() ?? false;

  const openDesk = deskFor(options, choicesOf, pace.deferMs);
  const reception = createReception(openDesk, onError);
  const { presence: line } = options;
  const presence = createPresence(client, { line, everyMs: pace.presenceMs, onError });
  const onReady = (ready: Client<true>) => {
    const sync = { ...options, rest, problems, waits, applicationId: ready.application.id };
    keepCommands(sync, stopping.signal).catch(onError);
    checkChannel(ready, channelId, problems).catch(onError);
  };

  const asking = { rest, token, problems, client, now };
  const posts = createPosts({ ...asking, channelId, choicesOf, pictureOf, isLockedOut });
  return {
    name: 'discord',
    ...posts,
    postBelow: createThreads({ ...asking, postIn: posts.postIn }),
    direct: createDirect({
      ...asking,
      channelId,
      guildId: options.guildId,
      identify: options.identify,
      postIn: posts.postIn,
    }),
    lasting: createLasting({ rest, token, channelId, problems, now }),
    async start() {
      const listeners = { ...reception, onReady, onSession: presence.renew, onError };
      const { turn = alwaysOurs } = options;
      connection = connect({ token, apiUrl, problems, waits, turn, ...listeners });
      presence.start();
    },
    async stop() {
      stopping.abort();
      await reception.settle();
      await connection?.stop();
      await presence.stop();
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

/** What it takes to serve somebody, with the client that brought them. */
function deskFor(
  { guildId, channelId, ...options }: DiscordOptions,
  choicesOf: ChoicesOf,
  deferMs: number,
): (event: { client: Client<true> }) => Desk {
  return ({ client }) => ({
    ...options,
    choicesOf,
    deferMs,
    client,
    homeGuildId: guildId ?? guildOf(client, channelId),
  });
}
