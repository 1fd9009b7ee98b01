import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { renderRecording } from './audio.ts';
import { type Book, books } from './books.ts';
import { type Catalogue, startCatalogue } from './catalogue.ts';
import type { Dialect } from './download-client/torrent.ts';
import { type DownloadClient, startDownloadClient } from './download-client.ts';
import { type LibraryServer, startLibraryServer } from './library-server.ts';
import { type ProviderServer, startProviders } from './providers.ts';
import { createSwarm, type Swarm } from './torrents.ts';
import { startTracker, type Tracker } from './tracker.ts';

/** Everything the product talks to, on loopback, with a small library that has gaps. */
export type World = {
  tracker: Tracker;
  downloadClient: DownloadClient;
  library: LibraryServer;
  catalogue: Catalogue;
  providers: ProviderServer;
  swarm: Swarm;
  /** The product's configuration for this world. */
  environment: Record<string, string>;
  /** Ends every server and all work; the files stay. */
  stop: () => Promise<void>;
};

export type WorldOptions = {
  /** Folder for the library and the downloads, on one disk so that hard links work. */
  dir: string;
  random?: () => number;
  now?: () => Date;
  pace?: { downloadBytesPerSecond: number };
  qbittorrentDialect?: Dialect;
};

export async function startWorld(options: WorldOptions): Promise<World> {
  const { random = Math.random, now = () => new Date(), qbittorrentDialect = '5.3' } = options;
  const dir = resolve(options.dir);
  const libraryFolder = join(dir, 'library');
  const downloads = join(dir, 'downloads');
  await writeOwnedBooks(libraryFolder);
  const swarm = createSwarm();
  const tracker = await startTracker({ swarm, random, now });
  const library = await startLibraryServer({ folder: libraryFolder, now });
  const catalogue = await startCatalogue({ now });
  const providers = await startProviders();
  const downloadClient = await startDownloadClient({
    dialect: qbittorrentDialect,
    swarm,
    defaultSavePath: downloads,
    bytesPerSecond: options.pace?.downloadBytesPerSecond ?? 1_000_000,
    random,
    now,
  });
  return {
    tracker,
    downloadClient,
    library,
    catalogue,
    providers,
    swarm,
    environment: {
      MAM_URL: tracker.url,
      MAM_TRACKER_URL: tracker.url,
      MAM_ID: tracker.session.seed,
      QB_URL: downloadClient.url,
      QB_USERNAME: downloadClient.username,
      QB_PASSWORD: downloadClient.password,
      QB_CATEGORY: 'audiobooks',
      QB_SAVE_PATH: join(downloads, 'audiobooks'),
      ABS_URL: library.url,
      ABS_TOKEN: library.token,
      ABS_LIBRARY_ID: library.libraryId,
      LIBRARY_PATH: libraryFolder,
      AUDIBLE_URL: catalogue.url,
      ...providers.environment,
      // Nobody sleeps in the sandbox.
      QUIET_HOURS: 'off',
    },
    stop: async () => {
      // The client announces to the tracker, so it ends first.
      await downloadClient.stop();
      await Promise.all([tracker.stop(), library.stop(), catalogue.stop(), providers.stop()]);
    },
  };
}

async function writeOwnedBooks(libraryFolder: string): Promise<void> {
  for (const book of books.filter((one) => one.owned)) {
    const path = join(libraryFolder, ownedPath(book));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, renderOwned(book));
  }
}

function ownedPath({ author, series, title, narrators }: Book): string {
  const folder = `${title} {${narrators.join(', ')}}`;
  if (series === null) return join(author, folder, `${title}.mp3`);
  return join(
    author,
    series.name,
    `${series.position.padStart(2, '0')} - ${folder}`,
    `${title}.mp3`,
  );
}

/** Every third book has no ASIN in its tags, as in any grown library. */
function renderOwned(book: Book): Buffer {
  const { asin, title, author, narrators, year, minutes } = book;
  const hasAsin = books.indexOf(book) % 3 !== 2;
  const tags = { title, album: title, author, narrator: narrators.join(', '), year, track: null };
  return renderRecording({
    seconds: minutes * 60,
    kbps: 64,
    chapters: [],
    tags: { ...tags, asin: hasAsin ? asin : null },
  });
}
