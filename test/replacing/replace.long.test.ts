import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { askAboutKept } from '../../src/replacing/restore-area.ts';
import { ffmpegAvailable, makeM4b, makeMp3Set } from '../support/audio.ts';
import { oldM4b, oldSet, openReplacing, place, type ReplacingStage, tags } from './stage.ts';

const patienceMs = 120_000;
const betterM4b = (folder: string) =>
  makeM4b(path.join(folder, 'better.m4b'), tags, { seconds: 40, chapters: 4 });
const betterSet = (folder: string) => makeMp3Set(folder, tags, { seconds: 40, parts: 2 });
const inFolder = (library: string) => oldM4b(path.join(library, place, 'tale.m4b'));

const soundIn = async (folder: string) =>
  (await readdir(folder)).filter((name) => /\.(m4b|mp3)$/.test(name)).sort();
const stateOf = (stage: ReplacingStage) =>
  stage.rows('select status, stop_reason from downloads order by id');
const item = (stage: ReplacingStage) => stage.world.library.items.get(stage.itemId());

const forms = [
  {
    name: 'an m4b by an m4b',
    old: inFolder,
    better: betterM4b,
    before: ['tale.m4b'],
    after: ['better.m4b'],
  },
  {
    name: 'a set of mp3 files by an m4b',
    old: (library: string) => oldSet(path.join(library, place)),
    better: betterM4b,
    before: ['01 - Part 1.mp3', '02 - Part 2.mp3', '03 - Part 3.mp3', '04 - Part 4.mp3'],
    after: ['better.m4b'],
  },
  {
    name: 'an m4b by a set of mp3 files',
    old: inFolder,
    better: betterSet,
    before: ['tale.m4b'],
    after: ['01 - Part 1.mp3', '02 - Part 2.mp3'],
  },
];

test.for(forms)(
  '$name: the same item with every position and bookmark, the old edition kept, the seed untouched; undone it is as before',
  { timeout: patienceMs },
  async ({ old, better, before, after }, context) => {
    context.skip(!ffmpegAvailable);
    const stage = await openReplacing(context, old);
    const folder = path.join(stage.library, place);
    await writeFile(path.join(folder, 'cover.jpg'), 'a picture');
    await stage.scan();
    const id = stage.itemId();
    const heard = stage.heard();
    await stage.fetch(better);

    await stage.follow();

    expect(await stateOf(stage)).toEqual([{ status: 'completed', stop_reason: null }]);
    expect(await soundIn(folder)).toEqual(after);
    expect(await readFile(path.join(folder, 'cover.jpg'), 'utf8')).toBe('a picture');
    expect(stage.itemId()).toBe(id);
    expect(stage.world.library.items.size).toBeGreaterThan(0);
    expect(stage.heard()).toEqual(heard);
    const [row] = await stage.replacements();
    expect(await soundIn(row?.aside_path ?? '')).toEqual(before);
    const seeded = path.join(stage.downloads, 'A Tale better', after[0] ?? '');
    expect((await stat(seeded)).ino).toBe((await stat(path.join(folder, after[0] ?? ''))).ino);
    expect((await readdir(path.dirname(folder))).filter((name) => name.startsWith('.'))).toEqual(
      [],
    );
    const told = (await stage.alerts()).map(textOf).join('\n');
    expect(told).toContain('2 positions and 1 bookmark as before (checked for every user)');

    await stage.type('undo', { replacement: 1 });
    await stage.carryOn();

    expect(await soundIn(folder)).toEqual(before);
    expect(stage.itemId()).toBe(id);
    expect(stage.heard()).toEqual(heard);
    expect(await stage.replacements()).toMatchObject([{ status: 'undone' }]);
    expect((await stat(seeded)).size).toBeGreaterThan(0);
  },
);

test.runIf(ffmpegAvailable)(
  'a book that is one file keeps its name; its old bytes are kept',
  async (context) => {
    const stage = await openReplacing(context, (library) =>
      oldM4b(path.join(library, 'A Tale.m4b')),
    );
    const id = stage.itemId();
    const heard = stage.heard();
    const file = path.join(stage.library, 'A Tale.m4b');
    const old = await readFile(file);
    await stage.fetch(betterM4b);

    await stage.follow();

    expect(await stateOf(stage)).toEqual([{ status: 'completed', stop_reason: null }]);
    const [row] = await stage.replacements();
    expect((await readFile(row?.aside_path ?? '')).equals(old)).toBe(true);
    expect((await readFile(file)).equals(old)).toBe(false);
    expect(stage.itemId()).toBe(id);
    expect(stage.heard()).toEqual(heard);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'one file is never replaced by a set: Audiobookshelf would lose it',
  async (context) => {
    const stage = await openReplacing(context, (library) =>
      oldM4b(path.join(library, 'A Tale.m4b')),
    );
    const file = path.join(stage.library, 'A Tale.m4b');
    const old = await readFile(file);
    await stage.fetch(betterSet);

    await stage.follow();

    expect(await stateOf(stage)).toEqual([{ status: 'stopped', stop_reason: 'single-file' }]);
    expect((await readFile(file)).equals(old)).toBe(true);
    expect(await stage.replacements()).toEqual([]);
    expect((await readdir(stage.library)).filter((name) => name.startsWith('.'))).toEqual([]);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'another reader or length asks first; a person may move the own position to the same share',
  async (context) => {
    const stage = await openReplacing(context, inFolder);
    const longer = (folder: string) =>
      makeM4b(path.join(folder, 'better.m4b'), tags, { seconds: 60, chapters: 4 });
    const download = await stage.fetch(longer, 'Olive Other');

    await stage.follow();

    expect(await stateOf(stage)).toEqual([{ status: 'stopped', stop_reason: 'other-recording' }]);
    expect(await soundIn(path.join(stage.library, place))).toEqual(['tale.m4b']);
    const [asked] = await stage.alerts();
    expect(textOf(asked ?? { title: '', tone: 'info', blocks: [] })).toMatch(
      /read by Olive Other instead of Nora Voice; (49|50)\.\d % longer/,
    );
    expect(buttonsOf(asked ?? { title: '', tone: 'info', blocks: [] }).map((b) => b.label)).toEqual(
      ['Replace, keep positions', 'Replace, move my position', 'Ignore'],
    );

    await stage.type('replace', { download, position: 'scale' });
    await stage.follow();

    expect(await stateOf(stage)).toEqual([{ status: 'completed', stop_reason: null }]);
    const { own, others } = stage.world.library.listeners;
    expect(own.mediaProgress[0]?.currentTime).toBeCloseTo(32.2, 0);
    expect(own.mediaProgress[0]?.isFinished).toBe(false);
    expect(others[0]?.mediaProgress[0]?.currentTime).toBe(33);
    expect(item(stage)?.edited.narrators).toEqual(['Olive Other']);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'undoing a moved position asks when somebody listened on since, with the figures, and loses nothing',
  async (context) => {
    const stage = await openReplacing(context, inFolder);
    const longer = (folder: string) =>
      makeM4b(path.join(folder, 'better.m4b'), tags, { seconds: 60, chapters: 4 });
    const download = await stage.fetch(longer);
    await stage.follow();
    await stage.type('replace', { download, position: 'scale' });
    await stage.follow();
    const { own } = stage.world.library.listeners;
    const [position] = own.mediaProgress;
    if (position) position.currentTime = 45;

    await stage.type('undo', { replacement: 1 });
    await stage.carryOn();

    const folder = path.join(stage.library, place);
    expect(await soundIn(folder)).toEqual(['better.m4b']);
    const question = (await stage.alerts()).at(-1) ?? { title: '', tone: 'info', blocks: [] };
    expect(question.title).toBe('Not undone yet: A Tale');
    expect(textOf(question)).toContain('you went on 0:00:12 in the new edition');
    expect(buttonsOf(question).map(({ label }) => label)).toEqual([
      'Undo, same share: 0:00:30',
      'Undo, where I was: 0:00:21',
    ]);

    await stage.type('undo', { replacement: 1, position: 'scale' });
    await stage.carryOn();

    expect(await soundIn(folder)).toEqual(['tale.m4b']);
    expect(position?.currentTime).toBeCloseTo(30, 0);
    expect(await stage.replacements()).toMatchObject([{ status: 'undone' }]);
    expect(textOf((await stage.alerts()).at(-1) ?? question)).not.toContain('Not as before');
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'when Audiobookshelf loses the position the old edition goes back, and the download says why',
  async (context) => {
    const stage = await openReplacing(context, inFolder);
    await stage.fetch(betterM4b);
    const { listeners } = stage.world.library;
    const lose = stage.world.library.listeners.own;
    let kept = [...lose.mediaProgress];
    Object.defineProperty(lose, 'mediaProgress', {
      // Gone as soon as the new edition was scanned.
      get: () => (item(stage)?.files.some((f) => f.relPath === 'better.m4b') ? [] : kept),
      set: (next: typeof kept) => {
        kept = next;
      },
      enumerable: true,
    });

    await stage.follow();

    expect(listeners.own.mediaProgress).toEqual(kept);
    expect(await stateOf(stage)).toEqual([{ status: 'stopped', stop_reason: 'not-replaceable' }]);
    expect(await soundIn(path.join(stage.library, place))).toEqual(['tale.m4b']);
    expect(await stage.replacements()).toMatchObject([
      { status: 'backed_out', reason: expect.stringContaining('lost the position') },
    ]);
    expect(await readdir(path.join(stage.library, 'Ann Author'))).toEqual(['A Tale']);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'a folder that a person has changed since the last scan is left alone',
  async (context) => {
    const stage = await openReplacing(context, inFolder);
    await stage.fetch(betterM4b);
    const folder = path.join(stage.library, place);
    await oldM4b(path.join(folder, 'more.m4b'));

    await stage.follow();

    expect(await stateOf(stage)).toEqual([{ status: 'stopped', stop_reason: 'not-replaceable' }]);
    expect(await soundIn(folder)).toEqual(['more.m4b', 'tale.m4b']);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'a restore area inside the library, or a book seeded from its very place, is refused',
  async (context) => {
    const stage = await openReplacing(context, inFolder, {});
    stage.services.config.settings.RESTORE_DIR = path.join(stage.library, 'old ones');
    const download = await stage.fetch(betterM4b);

    await stage.follow();

    expect(await stateOf(stage)).toEqual([{ status: 'stopped', stop_reason: 'restore-elsewhere' }]);
    stage.services.config.settings.RESTORE_DIR = undefined;
    await mkdir(path.join(stage.downloads, 'seeded here'), { recursive: true });
    await stage.type('settings', {
      name: 'PATH_MAP',
      value: `${path.join(stage.downloads, 'A Tale better')}=${path.join(stage.library, place)}`,
    });
    await stage.type('retry', { download });
    await stage.follow();

    expect(await stateOf(stage)).toEqual([{ status: 'stopped', stop_reason: 'not-replaceable' }]);
    expect(await soundIn(path.join(stage.library, place))).toEqual(['tale.m4b']);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'after RESTORE_DAYS one question is asked; the press removes the kept edition and nothing else',
  async (context) => {
    const stage = await openReplacing(context, inFolder);
    await stage.fetch(betterM4b);
    await stage.follow();
    const [row] = await stage.replacements();
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    const ask = (days: number) =>
      askAboutKept(stage.services.em(), ['room'], { restoreDays: 30, now: inDays(days) });

    const asked = [await ask(29), await ask(31), await ask(32)];
    const question = (await stage.alerts()).at(-1);
    await stage.type('replace', { remove: 1 });
    await stage.carryOn();

    expect(asked).toEqual([0, 1, 0]);
    expect(question?.title).toBe('Still kept: the replaced edition of A Tale');
    expect(question && buttonsOf(question).map(({ label }) => label)).toEqual(['Remove', 'Keep']);
    expect(await stage.replacements()).toMatchObject([{ status: 'removed' }]);
    await expect(stat(row?.aside_path ?? '')).rejects.toThrow('ENOENT');
    expect(await readdir(stage.restore)).toEqual([]);
    expect(await soundIn(path.join(stage.library, place))).toEqual(['better.m4b']);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'the last copy of a book is never removed: without an edition in the place the kept one stays',
  async (context) => {
    const stage = await openReplacing(context, inFolder);
    await stage.fetch(betterM4b);
    await stage.follow();
    const [row] = await stage.replacements();
    await rm(path.join(stage.library, place), { recursive: true });

    await stage.type('replace', { remove: 1 });
    await stage.carryOn();

    const [after] = await stage.replacements();
    expect(after?.status).toBe('replaced');
    expect(after?.reason).toMatch(/^not removed: no edition stands in .* this is the last one$/);
    expect(await soundIn(row?.aside_path ?? '')).toEqual(['tale.m4b']);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'a restore area that cannot be written stops the swap before anything moved',
  async (context) => {
    const stage = await openReplacing(context, inFolder);
    await stage.fetch(betterM4b);
    await mkdir(stage.restore);
    const today = new Date().toISOString().slice(0, 10);
    await writeFile(
      path.join(stage.restore, today),
      'a file where the folder of the day should be',
    );

    await stage.follow();

    expect(await stateOf(stage)).toEqual([{ status: 'stopped', stop_reason: 'not-replaceable' }]);
    expect(await stage.replacements()).toMatchObject([{ status: 'backed_out' }]);
    expect(await soundIn(path.join(stage.library, place))).toEqual(['tale.m4b']);
    expect(await readdir(path.join(stage.library, 'Ann Author'))).toEqual(['A Tale']);
  },
  patienceMs,
);
