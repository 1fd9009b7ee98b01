import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { ffmpegAvailable, makeM4b, makeMp3Set } from '../support/audio.ts';
import { qbittorrentAvailable } from '../support/qbittorrent.ts';
import { until } from '../support/until.ts';
import { textOf } from './chat-room.ts';
import { readFolder } from './folders.ts';
import { filesOf, openSwarmStage, type SwarmStage } from './swarm-stage.ts';
import { approve, cardOf, shelved, wantEverything } from './test-bot.ts';

const longMs = 180_000;

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
type Told = typeof warlord;

/** One m4b with chapters and one set of mp3 files. */
function open(context: TestContext): Promise<SwarmStage> {
  return openSwarmStage(context, async (content) => {
    await makeM4b(path.join(content, warlord.name), warlord, { ...warlord, chapters: 4 });
    await makeMp3Set(path.join(content, phoenix.name), phoenix, { ...phoenix, parts: 3 });
    return [
      { ...warlord, format: 'm4b' },
      { ...phoenix, format: 'mp3' },
    ];
  });
}

describe.skipIf(!qbittorrentAvailable || !ffmpegAvailable)('in a real swarm', () => {
  test.concurrent(
    'gaps are proposed, approved, downloaded, linked into the library and announced',
    async (context) => {
      const stage = await open(context);
      const bot = await stage.start();
      const proposals = await wantEverything(bot, [warlord.title, phoenix.title]);
      const cards = proposals.map((proposal) => textOf(cardOf(bot, proposal)));

      for (const proposal of proposals) await approve(bot, proposal);
      await shelved(bot, warlord.title);
      await shelved(bot, phoenix.title);

      for (const card of cards) {
        expect(card).toContain('Ratio: 1.85 → 1.85');
        expect(card).toContain('Unsatisfied: 12 of 150');
      }
      for (const book of [warlord, phoenix]) {
        await expectPlaced(stage, book, stage.environment['QB_SAVE_PATH'] ?? '', 'linked');
      }
      await expectSeeded(stage);
      expectFetchedOnce(stage);
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

  test.concurrent(
    'on another file system the library gets a copy of the same bytes, and the seeding goes on',
    async (context) => {
      const stage = await open(context);
      const otherDisk = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-other-disk-'));
      stage.onEnd(() => rm(otherDisk, { recursive: true, force: true }));
      const isSameDisk = (await stat(otherDisk)).dev === (await stat(stage.folder)).dev;
      if (isSameDisk) context.skip('the temporary folders are on one file system');
      const bot = await stage.start({ QB_SAVE_PATH: otherDisk });
      const proposals = await wantEverything(bot, [warlord.title, phoenix.title]);

      for (const proposal of proposals) await approve(bot, proposal);
      await shelved(bot, warlord.title);
      await shelved(bot, phoenix.title);

      for (const book of [warlord, phoenix]) await expectPlaced(stage, book, otherDisk, 'copied');
      await expectSeeded(stage);
      const [proposal = 0] = proposals;
      expect(textOf(await bot.type('why', { proposal }))).toMatch(/\d file[s]? copied into/);
    },
    longMs,
  );
});

/** The library holds the original bytes: as the very files that the client seeds, or as others like them. */
async function expectPlaced(
  stage: SwarmStage,
  { name, folder }: Told,
  savePath: string,
  how: 'linked' | 'copied',
): Promise<void> {
  const { library } = stage.world;
  const placed = await readFolder(path.join(library.folder, folder));
  const downloaded = await readFolder(savePath);
  const wanted = filesOf(stage, name);

  expect([...placed.keys()].sort()).toEqual(wanted.map(([file]) => file).sort());
  for (const [file, { sha256 }] of wanted) {
    const seeded = downloaded.get(file === name ? name : path.join(name, file));
    const own = placed.get(file);
    expect([own?.sha256, seeded?.sha256]).toEqual([sha256, sha256]);
    expect(own?.links).toBe(how === 'linked' ? 2 : 1);
    expect(own?.inode === seeded?.inode && seeded?.links === 2).toBe(how === 'linked');
  }
  const shown = [...library.items.values()].map(({ relPath }) => relPath);
  expect(shown).toContain(folder);
}

/** The client seeds both in its category, the swarm saw them complete, and the seeder's files are as before. */
async function expectSeeded(stage: SwarmStage): Promise<void> {
  const { swarm, torrents, content, originals } = stage;
  const person = await stage.person();
  const rows = await until(async () => {
    const all = await person.torrents();
    return all.every(({ state }) => /UP$|^uploading$/.test(state)) && all;
  });
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

function expectFetchedOnce({ world }: SwarmStage): void {
  const { releases, requests } = world.tracker;
  const fetched = requests.filter(({ kind }) => kind === 'download');
  expect(fetched.map(({ query }) => query['tid'] ?? '').sort()).toEqual(
    releases.map(({ id }) => String(id)).sort(),
  );
}
