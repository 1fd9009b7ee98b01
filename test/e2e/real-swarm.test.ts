import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ffmpegAvailable, makeM4b, makeMp3Set } from '../support/audio.ts';
import {
  qbittorrentAvailable,
  type RunningQbittorrent,
  startQbittorrent,
} from '../support/qbittorrent.ts';
import { connectTo, type SwarmClient } from '../support/swarm-client.ts';
import { startSwarmTracker, type SwarmTracker } from '../support/swarm-tracker.ts';
import { makeTorrent } from '../support/torrent.ts';
import { until } from '../support/until.ts';
import { textOf } from './chat-room.ts';
import { type FileState, readFolder } from './folders.ts';
import { offerRealTorrents, type RealTorrent } from './real-torrents.ts';
import { useStage } from './stage.ts';
import {
  approve,
  cardOf,
  shelved,
  startTestBot,
  type TestBot,
  wantEverything,
} from './test-bot.ts';

const longMs = 60_000;

/** As the sandbox's catalogue has them. */
const warlord = {
  title: 'The Warlord of Mars',
  author: 'Edgar Rice Burroughs',
  narrator: 'Tobias Merrow',
  seconds: 120,
  name: 'The Warlord of Mars.m4b',
  folder: 'Edgar Rice Burroughs/Barsoom/03 - The Warlord of Mars {Tobias Merrow}',
};
const phoenix = {
  title: 'The Phoenix and the Carpet',
  author: 'E. Nesbit',
  narrator: 'Rosalind Tarrant',
  seconds: 180,
  name: 'The Phoenix and the Carpet',
  folder: 'E. Nesbit/Psammead Trilogy/02 - The Phoenix and the Carpet {Rosalind Tarrant}',
};

describe.skipIf(!qbittorrentAvailable || !ffmpegAvailable)('in a real swarm', () => {
  const stage = useStage();
  let swarm: SwarmTracker;
  let leecher: RunningQbittorrent;
  let client: SwarmClient;
  let content: string;
  let originals: Map<string, FileState>;
  let torrents: RealTorrent[];

  beforeEach(async () => {
    // The socket of the bot's database lies where the rest is, to be removed with it.
    vi.stubEnv('TMPDIR', stage.folder);
    content = path.join(stage.folder, 'content');
    await makeM4b(path.join(content, warlord.name), warlord, { ...warlord, chapters: 4 });
    await makeMp3Set(path.join(content, phoenix.name), phoenix, { ...phoenix, parts: 3 });
    originals = await readFolder(content);
    swarm = await startSwarmTracker();
    stage.onEnd(swarm.stop);
    torrents = [torrentOf(warlord, 'm4b'), torrentOf(phoenix, 'mp3')];
    const seeder = await startQbittorrent();
    stage.onEnd(() => seeder.stop());
    leecher = await startQbittorrent();
    stage.onEnd(() => leecher.stop());
    await seedAll(await connectTo(seeder));
    client = await connectTo(leecher);
    offerRealTorrents(stage, torrents);
  }, longMs);

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  function torrentOf({ title, name }: typeof warlord, format: RealTorrent['format']): RealTorrent {
    const files = filesOf(name).map(([file, { bytes }]) => ({ path: file, bytes }));
    const sizeBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const { bytes, infoHash } = makeTorrent({ name, files, announce: swarm.announceUrl });
    return { title, name, format, sizeBytes, fileCount: files.length, bytes, infoHash };
  }

  /** The seeded files of a torrent, by their path below its folder if it has one. */
  function filesOf(name: string): [string, FileState][] {
    return [...originals]
      .filter(([file]) => file.split('/')[0] === name)
      .map(([file, state]) => [file === name ? name : file.slice(name.length + 1), state]);
  }

  async function seedAll(seeder: SwarmClient): Promise<void> {
    for (const { bytes } of torrents) await seeder.seed(bytes, content);
    await until(() =>
      torrents.every(({ infoHash }) =>
        swarm.log.some((announce) => announce.infoHash === infoHash && announce.left === 0),
      ),
    );
  }

  async function start(): Promise<TestBot> {
    const bot = await startTestBot({
      ...stage.environment,
      MAM_TRACKER_URL: swarm.announceUrl,
      QB_URL: leecher.baseUrl,
      QB_USERNAME: leecher.username,
      QB_PASSWORD: leecher.password,
      QB_SAVE_PATH: path.join(leecher.defaultSavePath, 'audiobooks'),
    });
    stage.onEnd(bot.stop);
    return bot;
  }

  test(
    'gaps are proposed, approved, downloaded, linked into the library and announced',
    async () => {
      const bot = await start();
      const proposals = await wantEverything(bot, [warlord.title, phoenix.title]);
      const cards = proposals.map((proposal) => textOf(cardOf(bot, proposal)));

      for (const proposal of proposals) await approve(bot, proposal);
      await shelved(bot, warlord.title);
      await shelved(bot, phoenix.title);

      for (const card of cards) {
        expect(card).toContain('Ratio: 1.85 → 1.85');
        expect(card).toContain('Unsatisfied: 12 of 150');
      }
      await expectLinked(warlord);
      await expectLinked(phoenix);
      await expectSeeded();
      expectFetchedOnce();
      expect(bot.room.titled(/^On the shelf/)).toHaveLength(2);
      expect(bot.room.posts).toHaveLength(new Set(bot.room.posts).size);
      for (const proposal of proposals) {
        const why = textOf(await bot.type('why', { proposal }));
        expect(why).toMatch(
          /approved by[^]*handed to qBittorrent[^]*pieces ok[^]*linked into[^]*on the shelf/,
        );
      }
    },
    longMs,
  );

  /** The library holds the original bytes, as the same files on the disk that the client seeds. */
  async function expectLinked({ name, folder }: typeof warlord): Promise<void> {
    const { library } = stage.world;
    const placed = await readFolder(path.join(library.folder, folder));
    const downloaded = await readFolder(path.join(leecher.defaultSavePath, 'audiobooks'));

    const wanted = filesOf(name);
    expect([...placed.keys()].sort()).toEqual(wanted.map(([file]) => file).sort());
    for (const [file, { sha256 }] of wanted) {
      const seeded = downloaded.get(file === name ? name : path.join(name, file));
      expect(placed.get(file)).toMatchObject({ sha256, inode: seeded?.inode, links: 2 });
    }
    const shown = [...library.items.values()].map(({ relPath }) => relPath);
    expect(shown).toContain(folder);
  }

  /** The client seeds both in its category, the swarm saw them complete, and the seeder's files are as before. */
  async function expectSeeded(): Promise<void> {
    const rows = await client.torrents();
    expect(rows).toHaveLength(2);
    for (const { author, name } of [warlord, phoenix]) {
      const row = rows.find((one) => one.name === name);
      expect(row).toMatchObject({ progress: 1, category: 'audiobooks' });
      expect(row?.tags.split(', ').sort()).toEqual([author, 'mam', 'requested']);
    }
    const completed = swarm.log.filter(({ event }) => event === 'completed');
    const hashes = completed.map(({ infoHash }) => infoHash).sort();
    expect(hashes).toEqual(torrents.map(({ infoHash }) => infoHash).sort());
    expect(completed.every(({ left }) => left === 0)).toBe(true);
    expect(await readFolder(content)).toEqual(originals);
  }

  function expectFetchedOnce(): void {
    const { releases, requests } = stage.world.tracker;
    const fetched = requests.filter(({ kind }) => kind === 'download');
    expect(fetched.map(({ query }) => query['tid'] ?? '').sort()).toEqual(
      releases.map(({ id }) => String(id)).sort(),
    );
  }
});
