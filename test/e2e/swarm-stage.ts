import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'vitest';
import { renderRecording } from '../../src/sandbox/audio.ts';
import { books } from '../../src/sandbox/books.ts';
import { type RunningQbittorrent, startQbittorrent } from '../support/qbittorrent.ts';
import { connectTo, type SwarmClient } from '../support/swarm-client.ts';
import { startSwarmTracker, type SwarmTracker } from '../support/swarm-tracker.ts';
import { makeTorrent } from '../support/torrent.ts';
import { until } from '../support/until.ts';
import type { ChatRoom } from './chat-room.ts';
import { type FileState, readFolder } from './folders.ts';
import { offerRealTorrents, type RealTorrent } from './real-torrents.ts';
import { type BotStage, openBotStage } from './stage.ts';
import { patience, type TestBot } from './test-bot.ts';

/** A stage with a swarm of real clients: one seeds, the bot has the other. */
export type SwarmStage = Omit<BotStage, 'start'> & {
  swarm: SwarmTracker;
  /** Where the seeded files lie, and what they were before anything began. */
  content: string;
  originals: Map<string, FileState>;
  torrents: RealTorrent[];
  /** Whoever shares the books. */
  seeder: SwarmClient;
  /** The bot's client, and a person who sits at it. */
  leecher: RunningQbittorrent;
  person: () => Promise<SwarmClient>;
  /** The bot with the real client. */
  start: (changes?: Record<string, string>, room?: ChatRoom) => Promise<TestBot>;
};

/** What is shared: a file or folder below `content` for one book of the sandbox. */
export type Shared = { title: string; name: string; format: RealTorrent['format'] };

/** Opens a stage whose tracker offers what `fill` puts into the content folder, all of it seeded. */
export async function openSwarmStage(
  context: Pick<TestContext, 'onTestFinished'>,
  fill: (content: string) => Promise<Shared[]>,
): Promise<SwarmStage> {
  const stage = await openBotStage(context);
  const content = path.join(stage.folder, 'content');
  await mkdir(content);
  const shared = await fill(content);
  const originals = await readFolder(content);
  const swarm = await startSwarmTracker();
  stage.onEnd(swarm.stop);
  const torrents = shared.map((one) => torrentOf(one, originals, swarm.announceUrl));
  const [source, leecher] = await Promise.all([startQbittorrent(), startQbittorrent()]);
  stage.onEnd(() => Promise.all([source.stop(), leecher.stop()]));
  const seeder = await connectTo(source);
  await seedAll(seeder, torrents, content, swarm);
  offerRealTorrents(stage, torrents);
  const environment = {
    MAM_TRACKER_URL: swarm.announceUrl,
    QB_URL: leecher.baseUrl,
    QB_USERNAME: leecher.username,
    QB_PASSWORD: leecher.password,
    QB_SAVE_PATH: path.join(leecher.defaultSavePath, 'audiobooks'),
  };
  return {
    ...stage,
    environment: { ...stage.environment, ...environment },
    swarm,
    content,
    originals,
    torrents,
    seeder,
    leecher,
    person: () => connectTo(leecher),
    start: (changes = {}, room) => stage.start({ ...environment, ...changes }, room),
  };
}

/** Writes one mp3 for each of these books of the sandbox, named as uploaders do. */
export function recordings(...titles: string[]): (content: string) => Promise<Shared[]> {
  return async (content) => {
    const shared: Shared[] = [];
    for (const title of titles) {
      const book = books.find((one) => one.title === title);
      if (!book) throw new Error(`the sandbox has no book ${title}`);
      const [narrator = ''] = book.narrators;
      const tags = { title, album: title, author: book.author, narrator, year: book.year };
      const recording = { seconds: 300, kbps: 64, chapters: [] };
      const bytes = renderRecording({ ...recording, tags: { ...tags, track: null, asin: null } });
      const name = `${book.author} - ${title}.mp3`;
      await writeFile(path.join(content, name), bytes);
      shared.push({ title, name, format: 'mp3' });
    }
    return shared;
  };
}

/** Waits until the bot's client has a part of the torrent, and no more. */
export async function underWay(
  { person }: Pick<SwarmStage, 'person'>,
  infoHash: string,
): Promise<void> {
  const client = await person();
  const torrent = await until(async () => {
    const rows = await client.torrents();
    return rows.find(({ hash, progress }) => hash === infoHash && progress > 0);
  }, patience);
  if (torrent.progress === 1) throw new Error('the download was over too soon');
}

/** The seeded files of a torrent, by their path below its folder if it has one. */
export function filesOf(
  { originals }: Pick<SwarmStage, 'originals'>,
  name: string,
): [string, FileState][] {
  return [...originals]
    .filter(([file]) => file.split('/')[0] === name)
    .map(([file, state]) => [file === name ? name : file.slice(name.length + 1), state]);
}

function torrentOf(
  { title, name, format }: Shared,
  originals: Map<string, FileState>,
  announce: string,
): RealTorrent {
  const files = filesOf({ originals }, name).map(([file, { bytes }]) => ({ path: file, bytes }));
  const sizeBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const { bytes, infoHash } = makeTorrent({ name, files, announce });
  return { title, name, format, sizeBytes, fileCount: files.length, bytes, infoHash };
}

async function seedAll(
  seeder: SwarmClient,
  torrents: readonly RealTorrent[],
  content: string,
  swarm: SwarmTracker,
): Promise<void> {
  const there = { savepath: content, autoTMM: 'false' };
  for (const { bytes } of torrents) await seeder.add(bytes, there);
  await until(() =>
    torrents.every(({ infoHash }) =>
      swarm.log.some((announce) => announce.infoHash === infoHash && announce.left === 0),
    ),
  );
}
