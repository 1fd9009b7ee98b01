import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BookTags, ffmpegAvailable, makeM4b, makeMp3Set } from '../support/audio.ts';
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
import { offerRealTorrents, type RealTorrent } from './real-torrents.ts';
import { offerOnly, useStage } from './stage.ts';
import { approve, cardOf, shelved, startTestBot, wantEverything } from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const phoenix = 'The Phoenix and the Carpet';
const longMs = 60_000;

type Original = { bytes: Buffer; mtimeMs: number };

describe.skipIf(!qbittorrentAvailable || !ffmpegAvailable)('in a real swarm', () => {
  const stage = useStage();
  let swarm: SwarmTracker;
  let leecher: RunningQbittorrent;
  let client: SwarmClient;
  /** Every seeded file by its path below the seeding folder. */
  let originals: Map<string, Original>;
  let content: string;
  let torrents: RealTorrent[];

  beforeEach(async () => {
    // The socket of the bot's database lies where the rest is, to be removed with it.
    vi.stubEnv('TMPDIR', stage.folder);
    content = path.join(stage.folder, 'content');
    await makeBooks(content);
    originals = await readFolder(content);
    swarm = await startSwarmTracker();
    stage.onEnd(swarm.stop);
    const programs = await Promise.all([startQbittorrent(), startQbittorrent()]);
    for (const program of programs) stage.onEnd(program.stop);
    const [seeder] = programs;
    leecher = programs[1];
    torrents = [
      { title: warlord, format: 'm4b', ...torrentOf(`${warlord}.m4b`, originals) },
      { title: phoenix, format: 'mp3', ...torrentOf(phoenix, originals) },
    ];
    await seedAll(await connectTo(seeder));
    client = await connectTo(leecher);
    offerOnly(stage, [warlord, phoenix]);
    offerRealTorrents(stage, torrents);
  }, longMs);

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  async function seedAll(seeding: SwarmClient): Promise<void> {
    for (const { bytes } of torrents) await seeding.seed(bytes, content);
    await until(() => {
      const seeded = swarm.log.filter(({ left }) => left === 0).map(({ infoHash }) => infoHash);
      return torrents.every(({ infoHash }) => seeded.includes(infoHash));
    });
  }

  /** A torrent of one seeded file, or of a seeded folder. */
  function torrentOf(name: string, files: ReadonlyMap<string, Original>) {
    const own = [...files].filter(([file]) => file === name || file.startsWith(`${name}/`));
    const announce = swarm.announceUrl;
    const torrentFiles = own.map(([file, { bytes }]) => {
      return { path: file === name ? name : file.slice(name.length + 1), bytes };
    });
    const torrent = makeTorrent({ name, files: torrentFiles, announce });
    const sizeBytes = own.reduce((sum, [, { bytes }]) => sum + bytes.length, 0);
    return { name, ...torrent, sizeBytes, fileCount: own.length };
  }

  test('two gaps are proposed, approved, downloaded, linked, shelved and announced', async () => {
    const savePath = path.join(leecher.defaultSavePath, 'audiobooks');
    const bot = await startTestBot({
      ...stage.environment,
      MAM_TRACKER_URL: swarm.announceUrl,
      QB_URL: leecher.baseUrl,
      QB_USERNAME: leecher.username,
      QB_PASSWORD: leecher.password,
      QB_SAVE_PATH: savePath,
    });
    stage.onEnd(bot.stop);
    const proposals = await wantEverything(bot, [warlord, phoenix]);
    const cards = proposals.map((proposal) => textOf(cardOf(bot, proposal)));

    for (const proposal of proposals) await approve(bot, proposal);
    await shelved(bot, warlord);
    await shelved(bot, phoenix);

    for (const card of cards) {
      expect(card).toContain('Ratio: 1.85 → 1.85');
      expect(card).toContain('Unsatisfied: 12 of 150');
    }
    const { library, tracker } = stage.world;
    const shelf = {
      [warlord]: 'Edgar Rice Burroughs/Barsoom/03 - The Warlord of Mars {Tobias Merrow}',
      [phoenix]: 'E. Nesbit/Psammead Trilogy/02 - The Phoenix and the Carpet {Rosalind Tarrant}',
    };
    for (const { title, name } of torrents) {
      const folder = path.join(library.folder, shelf[title] ?? '');
      const wanted = inside(originals, name);
      const placed = await readFolder(folder);
      expect(hashes(placed)).toEqual(hashes(wanted));
      for (const file of placed.keys()) {
        const inLibrary = await stat(path.join(folder, file));
        const inClient = await stat(
          path.join(savePath, wanted.size === 1 ? name : path.join(name, file)),
        );
        expect(inLibrary).toMatchObject({ ino: inClient.ino, nlink: 2 });
      }
      const [proposal] = proposals.filter((_, index) => torrents[index]?.title === title);
      const why = textOf(await bot.type('why', { proposal: proposal ?? 0 }));
      expect(why).toMatch(/approved by[^]*handed to qBittorrent[^]*pieces ok[^]*linked into[^]*on the shelf/);
    }
    expect(await readFolder(content)).toEqual(originals);

    const rows = (await client.torrents()).toSorted((a, b) => a.name.localeCompare(b.name));
    expect(rows).toMatchObject([
      { name: phoenix, progress: 1, category: 'audiobooks', tags: 'E. Nesbit, mam, requested' },
      {
        name: `${warlord}.m4b`,
        progress: 1,
        category: 'audiobooks',
        tags: 'Edgar Rice Burroughs, mam, requested',
      },
    ]);
    expect(rows.map(({ hash }) => hash).sort()).toEqual(
      torrents.map(({ infoHash }) => infoHash).sort(),
    );
    const completed = swarm.log.filter(({ event }) => event === 'completed');
    expect(completed.map(({ infoHash, left }) => `${infoHash} ${left}`).sort()).toEqual(
      torrents.map(({ infoHash }) => `${infoHash} 0`).sort(),
    );
    const fetched = tracker.requests.filter(({ kind }) => kind === 'download');
    expect(fetched.map(({ query }) => Number(query['tid'])).sort()).toEqual(
      tracker.releases.filter(({ free }) => free).map(({ id }) => id).sort(),
    );
    const items = [...library.items.values()].map(({ relPath }) => relPath);
    expect(items).toEqual(expect.arrayContaining(Object.values(shelf)));
    expect(bot.room.titled(/^On the shelf/)).toHaveLength(2);
    expect(bot.room.posts).toHaveLength(new Set(bot.room.posts).size);
  }, longMs);
});
