import { raise } from './alerts/raise.ts';
import { messageGivenUp } from './alerts/words/jobs.ts';
import { openServices } from './app.ts';
import type { HttpRoute, Platform } from './chat/platform.ts';
import { type Commands, discoverCommands } from './command/discover.ts';
import { createExecute, type Execute } from './command/execute.ts';
import type { Talk } from './command/talk.ts';
import { chatNames, type Config, loadConfig } from './config.ts';
import { keepBoards } from './keep-boards.ts';
import { joinFellows } from './db/fellows.ts';
import { holdLock } from './db/hold-lock.ts';
import { listen } from './db/listen.ts';
import type { HeldLock } from './db/lock.ts';
import { beTheBot, openDatabase } from './db/open.ts';
import type { Connection } from './db/orm.ts';
import { stayTheBot } from './db/stay-the-bot.ts';
import { effectHandlers } from './effects.ts';
import { messageOf } from './errors.ts';
import { requestFirstRuns } from './first-runs.ts';
import { postHandlers } from './post-handlers.ts';
import { configureJobs } from './job/configure.ts';
import type { Job } from './job/definition.ts';
import { discoverJobs, jobsFolder } from './job/discover.ts';
import { startScheduler } from './job/scheduler.ts';
import { outboxChannel } from './outbox/enqueue.ts';
import { runOutbox } from './outbox/run.ts';
import { openTalk, remembering } from './open-talk.ts';
import type { Services } from './services.ts';
import { watchLibrary } from './watch-library.ts';

/** What every surface needs to serve commands. */
export type Door = { services: Services; commands: Commands; execute: Execute };
/** A chat understands plain language, too. */
export type ChatDoor = Door & { talk: Talk; gatewayTurn: GatewayTurn };

/** Waits for the turn of this process among those that share the database; null when told to stop first. */
export type GatewayTurn = (signal: AbortSignal, onOther: () => void) => Promise<HeldLock | null>;

export type Bot = Door & {
  config: Config;
  connection: Connection;
  /** Where the HTTP server listens; null without one. */
  url: string | null;
  stop: () => Promise<void>;
};

export type PlatformMaker = {
  name: string;
  create: (door: ChatDoor) => Platform | Promise<Platform>;
};

export type BotOptions = {
  environment: Record<string, string | undefined>;
  /** `one-job`: nothing starts by schedule or by itself, only what is asked for. */
  mode: 'bot' | 'one-job';
  /** The chat platforms this process holds. */
  platforms: readonly PlatformMaker[];
  /** Where log lines go instead of standard error. */
  logFile?: string;
  openHttp?: (
    door: Door,
    routes: readonly HttpRoute[],
  ) => Promise<{ url: string; close: () => Promise<void> }>;
};

/** Each busy lane of the outbox holds up to three connections; they are opened as needed. */
const poolMax = 20;
const outboxLanes = 4;
const maxWorkers = 3;
const gatewayLock = { space: 7_266_062, id: 0 };
const graceMs = 5000;

type Closing = () => Promise<unknown>;

/** Starts everything in order; `stop` ends it in the opposite order. Throws ConfigError when a person has to act. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const config = loadConfig(options.environment);
  const { jobs, warnings } = configureJobs(await discoverJobs(jobsFolder), options.environment);
  const closings: Closing[] = [];
  const stop = async () => {
    for (const close of closings.splice(0).reverse()) await close();
  };
  try {
    const bot = await assemble(config, jobs, options, closings);
    for (const warning of [...config.warnings, ...warnings]) bot.services.log.warn({}, warning);
    return { ...bot, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(
  config: Config,
  jobs: readonly Job[],
  options: BotOptions,
  closings: Closing[],
): Promise<Omit<Bot, 'stop'>> {
  const { DATABASE_URL: clientUrl } = config.settings;
  // Before anything is sealed anew with a key that those at work do not have.
  if (clientUrl) closings.push(await joinFellows(config, { clientUrl }));
  const { connection, close: closeDatabase } = await openDatabase(config);
  closings.push(closeDatabase);
  const lock = await beTheBot(config, connection);
  if (lock) closings.push(lock.release);

  const parameters = {
    environment: plain(options.environment),
    connection,
    platforms: platformNames(config, options.platforms),
    logFile: options.logFile ?? null,
  };
  const { services, onStreak, close } = await openServices({ ...parameters, poolMax });
  closings.push(close);
  if (lock) {
    const onFault = (error: unknown) =>
      services.log.warn(
        { cause: messageOf(error) },
        'the database server is gone and not yet back',
      );
    closings.push(stayTheBot(config, connection, lock, onFault).release);
  }
  const commands = await discoverCommands();
  const execute = remembering(createExecute(commands, services), services);
  const door = {
    services,
    execute,
    commands,
    talk: openTalk(services, commands, execute),
    gatewayTurn: gatewayTurnOf(connection, services),
  };
  const platforms = await Promise.all(options.platforms.map(async (one) => await one.create(door)));
  closings.push(await startOutbox(services, connection, platforms));
  const scheduler = await startScheduler({
    jobs: [...jobs],
    jobsFolder,
    timeZone: config.settings.TZ,
    services,
    connection,
    servicesModule: new URL('./app.ts', import.meta.url).href,
    servicesParameters: { ...parameters, jobs: services.jobs, poolMax: 4 },
    onStreak,
    maxConcurrent: maxWorkers,
    graceMs,
    isClockOn: options.mode === 'bot' && config.settings.SCHEDULER_ENABLED,
  });
  closings.push(() => scheduler.stop());
  for (const platform of platforms) {
    await platform.start();
    closings.push(() => platform.stop());
  }
  if (options.mode === 'bot') {
    closings.push(keepBoards(services, platforms).stop);
    const stopWatching = await watchLibrary(services);
    if (stopWatching) closings.push(async () => stopWatching());
  }
  const routes = platforms.flatMap((platform) => platform.route ?? []);
  const http = await options.openHttp?.(door, routes);
  if (http) closings.push(http.close);
  if (options.mode === 'bot') await requestFirstRuns(services);
  return { config, services, commands, execute, connection, url: http?.url ?? null };
}

/** For a chat that sends everything to every connection of a bot, so that one process may have one. */
function gatewayTurnOf(connection: Connection, { log }: Services): GatewayTurn {
  const onFault = (error: unknown) =>
    log.warn({ cause: messageOf(error) }, 'the database did not answer; the chat waits for it');
  return (signal, onOther) => holdLock(connection, gatewayLock, { signal, onOther, onFault });
}

/** Where cards and alerts go: to the platforms of this process, else to those the bot will have. */
export function platformNames(config: Config, own: BotOptions['platforms']): string[] {
  if (own.length > 0) return own.map((platform) => platform.name);
  const chats = chatNames(config);
  return chats.length > 0 ? chats : ['terminal'];
}

/** Everything the outbox can be asked for, with a listener that wakes it. */
async function startOutbox(
  services: Services,
  connection: Connection,
  platforms: readonly Platform[],
): Promise<Closing> {
  const outbox = await runOutbox({
    em: services.em,
    now: services.now,
    handlers: {
      ...effectHandlers(services),
      ...(await postHandlers(services, platforms)),
    },
    onDead: async (message, reason, em) => {
      // What a person let begin anew may be given up once more.
      const key = `dead:${message.id}:${services.now().toISOString()}`;
      await raise(em, services.platforms, { key, ...messageGivenUp(message, reason) });
    },
    lanes: outboxLanes,
    log: services.log,
    listen: (onWake) =>
      listen(connection, outboxChannel, onWake, (error) =>
        services.log.warn({ cause: messageOf(error) }, 'outbox: the database connection broke'),
      ),
  });
  return () => outbox.stop();
}

/** Worker threads take plain data only, which the environment object is not. */
export function plain(environment: BotOptions['environment']): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
