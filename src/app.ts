import os from 'node:os';
import { createAudible } from './clients/audible/index.ts';
import { createAudiobookshelf } from './clients/audiobookshelf/index.ts';
import { createCovers } from './clients/covers/index.ts';
import { createFfmpeg } from './clients/ffmpeg/index.ts';
import { createGoodreads } from './clients/goodreads/index.ts';
import { createSeedbox } from './clients/mam/seedbox.ts';
import { createEmbeddings } from './clients/model/embeddings.ts';
import { createModel } from './clients/model/index.ts';
import { createProwlarr } from './clients/prowlarr/index.ts';
import { createQbittorrent } from './clients/qbittorrent/index.ts';
import { createTranscription } from './clients/transcription/index.ts';
import { type Config, loadConfig } from './config.ts';
import { createCopies } from './db/copies.ts';
import { createLoginGate } from './db/login-gate.ts';
import { type Connection, openOrm } from './db/orm.ts';
import { createSeal, sealingKeys } from './db/seal.ts';
import { raise } from './alerts/raise.ts';
import { backupFailed } from './alerts/words/backups.ts';
import { jobFailing, jobRecovered } from './alerts/words/jobs.ts';
import type { StreakHook } from './job/outcome.ts';
import { configureJobs } from './job/configure.ts';
import { discoverJobs, jobsFolder } from './job/discover.ts';
import { createLog } from './log.ts';
import { openCatalogues } from './open-catalogues.ts';
import { openChatLooks } from './open-chat-looks.ts';
import { openOwnServer } from './open-own-server.ts';
import { openTracker } from './open-tracker.ts';
import { sourcesOf } from './releases/sources.ts';
import type { Services } from './services.ts';
import { readPolicy } from './settings/stored.ts';
import { keepLines, keptLogFile } from './journal/kept-log.ts';
import { realTime, type Time } from './time.ts';
import { version } from './version.ts';

/** What a process or a worker thread needs to build its services; plain data, because it crosses threads. */
export type ServiceParameters = {
  environment: Record<string, string | undefined>;
  connection: Connection;
  platforms: readonly string[];
  poolMax: number;
  /** The jobs as configured, where the caller knows them: a worker thread must not read all of them for one. */
  jobs?: Services['jobs'];
  /** Where log lines go while a person types where they would appear; null: standard error. */
  logFile: string | null;
};

export type OpenedServices = {
  services: Services;
  onStreak: StreakHook;
  close: () => Promise<void>;
};

const userAgent = `Shelfwarden/${version}`;

/**
 * Builds everything operations use; the one place where clients and sessions are made. Time and chance
 * are given by simulations only.
 */
export async function openServices(
  parameters: ServiceParameters,
  time: Time = realTime,
  random: () => number = Math.random,
): Promise<OpenedServices> {
  const config = loadConfig(parameters.environment);
  const orm = await openOrm(parameters.connection, parameters.poolMax);
  const em = () => orm.em.fork();
  const { now, sleep } = time;
  const { present, earlier } = sealingKeys(config.settings, config.dataDir);
  const seal = createSeal(present, earlier);
  const jobs = parameters.jobs ?? (await listJobs(parameters.environment));
  const mam = openTracker(config, { em, seal, ...time, random });
  const prowlarr = openProwlarr(config);
  const services: Services = {
    config,
    log: openLog(config, parameters.logFile),
    em,
    copies: createCopies(parameters.connection),
    now,
    sleep,
    policy: (inner) => readPolicy(inner, config.settings),
    seal,
    platforms: parameters.platforms,
    chatProblems: new Map(),
    chatLooks: openChatLooks(config),
    jobs,
    mam,
    prowlarr,
    sources: sourcesOf(config.settings.SEARCH_SOURCES, { mam, prowlarr }),
    seedbox: openSeedbox(config, now),
    qbittorrent: openDownloadClient(config, em, now),
    audiobookshelf: openLibrary(config),
    audible: createAudible({
      baseUrl: config.settings.AUDIBLE_URL,
      region: config.settings.AUDIBLE_REGION,
      userAgent,
      now,
    }),
    ffmpeg: createFfmpeg({ searchPath: parameters.environment['PATH'] }),
    ...openCatalogues(config, em, userAgent, now),
    covers: createCovers({ catalogueUrl: config.settings.AUDIBLE_URL, userAgent }),
    goodreads: createGoodreads({ baseUrl: config.settings.GOODREADS_URL, userAgent }),
    model: openModel(config),
    transcription: openTranscription(config),
    embeddings: openEmbeddings(config),
    ...openOwnServer(config, userAgent),
  };
  const onStreak: StreakHook = async (inner, streak) => {
    const { job, taskId, reason } = streak;
    const failing = job === 'backup' ? backupFailed(reason) : jobFailing(job, reason);
    const words = streak.kind === 'failing' ? failing : jobRecovered(job);
    await raise(inner, parameters.platforms, {
      key: `job:${streak.kind}:${job}:${taskId}`,
      ...words,
    });
  };
  return { services, onStreak, close: () => orm.close() };
}

async function listJobs(environment: ServiceParameters['environment']): Promise<Services['jobs']> {
  const { jobs } = configureJobs(await discoverJobs(jobsFolder), environment);
  return jobs.map(({ name, description, schedule }) => ({ name, description, schedule }));
}

/** The lines go to standard error, or where nobody types; the last ones are kept beside the data. */
function openLog({ settings, secrets, dataDir }: Config, logFile: string | null): Services['log'] {
  const kept = keptLogFile(dataDir);
  const writers = [...new Set([kept, ...(logFile ? [logFile] : [])])].map(keepLines);
  const toError = (line: string) => process.stderr.write(line);
  return createLog(settings.LOG_LEVEL, secrets, logFile ? writers : [...writers, toError]);
}

function openProwlarr({ settings, prowlarr }: Config): Services['prowlarr'] {
  const { PROWLARR_URL, PROWLARR_API_KEY, MAM_URL } = settings;
  if (!prowlarr?.isOn || !PROWLARR_URL || !PROWLARR_API_KEY) return null;
  const options = { baseUrl: PROWLARR_URL, apiKey: PROWLARR_API_KEY, trackerUrl: MAM_URL };
  return createProwlarr({ ...options, userAgent });
}

function openSeedbox({ settings }: Config, now: Time['now']): Services['seedbox'] {
  if (!settings.SEEDBOX_MAM_ID) return null;
  return createSeedbox({
    baseUrl: settings.MAM_TRACKER_URL,
    userAgent: settings.MAM_USER_AGENT,
    now,
  });
}

function openDownloadClient(
  config: Config,
  em: Services['em'],
  now: Time['now'],
): Services['qbittorrent'] {
  const { QB_URL, QB_USERNAME, QB_PASSWORD, QB_API_KEY } = config.settings;
  if (!config.features.downloadClient.isOn || !QB_URL) return null;
  return createQbittorrent({
    baseUrl: QB_URL,
    username: QB_USERNAME,
    password: QB_PASSWORD,
    apiKey: QB_API_KEY,
    userAgent,
    now,
    loginGate: createLoginGate(em),
  });
}

function openLibrary(config: Config): Services['audiobookshelf'] {
  const { ABS_URL, ABS_TOKEN } = config.settings;
  if (!config.features.library.isOn || !ABS_URL || !ABS_TOKEN) return null;
  return createAudiobookshelf({ baseUrl: ABS_URL, token: ABS_TOKEN, userAgent });
}

function openModel({ settings }: Config): Services['model'] {
  const { MODEL_URL: url, MODEL_NAME: name, MODEL_API_KEY: apiKey } = settings;
  return url && name ? createModel({ url, name, apiKey, userAgent }) : null;
}

function openTranscription({ settings }: Config): Services['transcription'] {
  const { TRANSCRIPTION_URL: url, TRANSCRIPTION_API_KEY: apiKey } = settings;
  const model = settings.TRANSCRIPTION_MODEL;
  return url ? createTranscription({ url, apiKey, model, userAgent }) : null;
}

function openEmbeddings({ settings }: Config): Services['embeddings'] {
  const { MODEL_URL: url, EMBEDDING_MODEL: name, MODEL_API_KEY: apiKey } = settings;
  return url && name ? createEmbeddings({ url, name, apiKey, userAgent }) : null;
}

/** Who types on this machine is its owner. */
export function localOwner() {
  const name = os.userInfo().username;
  return { id: name, name, platform: 'terminal', role: 'owner' as const };
}
