import type { EntityManager } from '@mikro-orm/postgresql';
import type { ChannelUse } from './chat/common/channel-use.ts';
import type { Audible } from './clients/audible/index.ts';
import type { Audnexus } from './clients/audnexus/index.ts';
import type { Audiobookshelf } from './clients/audiobookshelf/index.ts';
import type { Covers } from './clients/covers/index.ts';
import type { CustomProvider } from './clients/custom-provider/index.ts';
import type { Ffmpeg } from './clients/ffmpeg/index.ts';
import type { Hardcover } from './clients/hardcover/index.ts';
import type { Goodreads } from './clients/goodreads/index.ts';
import type { GoogleBooks } from './clients/google-books/index.ts';
import type { Itunes } from './clients/itunes/index.ts';
import type { Mam } from './clients/mam/index.ts';
import type { Seedbox } from './clients/mam/seedbox.ts';
import type { Embeddings } from './clients/model/embeddings.ts';
import type { Model } from './clients/model/index.ts';
import type { OpenLibrary } from './clients/open-library/index.ts';
import type { Transcription } from './clients/transcription/index.ts';
import type { OwnHooks } from './clients/own-hooks/index.ts';
import type { OwnServer } from './clients/own-server/index.ts';
import type { Prowlarr } from './clients/prowlarr/index.ts';
import type { Qbittorrent } from './clients/qbittorrent/index.ts';
import type { ChatName, Config } from './config.ts';
import type { Copies } from './db/copies.ts';
import type { Log } from './log.ts';
import type { Sources } from './releases/sources.ts';
import type { Policy } from './settings/policy.ts';
import type { Time } from './time.ts';

/** What operations may use; made once per process or worker thread by `app.ts`. A missing client is a feature that is switched off. */
export type Services = {
  config: Config;
  log: Log;
  /** A fresh unit of work on the database. */
  em: () => EntityManager;
  /** The content of the whole database, for backups. */
  copies: Copies;
  now: () => Date;
  /** Waits on the same clock. */
  sleep: Time['sleep'];
  /** The rules decisions are made by, as they are now. */
  policy: (em: EntityManager) => Promise<Policy>;
  /** Encrypts what may not stand readable in a database column. */
  seal: Seal;
  /** Platforms that show cards and alerts (terminal, discord, slack). */
  platforms: readonly string[];
  /** What keeps a chat of this process from working, by platform. */
  chatProblems: Map<string, readonly { text: string; hint: string }[]>;
  /** Asks a chat that is set up what the bot lacks in these channels; throws ExternalError when the chat is away. */
  chatLooks: Partial<Record<ChatName, ChatLook>>;
  /** Names of the jobs, with their schedules, for listing. */
  jobs: readonly JobInfo[];
  mam: Mam | null;
  prowlarr: Prowlarr | null;
  /** Where releases are searched. */
  sources: Sources;
  seedbox: Seedbox | null;
  qbittorrent: Qbittorrent | null;
  audiobookshelf: Audiobookshelf | null;
  audible: Audible;
  hardcover: Hardcover | null;
  /** Catalogues that are asked about single books. */
  catalogues: Catalogues;
  covers: Covers;
  goodreads: Goodreads;
  /** Asked what an unclear sentence means; null without one. */
  model: Model | null;
  embeddings: Embeddings | null;
  ffmpeg: Ffmpeg;
  /** Our own hooks, to try them out; null without HOOK_SECRET. */
  ownHooks: OwnHooks | null;
  /** Our own HTTP server as other programs see it. */
  ownServer: OwnServer;
  /** Hears what the opening of a recording says; null without one. */
  transcription: Transcription | null;
};

export type ChatLook = (
  channels: readonly ChannelUse[],
) => Promise<readonly { text: string; hint: string }[]>;

export type Catalogues = {
  audnexus: Audnexus;
  googleBooks: GoogleBooks;
  itunes: Itunes;
  openLibrary: OpenLibrary;
  custom: readonly { name: string; weight: number; client: CustomProvider }[];
  /** Requests a day by the name of the provider; one without a number has no limit of ours. */
  quotas: ReadonlyMap<string, number>;
};

export type Seal = { close: (plain: Buffer) => Buffer; open: (sealed: Buffer) => Buffer };
export type JobInfo = { name: string; description: string; schedule: string | null };
