import { z } from 'zod';
import { readKeep } from './backup/keep.ts';
import { readNotifyUrls } from './clients/notify/targets.ts';
import { roles } from './command/actor.ts';
import { roleMap } from './members/role-map-form.ts';
import { readCustomList } from './metadata/custom-list.ts';
import { builtIn } from './metadata/provider.ts';
import { address, list, number, optionalAddress, readable, whole, zone } from './settings/forms.ts';
import { ownSecret } from './settings/own-secret.ts';
import { policyOptions } from './settings/policy-options.ts';

const secret = () => z.string().min(1).optional();

/** Every setting of the program: name, form, default and, in the description, its line in `.env.example`. */
export const options = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL server to use; empty: the embedded one in DATA_DIR'),
  DATA_DIR: z.string().default('data').describe('folder of the embedded database and the key file'),
  TZ: zone.default('UTC').describe('time zone of the job schedules and of shown times'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('least severe log line'),
  SECRET_KEY: ownSecret(32).describe(
    '32 characters or more that encrypt stored secrets; empty: made once in DATA_DIR',
  ),
  SECRET_KEY_OLD: z
    .string()
    .default('')
    .transform((text) => text.split(/\s+/).filter((key) => key !== ''))
    .pipe(z.array(z.string().min(32, 'must have 32 characters or more each')))
    .describe(
      'earlier values of SECRET_KEY, with spaces between: what they encrypted is read, and encrypted anew at the start',
    ),
  BACKUP_DIR: z
    .string()
    .optional()
    .describe('folder of the backups, best on another disk; empty: backups in DATA_DIR'),
  BACKUP_KEY: ownSecret(32).describe(
    'encrypts the backups; empty: SECRET_KEY does, and without that they are not encrypted',
  ),
  BACKUP_KEEP: readable('7d 4w 6m', readKeep).describe(
    'backups that stay: the newest of so many days, weeks and months',
  ),
  HTTP_HOST: z.string().default('127.0.0.1').describe('address the HTTP server listens on'),
  HTTP_PORT: whole(8000, 0, 65_535).describe('port of the HTTP server'),
  PUBLIC_URL: optionalAddress().describe('address under which a reverse proxy offers this server'),
  API_KEY: ownSecret(32).describe("the owner's key for the REST API; empty: the API answers 401"),
  HOOK_TOKEN: ownSecret(16).describe(
    'token for the hooks of programs that cannot sign (qbittorrent, audiobookshelf), in X-Hook-Token',
  ),
  HOOK_SECRET: ownSecret(32).describe(
    'what other programs sign deliveries to /hooks/<name> with; empty: none are taken',
  ),
  HOOK_ALLOW: list('').describe('addresses that may call the hooks beside this machine'),

  DISCORD_TOKEN: secret().describe('bot token; with DISCORD_CHANNEL_ID the bot lives in Discord'),
  DISCORD_CHANNEL_ID: z.string().optional().describe('channel for proposals and alerts'),
  DISCORD_GUILD_ID: z
    .string()
    .optional()
    .describe('server whose commands appear at once; empty: commands of all servers'),
  DISCORD_ROLES: roleMap().describe(
    'who may do what: operator=<role or user id>,owner=<id>; everybody else has DEFAULT_ROLE',
  ),
  DISCORD_API_URL: address('https://discord.com/api').describe('address of the Discord API'),
  SLACK_BOT_TOKEN: secret().describe(
    'bot token (xoxb-); with SLACK_CHANNEL_ID the bot lives in Slack',
  ),
  SLACK_APP_TOKEN: secret().describe('app token (xapp-) for Socket Mode; empty: events over HTTP'),
  SLACK_SIGNING_SECRET: secret().describe('secret that signs events over HTTP'),
  SLACK_CHANNEL_ID: z.string().optional().describe('channel for proposals and alerts'),
  SLACK_COMMAND: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/, 'must be a slash and a short word')
    .default('/shelf')
    .describe('slash command that carries every command'),
  SLACK_ROLES: roleMap().describe('who may do what: operator=<user or group id>,owner=<id>'),
  SLACK_API_URL: address('https://slack.com/api/').describe('address of the Slack API'),
  NOTIFY_URLS: readable('', readNotifyUrls).describe(
    'where alerts go beside the chats: ntfy+https://ntfy.sh/my-topic gotify+https://host/?token=… webhook+https://host/path smtp+smtps://user:password@host/?from=…&to=…',
  ),
  DEFAULT_ROLE: z.enum(roles).default('viewer').describe('role of whoever has no other'),
  CLAIM_MINUTES: number(15, 0.1).describe(
    'minutes in which the code of the first start makes an owner',
  ),

  MAM_ID: secret().describe('value of the mam_id session made for this program alone'),
  MAM_URL: address('https://www.myanonamouse.net').describe('address of the tracker site'),
  MAM_TRACKER_URL: address('https://t.myanonamouse.net').describe(
    'announce host every torrent file must name',
  ),
  MAM_USER_AGENT: z
    .string()
    .default('Shelfwarden (self-hosted; automation by published API)')
    .describe('User-Agent sent to the tracker'),
  SEEDBOX_MAM_ID: secret().describe(
    'mam_id of a second session that may set the dynamic seedbox: once an hour this machine tells its address; empty: never',
  ),
  MAM_SEARCH_SECONDS: number(3, 1).describe('seconds between two searches'),
  MAM_TORRENT_SECONDS: number(3, 1).describe('seconds between two torrent files'),
  MAM_SEARCHES_PER_DAY: whole(300, 1).describe('searches in 24 hours at the most'),

  PROWLARR_URL: optionalAddress().describe(
    'address of Prowlarr, a second source of releases with sessions of its own',
  ),
  PROWLARR_API_KEY: secret().describe('API key of Prowlarr'),
  SEARCH_SOURCES: list('mam,prowlarr')
    .pipe(z.array(z.enum(['mam', 'prowlarr'])).min(1, 'names no source'))
    .describe(
      'where releases are searched (mam, prowlarr); of what both have, the first one counts',
    ),

  QB_URL: optionalAddress().describe('address of the qBittorrent Web UI'),
  QB_USERNAME: z.string().optional().describe('Web UI user'),
  QB_PASSWORD: secret().describe('Web UI password'),
  QB_API_KEY: secret().describe(
    'API key of qBittorrent 5.2 or newer, instead of user and password',
  ),
  QB_CATEGORY: z.string().min(1).default('audiobooks').describe('category of our torrents'),
  QB_SAVE_PATH: z
    .string()
    .optional()
    .describe('save path of the category if we have to create it; empty: its default'),

  ABS_URL: optionalAddress().describe('address of Audiobookshelf'),
  ABS_TOKEN: secret().describe('API key of an Audiobookshelf user who may update and scan'),
  ABS_USERNAME: z.string().optional().describe('login of a user: new books are noticed at once'),
  ABS_PASSWORD: secret().describe('password of that user'),
  ABS_LIBRARY_ID: z.string().optional().describe('library; empty: the first book library'),
  LIBRARY_PATH: z.string().optional().describe('folder of that library as this program sees it'),
  IMPORT_METHOD: z
    .enum(['link', 'copy'])
    .default('link')
    .describe('hard link (copies across devices) or copy'),

  RESTORE_DIR: z
    .string()
    .optional()
    .describe(
      'where replaced editions are kept: on the file system of the library, outside of it; empty: shelfwarden-restore beside LIBRARY_PATH',
    ),

  RULES_DIR: z
    .string()
    .optional()
    .describe('folder with saved rule pages of the tracker (rules.html, faq.html, …) to watch'),

  AUDIBLE_URL: address('https://api.audible.com').describe('catalogue that knows complete series'),
  GOODREADS_URL: address('https://www.goodreads.com').describe(
    'where the feeds of shelves are read that members bring',
  ),
  AUDIBLE_REGION: z.string().default('us').describe('market of the catalogue'),
  HARDCOVER_URL: address('https://api.hardcover.app/v1/graphql').describe(
    'catalogue of books that gives a second opinion on series and authors',
  ),
  HARDCOVER_TOKEN: secret().describe('your own API token of Hardcover; empty: no second opinion'),
  AUDNEXUS_URL: address('https://api.audnex.us').describe('catalogue of audiobooks by ASIN'),
  GOOGLE_BOOKS_URL: address('https://www.googleapis.com/books/v1').describe(
    'catalogue of printed books',
  ),
  GOOGLE_BOOKS_API_KEY: secret().describe('your own API key; empty: asked without one'),
  GOOGLE_BOOKS_PER_DAY: whole(100, 0).describe(
    'requests to Google Books a day; Google gives a key of your own more',
  ),
  ITUNES_URL: address('https://itunes.apple.com').describe('shop with covers and descriptions'),
  OPEN_LIBRARY_URL: address('https://openlibrary.org').describe(
    'catalogue that knows when a work first came out',
  ),
  METADATA_SOURCES: list(builtIn.join(','))
    .pipe(z.array(z.enum(builtIn)))
    .describe('who is asked about a book, in this order; one that is left out is never asked'),
  METADATA_PROVIDERS: readable('', readCustomList).describe(
    'custom providers, asked first: name address weight authorization; next one',
  ),
  METADATA_AGREEMENT: whole(2, 1, 10).describe(
    'sources that have to tell a field before nobody else is asked for it',
  ),

  MODEL_URL: optionalAddress().describe(
    'language model for unclear sentences and questions: address of its chat completions without that path, such as http://127.0.0.1:11434/v1',
  ),
  MODEL_API_KEY: secret().describe('key of the language model, if it wants one'),
  MODEL_NAME: z.string().optional().describe('name of the model; empty: no model is asked'),
  TRANSCRIPTION_URL: optionalAddress().describe(
    'hears the first minute of a book, which names it: address of audio transcriptions without that path, such as http://127.0.0.1:8001/v1; empty: no sound leaves',
  ),
  TRANSCRIPTION_API_KEY: secret().describe('key of the transcription service, if it wants one'),
  TRANSCRIPTION_MODEL: z.string().default('whisper-1').describe('model it hears with'),
  EMBEDDING_MODEL: z
    .string()
    .optional()
    .describe(
      'name of an embeddings model at MODEL_URL: ask compares by meaning, too, with MODEL_MODE on',
    ),

  ...policyOptions,

  SCHEDULER_ENABLED: z.stringbool().default(true).describe('run jobs by schedule'),
});

/** Settings whose value must never be shown; each may also be given as `<NAME>_FILE`. */
export const secretNames = [
  'DATABASE_URL',
  'SECRET_KEY',
  'SECRET_KEY_OLD',
  'BACKUP_KEY',
  'API_KEY',
  'HOOK_TOKEN',
  'HOOK_SECRET',
  'DISCORD_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'NOTIFY_URLS',
  'MAM_ID',
  'SEEDBOX_MAM_ID',
  'PROWLARR_API_KEY',
  'QB_PASSWORD',
  'QB_API_KEY',
  'ABS_TOKEN',
  'ABS_PASSWORD',
  'HARDCOVER_TOKEN',
  'GOOGLE_BOOKS_API_KEY',
  'METADATA_PROVIDERS',
  'MODEL_API_KEY',
  'TRANSCRIPTION_API_KEY',
] as const satisfies readonly (keyof z.output<typeof options>)[];
