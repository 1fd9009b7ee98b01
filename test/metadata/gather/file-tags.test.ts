import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFfmpeg } from '../../../src/clients/ffmpeg/index.ts';
import { readFileTags } from '../../../src/metadata/gather/file-tags.ts';
import { tagFacts } from '../../../src/metadata/gather/tag-facts.ts';
import { ffmpegAvailable, makeM4b, makeMp3Set } from '../../support/audio.ts';
import { makeSound } from '../../support/sounds.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(() => rm(folder, { recursive: true }));

const tags = { title: 'The Salt Road', author: 'Ines Okoro', narrator: 'Mira Quill' };
const told = { title: 'The Salt Road', authors: ['Ines Okoro'], narrators: ['Mira Quill'] };
const nobody = { probe: async () => null };
const ffmpeg = createFfmpeg({ searchPath: process.env['PATH'] });

async function factsIn(...files: string[]) {
  const read = await Promise.all(
    files.map((file) => readFileTags(nobody, path.join(folder, file))),
  );
  return tagFacts(read.flatMap((one) => one ?? []));
}

describe.skipIf(!ffmpegAvailable)('with real files', () => {
  test('one m4b tells its tags, its length and its chapters', async () => {
    await makeM4b(path.join(folder, 'book.m4b'), tags, { seconds: 12, chapters: 2 });

    expect(await factsIn('book.m4b')).toEqual({
      ...told,
      durationMinutes: 0.2,
      chapters: [
        { title: 'Chapter 1', startSeconds: 0, endSeconds: 6 },
        { title: 'Chapter 2', startSeconds: 6, endSeconds: expect.closeTo(12, 0) },
      ],
    });
  });

  test('a set of mp3 files tells what is the same in all', async () => {
    await makeMp3Set(folder, tags, { seconds: 12, parts: 2 });

    expect(await factsIn('01 - Part 1.mp3', '02 - Part 2.mp3')).toEqual({
      ...told,
      durationMinutes: 0.2,
    });
  });

  test.each(['flac', 'ogg', 'opus', 'wav', 'mp3'] as const)(
    '%s carries fields of its own',
    async (kind) => {
      const extra = ['narrator=Mira Quill', 'series=Lantern Coast', 'series-part=2'].flatMap(
        (one) => ['-metadata', one],
      );
      await makeSound(path.join(folder, `book.${kind}`), { seconds: 6, extra });

      const facts = await factsIn(`book.${kind}`);

      expect(facts.durationMinutes).toBeCloseTo(0.1);
      if (kind === 'wav') return;
      expect(facts).toMatchObject({
        narrators: ['Mira Quill'],
        series: [{ name: 'Lantern Coast', sequence: '2' }],
      });
    },
  );

  test('what the library cannot read, ffprobe may', async () => {
    const file = path.join(folder, 'book.aac');
    await makeSound(file, { seconds: 6 });

    const read = await readFileTags(ffmpeg, file);

    expect(read?.durationSeconds).toBeGreaterThan(0);
  });
});

test('a file that is no audio says nothing; one that is gone is a fault', async () => {
  await writeFile(path.join(folder, 'page.mp3'), '');

  expect(await readFileTags(nobody, path.join(folder, 'page.mp3'))).toBeNull();
  await expect(readFileTags(nobody, path.join(folder, 'none.mp3'))).rejects.toThrow('ENOENT');
});
