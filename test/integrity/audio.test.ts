import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFfmpeg, type Ffmpeg } from '../../src/clients/ffmpeg/index.ts';
import { checkAudio } from '../../src/integrity/audio.ts';
import { ffmpegAvailable } from '../support/audio.ts';
import { makeSound } from '../support/sounds.ts';

type Decoder = Pick<Ffmpeg, 'isThere' | 'decode'>;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'audio-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const { signal } = new AbortController();
const none = createFfmpeg({ searchPath: undefined });
const real = createFfmpeg({ searchPath: process.env['PATH'] });

async function check(
  ffmpeg: Decoder,
  names: readonly string[],
  onProgress?: (share: number) => void,
) {
  const files = await Promise.all(
    names.map(async (name) => ({
      path: name,
      lengthBytes: (await readFile(path.join(dir, name))).length,
      isPadding: false,
    })),
  );
  const options = { files, root: dir, ffmpeg, signal };
  return await checkAudio(onProgress ? { ...options, onProgress } : options);
}

const write = (name: string, text: string) => writeFile(path.join(dir, name), text, 'latin1');

test('without ffmpeg it says that nothing was decoded, and why', async () => {
  await write('01.mp3', 'ID3 and so on');

  expect(await check(none, ['01.mp3'])).toEqual({
    decoding: 'not-checked',
    faults: [],
    faultCount: 0,
    decodedSeconds: null,
    note: 'ffmpeg is not installed',
  });
});

test('a file that plays to its end with an error is taken, and the error is told', async () => {
  await write('01.mp3', 'ID3 and so on');
  await write('02.mp3', 'ID3 and so on');
  const decoding = {
    kind: 'done',
    decodedSeconds: 3600,
    headerSeconds: 3600,
    errorCount: 1,
    firstError: 'Header missing',
    isLocked: false,
    isDecoded: true,
  } as const;
  const ffmpeg: Decoder = { isThere: async () => true, decode: async () => decoding };

  expect(await check(ffmpeg, ['01.mp3', '02.mp3'])).toMatchObject({
    decoding: 'flawed',
    faultCount: 0,
    decodedSeconds: 7200,
    note: '01.mp3 plays with 1 error, the first is "Header missing"; 1 more file has flaws, too',
  });
});

test('what only calls itself audio is found without ffmpeg', async () => {
  await write('01.mp3', '<!DOCTYPE html><html>please log in</html>');
  await write('02.m4b', '');
  await write('cover.jpg', 'MZ\x90\0\x03');
  await write('book.epub', 'PK\x03\x04');

  const verdict = await check(none, ['01.mp3', '02.m4b', 'cover.jpg', 'book.epub']);

  expect(verdict.decoding).toBe('failed');
  expect(verdict.faults).toEqual([
    { kind: 'disguised', path: '01.mp3', detail: 'it is a web page' },
    { kind: 'disguised', path: '02.m4b', detail: 'it is empty' },
    { kind: 'disguised', path: 'cover.jpg', detail: 'it is a Windows program' },
  ]);
});

test('a file that goes away meanwhile is missing, not bad', async () => {
  const files = [{ path: 'gone.mp3', lengthBytes: 1, isPadding: false }];

  const verdict = await checkAudio({ files, root: dir, ffmpeg: none, signal });

  expect(verdict.faults).toMatchObject([{ kind: 'missing-file', path: 'gone.mp3' }]);
});

describe.skipIf(!ffmpegAvailable)('with the real program', () => {
  test('the parts of a set are summed up, and what is no audio is left out', async () => {
    await makeSound(path.join(dir, '01.mp3'), { seconds: 3 });
    await makeSound(path.join(dir, '02.mp3'), { seconds: 5, seed: 2 });
    await write('about.nfo', 'words');
    const shares: number[] = [];

    const verdict = await check(real, ['01.mp3', '02.mp3', 'about.nfo'], (share) =>
      shares.push(share),
    );

    expect(verdict).toMatchObject({ decoding: 'ok', faults: [], note: null });
    expect(verdict.decodedSeconds).toBeCloseTo(8, 0);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  test('the twins that macOS leaves beside the files stay out of it', async () => {
    await makeSound(path.join(dir, 'Book', '01.mp3'), { seconds: 3 });
    await write('Book/._01.mp3', '\0\x05\x16\x07 and what a Mac remembers of the file');

    const verdict = await check(real, ['Book/01.mp3', 'Book/._01.mp3']);

    expect(verdict).toMatchObject({ decoding: 'ok', faults: [] });
  });

  test('every damaged file of a set is named', async () => {
    for (const name of ['01.mp3', '02.mp3', '03.m4b']) {
      await makeSound(path.join(dir, name), { seconds: 4 });
    }
    const holed = await readFile(path.join(dir, '02.mp3'));
    await writeFile(path.join(dir, '02.mp3'), holed.fill(0, 12_000, 16_000));
    const cut = await readFile(path.join(dir, '03.m4b'));
    await writeFile(path.join(dir, '03.m4b'), cut.subarray(0, cut.length / 2));

    const verdict = await check(real, ['01.mp3', '02.mp3', '03.m4b']);

    expect(verdict.faults.map(({ kind, path: name }) => `${name} ${kind}`)).toEqual([
      '02.mp3 damaged',
      '03.m4b damaged',
    ]);
  });

  test('an unreadable cover takes nothing from the sound', async () => {
    const file = path.join(dir, '01.mp3');
    await makeSound(file, { seconds: 3 });
    const picture = Buffer.concat([
      Buffer.from('\0image/jpeg\0\x03\0', 'latin1'),
      Buffer.alloc(400, 7),
    ]);
    const size = picture.length;
    const frame = Buffer.from([0x41, 0x50, 0x49, 0x43, 0, 0, size >> 8, size & 255, 0, 0]);
    const body = Buffer.concat([frame, picture]);
    const tag = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, body.length >> 7, body.length & 127]);
    const sound = await readFile(file);
    await writeFile(file, Buffer.concat([tag, body, sound]));

    expect(await check(real, ['01.mp3'])).toMatchObject({ decoding: 'ok' });
  });
});
