import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'vitest';
import { expect, test } from 'vitest';
import type { Reply } from '../../src/command/reply.ts';
import { adoptNewcomers } from '../../src/downloads/adopt.ts';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { oldM4b, openReplacing, place, type ReplacingStage, tags } from '../replacing/stage.ts';
import { ffmpegAvailable, makeM4b } from '../support/audio.ts';

const patienceMs = 120_000;

/** The owned edition has so many kbit/s, whatever its sound has. */
async function openOwned(
  context: Pick<TestContext, 'onTestFinished'>,
  kbps: number | null,
): Promise<ReplacingStage> {
  const stage = await openReplacing(context, (library) =>
    oldM4b(path.join(library, place, 'tale.m4b')),
  );
  await stage.rows(`update books set bitrate_kbps = ${kbps}`);
  return stage;
}

async function arrivalFiles({ folder }: ReplacingStage) {
  const file = path.join(folder, 'made', 'new.m4b');
  await makeM4b(file, tags, { seconds: 40, chapters: 4 });
  return [{ path: 'new.m4b', bytes: await readFile(file) }];
}

/** A grab of the book, which came to the shelf in the meantime. */
async function grab(stage: ReplacingStage, kbps: number): Promise<number> {
  const id = await stage.download('A Tale', await arrivalFiles(stage));
  const facts = JSON.stringify({ bitrateKbps: kbps, bitrateSource: 'mediainfo' });
  await stage.rows(`update releases set facts = facts || '${facts}'::jsonb`);
  return id;
}

const stateOf = (stage: ReplacingStage) =>
  stage.rows<{ status: string; stop_reason: string | null; status_reason: string }>(
    'select status, stop_reason, status_reason from downloads',
  );
const duplicateStatus = (stage: ReplacingStage) =>
  stage.rows(`select duplicate_status from books where title = 'A Tale' order by id`);
const booksOnDisk = async ({ library }: ReplacingStage) =>
  (await readdir(library, { recursive: true }))
    .filter((name) => name.startsWith('Ann Author') && name.endsWith('.m4b'))
    .sort();
const owned = 'Ann Author/A Tale/tale.m4b';
const lastAlert = async (stage: ReplacingStage): Promise<Reply> =>
  (await stage.alerts()).at(-1) ?? { title: 'none', tone: 'info', blocks: [] };

test.runIf(ffmpegAvailable)(
  'a grab whose work is on the shelf in a better edition stops with both compared; ignored, the shelf stays',
  async (context) => {
    const stage = await openOwned(context, 128);
    const download = await grab(stage, 64);

    await stage.follow();

    expect(await stateOf(stage)).toEqual([
      {
        status: 'stopped',
        stop_reason: 'owned-edition',
        status_reason:
          'A Tale is on the shelf already, in a better edition: 64 kbps, owned 128 kbps; unabridged, owned unabridged; read by Nora Voice, owned by Nora Voice',
      },
    ]);
    expect(await booksOnDisk(stage)).toEqual([owned]);
    const card = await lastAlert(stage);
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Import anyway', 'Ignore']);
    expect(await duplicateStatus(stage)).toEqual([{ duplicate_status: 'none' }]);

    await stage.type('cancel', { download, reason: 'ignored' });
    await stage.follow();

    expect(await stateOf(stage)).toMatchObject([{ status: 'cancelled' }]);
    expect(await booksOnDisk(stage)).toEqual([owned]);
    expect(stage.world.downloadClient.torrents.size).toBe(1);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'an operator may have both: the second one gets a folder of its own',
  async (context) => {
    const stage = await openOwned(context, 64);
    const download = await grab(stage, 64);
    await stage.follow();
    expect(textOf(await lastAlert(stage))).toContain('in an equal edition');

    await stage.type('import', { download, anyway: true });
    await stage.follow();

    expect(await stateOf(stage)).toMatchObject([{ status: 'completed' }]);
    expect(await booksOnDisk(stage)).toEqual(['Ann Author/A Tale {Nora Voice}/new.m4b', owned]);
    await expect(stage.type('import', { download, anyway: true })).rejects.toThrow(
      'does not wait for that answer; it is completed',
    );
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'a bitrate nobody knows holds the import back instead of counting as better or worse',
  async (context) => {
    const stage = await openOwned(context, null);
    await grab(stage, 128);

    await stage.follow();

    expect(await stateOf(stage)).toMatchObject([{ stop_reason: 'owned-edition' }]);
    expect(textOf(await lastAlert(stage))).toContain('the two editions cannot be compared');
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'a better edition is offered for the place of the owned one, and takes it without another grab',
  async (context) => {
    const stage = await openOwned(context, 64);
    const download = await grab(stage, 128);
    const [id, heard] = [stage.itemId(), stage.heard()];

    await stage.follow();

    expect(await stateOf(stage)).toMatchObject([{ stop_reason: 'better-edition' }]);
    expect(await duplicateStatus(stage)).toEqual([{ duplicate_status: 'superior_available' }]);
    const card = await lastAlert(stage);
    expect(buttonsOf(card).map(({ label }) => label)).toEqual([
      'Replace',
      'Import anyway',
      'Ignore',
    ]);

    const both = [stage.type('replace', { download }), stage.type('replace', { download })];
    const answers = await Promise.allSettled(both);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await stage.follow();

    expect(await stateOf(stage)).toMatchObject([{ status: 'completed' }]);
    expect(await booksOnDisk(stage)).toEqual(['Ann Author/A Tale/new.m4b']);
    expect(stage.itemId()).toBe(id);
    expect(stage.heard()).toEqual(heard);
    expect(await duplicateStatus(stage)).toEqual([{ duplicate_status: 'none' }]);
    const missing = await stage.rows(
      'select reason_missing, download_status, is_wanted from missing_books order by id',
    );
    expect(missing).toEqual([
      { reason_missing: 'request', download_status: 'completed', is_wanted: false },
      { reason_missing: 'replacement', download_status: 'completed', is_wanted: false },
    ]);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'a torrent a person added, and a folder a person says it is, are compared by what was measured',
  async (context) => {
    const stage = await openOwned(context, 320);
    const look = () => adoptNewcomers(stage.services, new AbortController().signal);
    await look();
    const files = await arrivalFiles(stage);
    await stage.seed('Ann Author - A Tale', files);
    await look();

    await stage.follow();

    expect(await stateOf(stage)).toMatchObject([{ stop_reason: 'owned-edition' }]);
    const reason = (await stateOf(stage))[0]?.status_reason ?? '';
    expect(reason).toMatch(/in a better edition: \d+ kbps, owned 320 kbps/);

    await stage.rows(`update downloads set status = 'stopped', stop_reason = 'matched-nothing',
                             title = 'no name', owned_book_id = null`);
    await stage.type('import', { download: 1, title: 'A Tale', author: 'Ann Author' });
    await stage.follow();

    expect(await stateOf(stage)).toMatchObject([{ stop_reason: 'owned-edition' }]);
    expect(
      await stage.rows(
        `select d.title, b.title as owned from downloads d join books b on b.id = d.owned_book_id`,
      ),
    ).toEqual([{ title: 'A Tale', owned: 'A Tale' }]);
    expect(await booksOnDisk(stage)).toEqual([owned]);
  },
  patienceMs,
);
