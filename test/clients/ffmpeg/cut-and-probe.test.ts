import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseBuffer } from 'music-metadata';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFfmpeg } from '../../../src/clients/ffmpeg/index.ts';
import { ffmpegAvailable, makeM4b } from '../../support/audio.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(() => rm(folder, { recursive: true }));

const ffmpeg = createFfmpeg({ searchPath: process.env['PATH'] });
const tags = { title: 'The Salt Road', author: 'Ines Okoro', narrator: 'Mira Quill' };

describe.skipIf(!ffmpegAvailable)('with the real program', () => {
  test('the first seconds are cut as mono sound of 16 kHz', async () => {
    const file = path.join(folder, 'book.m4b');
    await makeM4b(file, tags, { seconds: 6, chapters: 2 });

    const cut = await ffmpeg.cut(file, 2);

    if (cut.kind !== 'cut') throw new Error(cut.reason);
    const { format } = await parseBuffer(cut.wav, { mimeType: 'audio/wav' });
    expect(format).toMatchObject({ sampleRate: 16_000, numberOfChannels: 1, bitsPerSample: 16 });
    expect(cut.wav.length).toBeGreaterThan(2 * 32_000);
    expect(cut.wav.length).toBeLessThan(2.2 * 32_000);
  });

  test('tags, length and chapters are told', async () => {
    const file = path.join(folder, 'book.m4b');
    await makeM4b(file, tags, { seconds: 6, chapters: 2 });

    expect(await ffmpeg.probe(file)).toMatchObject({
      tags: { album: 'The Salt Road', artist: 'Ines Okoro', composer: 'Mira Quill' },
      durationSeconds: expect.closeTo(6, 0),
      chapters: [
        { title: 'Chapter 1', startSeconds: 0, endSeconds: 3 },
        { title: 'Chapter 2', startSeconds: 3, endSeconds: expect.closeTo(6, 0) },
      ],
    });
  });

  test('a file that is no sound gives nothing, with the reason', async () => {
    const file = path.join(folder, 'page.mp3');
    await writeFile(file, '<!DOCTYPE html><html></html>');

    expect(await ffmpeg.probe(file)).toBeNull();
    expect(await ffmpeg.cut(file, 2)).toMatchObject({
      kind: 'broken-off',
      reason: expect.stringMatching(/^ffmpeg: /),
    });
  });
});

test('without the programs nothing is cut and nothing is told', async () => {
  const none = createFfmpeg({ searchPath: folder });

  expect(await none.probe(path.join(folder, 'x.mp3'))).toBeNull();
  expect(await none.cut(path.join(folder, 'x.mp3'), 2)).toEqual({
    kind: 'broken-off',
    reason: 'ffmpeg is not installed',
  });
});
