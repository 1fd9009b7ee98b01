import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Reply } from '../../src/command/reply.ts';
import { ExternalError } from '../../src/errors.ts';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { ffmpegAvailable, makeM4b } from '../support/audio.ts';
import { mountDisk, mountProblem } from '../support/mounts.ts';
import { withFault } from './faulty-disk.ts';
import { oldM4b, openReplacing, place, type ReplacingStage, tags } from './stage.ts';

const patienceMs = 240_000;
const inFolder = (library: string) => oldM4b(path.join(library, place, 'tale.m4b'));
const better = (folder: string) =>
  makeM4b(path.join(folder, 'better.m4b'), tags, { seconds: 40, chapters: 4 });
const stateOf = (stage: ReplacingStage) =>
  stage.rows<{ status: string; stop_reason: string | null; status_reason: string }>(
    'select status, stop_reason, status_reason from downloads',
  );
const lastAlert = async (stage: ReplacingStage): Promise<Reply> =>
  (await stage.alerts()).at(-1) ?? { title: 'none', tone: 'info', blocks: [] };
const labels = (reply: Reply) => buttonsOf(reply).map(({ label }) => label);

/** Everything of the book that the library shows, and what is hidden in it. */
async function filesOf({ library }: ReplacingStage): Promise<string[]> {
  const names = await readdir(library, { recursive: true });
  const isSound = (name: string) => name.includes('A Tale') && name.endsWith('.m4b');
  return names.filter((name) => isSound(name) || path.basename(name).startsWith('.')).sort();
}

const forms = [
  {
    name: 'a folder',
    old: inFolder,
    before: [`${place}/tale.m4b`],
    after: [`${place}/better.m4b`],
  },
  {
    name: 'a file',
    old: (library: string) => oldM4b(path.join(library, 'A Tale.m4b')),
    before: ['A Tale.m4b'],
    after: ['A Tale.m4b'],
  },
];
const codes = ['EXDEV', 'ENOSPC', 'EACCES', 'EROFS'] as const;
const toRestore = (target: string) => target.includes('shelfwarden-restore');

test.for(forms)(
  '$name: whatever change of a swap the disk refuses, the old edition stands in its place, and a press tries again',
  { timeout: patienceMs },
  async ({ name, old, before, after }, context) => {
    context.skip(!ffmpegAvailable);
    const stage = await openReplacing(context, old);
    const heard = stage.heard();
    const { size } = await stat(path.join(stage.library, before[0] ?? ''));
    const download = await stage.fetch(better);
    // The way back of a folder is a rename to the same place, so only the first one is refused here.
    let refused = 0;
    const once = (target: string) =>
      target.includes('A Tale') && !toRestore(target) && refused++ === 0;
    const steps = [
      { name: 'mkdir', path: (target: string) => /shelfwarden-restore\/.*\/\d+$/.test(target) },
      { name: name === 'a file' ? 'link' : 'rename', path: toRestore },
      { name: 'rename', path: once },
    ] as const;

    for (const step of steps) {
      for (const code of codes) {
        refused = 0;
        await withFault({ ...step, code }, () => stage.follow());

        const [row] = await stateOf(stage);
        const reason = code === 'EXDEV' ? 'restore-elsewhere' : 'not-replaceable';
        expect([step.name, code, row?.status, row?.stop_reason]).toEqual([
          step.name,
          code,
          'stopped',
          reason,
        ]);
        expect(row?.status_reason).toContain('the old edition is back in its place');
        expect(labels(await lastAlert(stage))).toEqual(['Try again', 'Ignore']);
        expect(await filesOf(stage)).toEqual(before);
        expect((await stat(path.join(stage.library, before[0] ?? ''))).size).toBe(size);
        expect(stage.heard()).toEqual(heard);
        await stage.type('retry', { download });
      }
    }
    await stage.follow();

    expect(await stateOf(stage)).toMatchObject([{ status: 'completed' }]);
    expect(await filesOf(stage)).toEqual(after);
    expect(stage.heard()).toEqual(heard);
  },
);

test.runIf(ffmpegAvailable)(
  'when the old edition cannot be put back either, everybody is told where both are, and it is tried again',
  async (context) => {
    const stage = await openReplacing(context, inFolder);
    await stage.fetch(better);
    const back = path.join(stage.library, place);
    const fault = { name: 'rename', path: (to: string) => to === back, code: 'EACCES' } as const;

    await withFault(fault, async () => {
      await stage.follow();
      await stage.carryOn();
    });

    const alerts = (await stage.alerts()).filter(({ title }) => /not listenable/.test(title));
    expect(alerts).toHaveLength(1);
    expect(textOf(alerts[0] ?? { title: '', tone: 'info', blocks: [] })).toContain(stage.restore);
    expect(await stage.replacements()).toMatchObject([{ status: 'backing_out' }]);

    await stage.carryOn();

    expect(await filesOf(stage)).toEqual([`${place}/tale.m4b`]);
    expect(await stateOf(stage)).toMatchObject([{ status: 'stopped' }]);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'an undo or a removal that the disk refuses leaves everything as it was, says so and can be pressed again',
  async (context) => {
    const stage = await openReplacing(context, inFolder);
    const heard = stage.heard();
    await stage.fetch(better);
    await stage.follow();
    const back = path.join(stage.library, place);
    let refused = 0;
    const once = (target: string) => target === back && refused++ === 0;

    await stage.type('undo', { replacement: 1 });
    await withFault({ name: 'rename', path: once, code: 'EACCES' }, () => stage.carryOn());

    expect(await filesOf(stage)).toEqual([`${place}/better.m4b`]);
    expect(await stage.replacements()).toMatchObject([{ status: 'replaced' }]);
    expect((await lastAlert(stage)).title).toBe('Not undone: A Tale');
    expect(labels(await lastAlert(stage))).toEqual(['Undo']);

    await stage.type('replace', { remove: 1 });
    await withFault({ name: 'rm', path: toRestore, code: 'EACCES' }, () => stage.carryOn());

    expect(await stage.replacements()).toMatchObject([{ status: 'replaced' }]);
    expect((await lastAlert(stage)).title).toBe('Not removed: the kept edition of A Tale');

    await stage.type('undo', { replacement: 1 });
    await stage.carryOn();

    expect(await filesOf(stage)).toEqual([`${place}/tale.m4b`]);
    expect(stage.heard()).toEqual(heard);
  },
  patienceMs,
);

test.runIf(ffmpegAvailable)(
  'a folder that a person changes while the swap waits is left to them',
  async (context) => {
    const stage = await openReplacing(context, inFolder);
    await stage.fetch(better);
    const { audiobookshelf } = stage.services;
    if (!audiobookshelf) throw new Error('the stage has no library');
    const waitForScan = audiobookshelf.waitForScan.bind(audiobookshelf);
    audiobookshelf.waitForScan = () =>
      Promise.reject(new ExternalError('audiobookshelf', 'unreachable', 'away'));
    await stage.follow();
    expect(await stage.replacements()).toMatchObject([{ status: 'swapping' }]);

    await oldM4b(path.join(stage.library, place, 'more.m4b'));
    audiobookshelf.waitForScan = waitForScan;
    await stage.carryOn();

    expect(await filesOf(stage)).toEqual([`${place}/more.m4b`, `${place}/tale.m4b`]);
    const [row] = await stateOf(stage);
    expect(row?.status_reason).toContain('somebody changed the old edition meanwhile');
  },
  patienceMs,
);

test.runIf(ffmpegAvailable && mountProblem() === null)(
  'a restore area on another disk is told of before anything is replaced, and stops the swap',
  async (context) => {
    const disk = mountDisk('size=16m');
    context.onTestFinished(disk.unmount);
    const stage = await openReplacing(context, inFolder);
    stage.services.config.settings.RESTORE_DIR = disk.folder;

    const status = textOf(await stage.type('status'));
    await stage.fetch(better);
    await stage.follow();

    expect(status).toContain(`${disk.folder} is on another file system than the library`);
    expect(status).toContain('set RESTORE_DIR to a folder beside the library');
    expect(await stateOf(stage)).toMatchObject([{ stop_reason: 'restore-elsewhere' }]);
    expect(await filesOf(stage)).toEqual([`${place}/tale.m4b`]);
    expect(await readdir(disk.folder)).toEqual([]);
  },
  patienceMs,
);
