import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { type NotifyTarget, readNotifyUrls } from './clients/notify/targets.ts';
import { ConfigError } from './errors.ts';
import { options, secretNames } from './config-options.ts';
import { type CustomEntry, readCustomList } from './metadata/custom-list.ts';
import { renameFormer } from './settings/former-names.ts';
import { contradiction } from './settings/policy-options.ts';

export type Settings = z.output<typeof options>;

/** A group of settings that belongs to one outside service; half of a group switches the service off. */
export type Feature = { isOn: boolean; missing: readonly string[] };

/** The chats the bot can live in. */
const chats = ['discord', 'slack'] as const;
export type ChatName = (typeof chats)[number];

export type Config = {
  settings: Settings;
  dataDir: string;
  features: Record<'tracker' | 'downloadClient' | 'library', Feature>;
  /** Null when nothing is said of it. */
  prowlarr: Feature | null;
  /** Null when nothing is said of it. */
  libraryEvents: Feature | null;
  /** Chats with at least one setting; one that is not on misses the named settings. */
  chats: Partial<Record<ChatName, Feature>>;
  notifyTargets: readonly NotifyTarget[];
  /** What there is to say of settings that go by the names of the former program. */
  warnings: readonly string[];
  /** Every secret value in use, for scrubbing whatever leaves the process. */
  secrets: readonly string[];
};

/** Reads and checks the whole configuration; throws one ConfigError that lists every malformed value. */
export function loadConfig(given: Record<string, string | undefined>): Config {
  const { environment, warnings } = renameFormer(given);
  const problems: string[] = [];
  const raw: Record<string, string> = {};
  for (const name of Object.keys(options.shape)) {
    const value = environment[name]?.trim() || readSecretFile(name, environment, problems);
    if (value) raw[name] = value;
  }
  const parsed = options.safeParse(raw);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.push(`${issue.path.join('.')}: ${issue.message}`);
  }
  const clash = parsed.success ? contradiction(parsed.data) : null;
  if (clash) problems.push(clash);
  if (problems.length > 0 || !parsed.success) {
    // Who gave a value under its former name would not know which line is meant.
    const former = warnings.filter((line) => problems.some((one) => line.endsWith(nameIn(one))));
    throw new ConfigError([...problems, ...former]);
  }
  const settings = parsed.data;
  return {
    settings,
    dataDir: path.resolve(settings.DATA_DIR),
    features: {
      tracker: feature(settings, ['MAM_ID']),
      downloadClient: settings.QB_API_KEY
        ? feature(settings, ['QB_URL'])
        : feature(settings, ['QB_URL', 'QB_USERNAME', 'QB_PASSWORD']),
      library: feature(settings, ['ABS_URL', 'ABS_TOKEN', 'LIBRARY_PATH']),
    },
    prowlarr:
      settings.PROWLARR_URL || settings.PROWLARR_API_KEY
        ? feature(settings, ['PROWLARR_URL', 'PROWLARR_API_KEY'])
        : null,
    libraryEvents:
      settings.ABS_USERNAME || settings.ABS_PASSWORD
        ? feature(settings, ['ABS_USERNAME', 'ABS_PASSWORD'])
        : null,
    chats: chatsOf(settings),
    notifyTargets: readNotifyUrls(settings.NOTIFY_URLS),
    warnings,
    secrets: [
      ...secretNames.flatMap((name) => settings[name] || []),
      ...readCustomList(settings.METADATA_PROVIDERS).flatMap(secretWords),
    ],
  };
}

function nameIn(problem: string): string {
  return ` ${problem.split(':', 1)[0] ?? ''}`;
}

/** Where programs of this machine are found, and nothing else of the environment. */
export function programPath(): { PATH?: string } {
  const { PATH } = process.env;
  return PATH === undefined ? {} : { PATH };
}

/** The environment of this process, completed from `.env` in the working directory when there is one. */
export function processEnvironment(): Record<string, string | undefined> {
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  // Assigned even if it was there: only an assignment makes this process use the zone.
  process.env['TZ'] = process.env['TZ'] || options.shape.TZ.parse(undefined);
  return process.env;
}

function readSecretFile(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  problems: string[],
): string | undefined {
  const file = environment[`${name}_FILE`]?.trim();
  if (!file || !secretNames.some((secret) => secret === name)) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    problems.push(`${name}_FILE: cannot read ${file}`);
    return undefined;
  }
}

/** Servers that are open to all want a short word such as "abs", which must not be cut out of every text. */
function secretWords({ authorization }: CustomEntry): string[] {
  return (authorization ?? '').split(' ').filter((word) => word.length >= 8);
}

function feature(settings: Settings, names: readonly (keyof Settings)[]): Feature {
  const missing = names.filter((name) => settings[name] === undefined);
  return { isOn: missing.length === 0, missing };
}

function chatsOf(settings: Settings): Config['chats'] {
  const { DISCORD_TOKEN, SLACK_BOT_TOKEN, SLACK_APP_TOKEN } = settings;
  const wayIn = SLACK_APP_TOKEN ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET';
  return {
    ...(DISCORD_TOKEN ? { discord: feature(settings, ['DISCORD_CHANNEL_ID']) } : {}),
    ...(SLACK_BOT_TOKEN ? { slack: feature(settings, ['SLACK_CHANNEL_ID', wayIn]) } : {}),
  };
}

/** The chats the bot lives in; none means the terminal. */
export function chatNames(config: Config): ChatName[] {
  return chats.filter((name) => config.chats[name]?.isOn);
}
