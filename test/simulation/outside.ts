import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderRecording } from '../../src/sandbox/audio.ts';
import type { Book } from '../../src/sandbox/books.ts';
import { type Catalogue, startCatalogue } from '../../src/sandbox/catalogue.ts';
import { type DownloadClient, startDownloadClient } from '../../src/sandbox/download-client.ts';
import type { RecordedRequest, SandboxServer } from '../../src/sandbox/http.ts';
import { type LibraryServer, startLibraryServer } from '../../src/sandbox/library-server.ts';
import { createSwarm } from '../../src/sandbox/torrents.ts';
import { startTracker, type Tracker } from '../../src/sandbox/tracker.ts';
import { seededRandom } from '../labels/random.ts';
import { type Chat, createChat } from './chat.ts';
import { createFaults, type Weather } from './faults.ts';
import { createWitness, type Witness } from './witness.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Everything the product talks to: models on loopback, and two chats. */
export type Outside = {
  tracker: Tracker;
  client: DownloadClient;
  library: LibraryServer;
  catalogue: Catalogue;
  chats: Chat[];
  /** What the catalogue sells; books are added as they come out. */
  books: Book[];
  witness: Witness;
  faults: () => number;
  environment: Record<string, string>;
  close: () => Promise<void>;
};

const bytesPerSecond = 60_000;
const mib = 1024 ** 2;

export async function openOutside(options: {
  dir: string;
  time: VirtualTime;
  weather: Weather;
}): Promise<Outside> {
  const { dir, time, weather } = options;
  const { now } = time;
  const chance = seededRandom(weather.seed + 1);
  const random = () => chance.next();
  const swarm = createSwarm();
  const downloads = path.join(dir, 'downloads');
  const folder = path.join(dir, 'library');
  await mkdir(folder, { recursive: true });
  const books: Book[] = [];
  const tracker = await startTracker({ swarm, random, now, releases: [] });
  Object.assign(tracker.limits, { searchSpacingMs: 0, downloadBurst: Number.POSITIVE_INFINITY });
  // An account as small as the recordings, so that each of them counts.
  Object.assign(tracker.account, { uploadedBytes: 130 * mib, downloadedBytes: 100 * mib });
  const library = await startLibraryServer({ folder, now, scanMs: 'by hand' });
  const catalogue = await startCatalogue({ now, books });
  const client = await startDownloadClient({
    dialect: weather.seed % 2 === 0 ? '5.3' : '4.5',
    swarm,
    defaultSavePath: downloads,
    bytesPerSecond,
    random,
    now,
    isByHand: true,
  });
  const chats = (['discord', 'slack'] as const).map((name) => createChat(name, weather, now));
  const witness = createWitness({ tracker, client, swarm, now });
  let faults = 0;
  const servers = { tracker, qbittorrent: client, audiobookshelf: library, audible: catalogue };
  for (const [service, server] of Object.entries(servers)) {
    const judge = createFaults(weather, service, now);
    watch(server, (request) => {
      const fault = isFromClient(request) ? undefined : judge(request);
      if (fault) faults += 1;
      witness.see(service, request, fault);
      return fault;
    });
  }
  // Programs at work while somebody sleeps.
  time.onMove(async (before) => {
    await client.step((now().getTime() - before.getTime()) / 1000);
    await library.finishScan();
  });
  return {
    tracker,
    client,
    library,
    catalogue,
    chats,
    books,
    witness,
    faults: () => faults + chats.reduce((sum, chat) => sum + chat.faults(), 0),
    environment: {
      MAM_URL: tracker.url,
      MAM_TRACKER_URL: tracker.url,
      MAM_ID: tracker.session.seed,
      QB_URL: client.url,
      QB_USERNAME: client.username,
      QB_PASSWORD: client.password,
      QB_SAVE_PATH: path.join(downloads, 'audiobooks'),
      ABS_URL: library.url,
      ABS_TOKEN: library.token,
      ABS_LIBRARY_ID: library.libraryId,
      LIBRARY_PATH: folder,
      AUDIBLE_URL: catalogue.url,
      DATA_DIR: path.join(dir, 'data'),
    },
    async close() {
      await client.stop();
      await Promise.all([tracker.stop(), library.stop(), catalogue.stop()]);
    },
  };
}

/** Requests are counted and forgotten: years of them would fill the memory. */
function watch(server: SandboxServer, watcher: Parameters<SandboxServer['watch']>[0]): void {
  server.watch((request) => {
    server.requests.length = 0;
    return watcher(request);
  });
}

function isFromClient({ kind }: RecordedRequest): boolean {
  return kind === 'announce';
}

/** A person puts a book on the shelf and lets the server look at it. */
export async function putOnShelf(outside: Outside, book: Book): Promise<void> {
  const { library } = outside;
  const { title, author, series, narrators, year } = book;
  const name = `${title} {${narrators.join(', ')}}`;
  const folder = series ? path.join(series.name, `${series.position} - ${name}`) : name;
  const place = path.join(library.folder, author, folder, `${title}.mp3`);
  await mkdir(path.dirname(place), { recursive: true });
  const tags = { title, album: title, author, narrator: narrators.join(', '), year, track: null };
  await writeFile(
    place,
    renderRecording({
      seconds: book.minutes * 60,
      kbps: 64,
      chapters: [],
      tags: { ...tags, asin: book.asin },
    }),
  );
}
