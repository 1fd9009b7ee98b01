import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'vitest';
import { localOwner, openServices, type ServiceParameters } from '../../src/app.ts';
import type { Actor } from '../../src/command/actor.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import type { Reply } from '../../src/command/reply.ts';
import { followDownloads } from '../../src/downloads/follow.ts';
import { removeTorrentHandler } from '../../src/downloads/remove-torrent.ts';
import { dispatchOne } from '../../src/outbox/dispatch.ts';
import { renderRecording } from '../../src/sandbox/audio.ts';
import { startWorld, type World } from '../../src/sandbox/world.ts';
import type { Services } from '../../src/services.ts';
import { type Gate, startGate } from '../e2e/gate.ts';
import { createDatabase } from '../support/database.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { makeTorrent } from '../support/torrent.ts';
import { until } from '../support/until.ts';

export type BookFile = { path: string; bytes: Buffer };

/** The way of a download from the client to the shelf, step by step, without bot and chat. */
export type Pipeline = {
  folder: string;
  world: World;
  /** On the way to the download client. */
  client: Gate;
  services: Services;
  /** For a process of its own that does the same. */
  parameters: ServiceParameters;
  /** The folder of the category. */
  downloads: string;
  library: string;
  rows: <Row>(statement: string) => Promise<Row[]>;
  type: (
    command: string,
    input?: Record<string, string | number | boolean>,
    actor?: Actor,
  ) => Promise<Reply>;
  /** A wanted book, and its number. */
  want: (title: string, author?: string) => Promise<number>;
  /** A torrent in the client, its content on the disk; answers its info-hash. */
  seed: (
    name: string,
    files: readonly BookFile[],
    owned?: readonly BookFile[],
  ) => Promise<{ infoHash: string; bytes: Buffer }>;
  /** A download of a wanted book that is on its way, and its number. */
  download: (
    title: string,
    files: readonly BookFile[],
    owned?: readonly BookFile[],
  ) => Promise<number>;
  /** Takes all downloads as far as they go. */
  follow: () => Promise<void>;
  /** Carries out what was asked of the client; answers how many messages were handled. */
  dispatch: () => Promise<number>;
  alerts: () => Promise<Reply[]>;
};

const commands = await discoverCommands();

/** Real audio of so many seconds, different for each name. */
export function audio(name: string, seconds = 20): Buffer {
  const tags = {
    title: name,
    album: name,
    author: 'Ann Author',
    narrator: 'Nora Voice',
    year: 2020,
  };
  return renderRecording({
    seconds,
    kbps: 32,
    chapters: [],
    tags: { ...tags, track: null, asin: null },
  });
}

export async function openPipeline(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  settings: Record<string, string> = {},
): Promise<Pipeline> {
  const folder = await makeTemporaryFolder('shelfwarden-pipeline-');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const database = await createDatabase();
  onTestFinished(database.drop);
  const world = await startWorld({ dir: path.join(folder, 'world') });
  onTestFinished(world.stop);
  const client = await startGate(world.downloadClient.url);
  onTestFinished(client.stop);
  const { connection } = database;
  const environment: Record<string, string> = {
    ...world.environment,
    QB_URL: client.url,
    DATA_DIR: path.join(folder, 'data'),
    MIN_FREE_GB: '0',
    LOG_LEVEL: 'error',
    ...settings,
  };
  const parameters = { environment, connection, platforms: ['room'], poolMax: 6, logFile: null };
  const opened = await openServices(parameters);
  onTestFinished(opened.close);
  const { services } = opened;
  await services.qbittorrent?.ensureCategory('audiobooks', environment['QB_SAVE_PATH'] ?? '');
  return { folder, world, client, services, parameters, ...actions(world, services) };
}

function actions(
  world: World,
  services: Services,
): Omit<Pipeline, 'folder' | 'world' | 'client' | 'services' | 'parameters'> {
  const downloads = world.environment['QB_SAVE_PATH'] ?? '';
  const rows: Pipeline['rows'] = (statement) => services.em().execute(statement);
  const execute = createExecute(commands, services);

  const want: Pipeline['want'] = async (title, author = 'Ann Author') => {
    const [row] = await services.em().execute<{ id: number }[]>(
      `insert into missing_books (work_key, title, author_name, reason_missing, is_wanted)
       values (?, ?, ?, 'request', true) returning id`,
      [`request:${title}`, title, author],
    );
    return row?.id ?? 0;
  };

  const seed: Pipeline['seed'] = async (name, files, owned = files) => {
    await writeFiles(downloads, name, owned);
    const announce = `${world.tracker.url}/tracker.php/passkey/announce`;
    const { bytes, infoHash } = makeTorrent({ name, files: [...files], announce });
    await services.qbittorrent?.addTorrent({
      bytes,
      infoHash,
      fileName: `${infoHash}.torrent`,
      category: 'audiobooks',
      tags: [],
      savePath: null,
      stopped: false,
    });
    const { torrents } = world.downloadClient;
    await until(() => torrents.get(infoHash)?.phase === 'ready');
    return { bytes, infoHash };
  };

  const download: Pipeline['download'] = async (title, files, owned = files) => {
    const missing = await want(title);
    const { bytes, infoHash } = await seed(title, files, owned);
    const facts = JSON.stringify({ title, narrators: ['Nora Voice'], sizeBytes: 1 });
    const [row] = await services.em().execute<{ id: number }[]>(
      `with release as (
         insert into releases (source, tracker_id, title, facts)
         values ('mam', ?, ?, ?::jsonb) returning id)
       insert into downloads (missing_book_id, release_id, title, author, source, status, qbittorrent_hash, torrent_sealed)
       select ?, release.id, ?, 'Ann Author', 'mam', 'downloading', ?, ? from release returning id`,
      [`t-${title}`, title, facts, missing, title, infoHash, services.seal.close(bytes)],
    );
    await services
      .em()
      .execute(`update missing_books set download_status = 'downloading' where id = ?`, [missing]);
    return row?.id ?? 0;
  };

  return {
    downloads,
    library: world.library.folder,
    rows,
    type: async (command, input = {}, actor = localOwner()) =>
      (await execute({ command, input, actor })).reply,
    want,
    seed,
    download,
    async follow() {
      const { signal } = new AbortController();
      await followDownloads(services, { signal, untilMs: 0, onProgress: async () => {} });
    },
    async dispatch() {
      const { em, now } = services;
      const handlers = { 'remove-torrent': removeTorrentHandler(services) };
      const fail = async (_message: unknown, reason: string) => Promise.reject(new Error(reason));
      let handled = 0;
      while (await dispatchOne({ em, now, handlers, onDead: fail })) handled += 1;
      return handled;
    },
    async alerts() {
      const found = await rows<{ reply: Reply }>('select reply from alerts order by id');
      return found.map(({ reply }) => reply);
    },
  };
}

async function writeFiles(root: string, name: string, files: readonly BookFile[]): Promise<void> {
  for (const file of files) {
    const target = file.path === name ? path.join(root, name) : path.join(root, name, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.bytes);
  }
}
