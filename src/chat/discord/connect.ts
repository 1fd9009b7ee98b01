import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  type Interaction,
  type Message,
  Options,
  Partials,
} from 'discord.js';
import { pause, type Waits } from './backoff.ts';
import type { Problem } from '../common/problems.ts';
import { badToken, type Problems } from './problems.ts';
import { makeRequest } from './rest.ts';
import type { Turn } from './turn.ts';

export type ConnectOptions = {
  token: string;
  apiUrl: string;
  problems: Problems;
  waits: Waits;
  turn: Turn;
  onReady: (client: Client<true>) => void;
  /** A session began anew: what the bot told Discord about itself is forgotten. */
  onSession: () => void;
  onInteraction: (interaction: Interaction) => void;
  onMessage: (message: Message) => void;
  onError: (error: unknown) => void;
};

export type Connection = {
  /** The client once it is ready; it stays while the gateway is away for a moment. */
  client: () => Client<true> | null;
  /** Discord refused the bot for good: no more requests until a person acts. */
  isLockedOut: () => boolean;
  stop: () => Promise<void>;
};

/** Why a client came to its end: a close code that is final, an error, our own stop or the end of our turn. */
type End = { code: number } | { error: unknown } | 'stopped' | 'lost';

const silenceMs = 60_000;
const closingMs = 2000;

/** Logs in and stays connected, in the background; what a person has to know goes to `problems`. */
export function connect(options: ConnectOptions): Connection {
  const stopping = new AbortController();
  const { signal } = stopping;
  let ready: Client<true> | null = null;
  let isLockedOut = false;

  async function stayConnected(): Promise<void> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      // How the connection of another process is, that one tells.
      const turn = await options.turn(signal, () => options.problems.set('connection', null));
      if (!turn) return;
      const client = createClient(options.apiUrl);
      client.once(Events.ClientReady, (one) => {
        failures = 0;
        ready = one;
        options.onReady(one);
      });
      const end = await run(client, options, { stop: signal, lost: turn.lost });
      ready = null;
      // A peer that fell silent would keep the closing handshake waiting for half a minute.
      await Promise.race([client.destroy(), sleep(closingMs, undefined, { ref: false })]);
      await turn.release();
      if (end === 'stopped') return;
      if (end === 'lost') continue;
      const refusal = refusalOf(end);
      if (refusal) {
        isLockedOut = true;
        return options.problems.set('token', refusal);
      }
      options.problems.set('connection', away);
      await pause(failures, options.waits, signal);
    }
  }

  const work = stayConnected().catch(options.onError);
  return {
    client: () => ready,
    isLockedOut: () => isLockedOut,
    async stop() {
      stopping.abort();
      await work;
    },
  };
}

function createClient(apiUrl: string): Client {
  return new Client({
    // None of these has to be switched on by a person; texts that mention the bot come without more.
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
    ],
    // Direct messages arrive from channels the client has never seen.
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    failIfNotExists: false,
    enforceNonce: true,
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
    }),
    // Answers to interactions, which are most of what it sends, do not count to the bot's 50 a second.
    rest: { api: apiUrl, makeRequest, globalRequestsPerSecond: Number.POSITIVE_INFINITY },
  });
}

/** One client from its login to its end; it reconnects and resumes by itself in between. */
async function run(
  client: Client,
  options: ConnectOptions,
  { stop, lost }: { stop: AbortSignal; lost: AbortSignal },
): Promise<End> {
  const { promise: end, resolve } = Promise.withResolvers<End>();
  const { problems } = options;
  const silence = createSilence(() => problems.set('connection', away));
  const speak = () => {
    silence.end();
    problems.set('connection', null);
  };
  client.once(Events.ClientReady, () => problems.set('token', null));
  client.on(Events.ShardReady, speak);
  client.on(Events.ShardReady, options.onSession);
  client.on(Events.ShardResume, speak);
  client.on(Events.ShardReconnecting, silence.begin);
  client.on(Events.ShardDisconnect, ({ code }) => resolve({ code }));
  client.on(Events.Invalidated, () => resolve({ error: new Error('the session ended') }));
  // Without this listener a failed handler would end the process.
  client.on(Events.Error, options.onError);
  client.on(Events.InteractionCreate, options.onInteraction);
  client.on(Events.MessageCreate, options.onMessage);
  onAbort(stop, () => resolve('stopped'));
  onAbort(lost, () => resolve('lost'));
  silence.begin();
  client.login(options.token).catch((error: unknown) => resolve({ error }));
  try {
    return await end;
  } finally {
    silence.end();
    client.off(Events.InteractionCreate, options.onInteraction);
    client.off(Events.MessageCreate, options.onMessage);
  }
}

function onAbort(signal: AbortSignal, work: () => void): void {
  if (signal.aborted) work();
  else signal.addEventListener('abort', work, { once: true });
}

/** Calls `onLong` when a silence has lasted a minute. */
function createSilence(onLong: () => void) {
  let timer: NodeJS.Timeout | undefined;
  return {
    begin: () => {
      timer ??= setTimeout(onLong, silenceMs).unref();
    },
    end: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

const away: Problem = {
  text: 'Discord cannot be reached.',
  hint: 'The bot tries again by itself; what it has to post waits in its queue.',
};

/** The problem of an end that no further try would change. */
function refusalOf(end: Exclude<End, string>): Problem | null {
  if ('error' in end) {
    const isTokenBad =
      end.error instanceof DiscordjsError && end.error.code === DiscordjsErrorCodes.TokenInvalid;
    return isTokenBad ? badToken : null;
  }
  if (end.code === GatewayCloseCodes.AuthenticationFailed) return badToken;
  if (end.code === GatewayCloseCodes.DisallowedIntents) {
    return {
      text: 'Discord refuses the intents of the bot.',
      hint: 'Ask for the token of a bot application in the Developer Portal and restart.',
    };
  }
  return {
    text: `Discord closed the connection for good (code ${end.code}).`,
    hint: 'Update this program and restart it.',
  };
}
