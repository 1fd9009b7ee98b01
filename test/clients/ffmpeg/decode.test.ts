import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFfmpeg } from '../../../src/clients/ffmpeg/index.ts';
import { ffmpegAvailable } from '../../support/audio.ts';
import { makeSound, soundKinds } from '../../support/sounds.ts';

let dir: string;
beforeEach(() => {
  // Unlike the one in memory, this folder may hold programs.
  dir = mkdtempSync(path.join(tmpdir(), 'ffmpeg-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const { signal } = new AbortController();
const ffmpeg = createFfmpeg({ searchPath: process.env['PATH'] });
const sound = { seconds: 6 };

describe.skipIf(!ffmpegAvailable)('with the real program', () => {
  test.each(soundKinds)('%s is decoded from beginning to end', async (kind) => {
    const file = path.join(dir, `sound.${kind}`);
    await makeSound(file, sound);

    const decoding = await ffmpeg.decode(file, { signal });

    expect(decoding).toMatchObject({
      kind: 'done',
      errorCount: 0,
      isDecoded: true,
      isLocked: false,
    });
    expect(decoding.kind === 'done' && decoding.decodedSeconds).toBeCloseTo(6, 0);
  });

  test('how far it is and how far it has to go are told on the way', async () => {
    const file = path.join(dir, 'sound.m4b');
    await makeSound(file, sound);
    const told: [number, number | null][] = [];

    await ffmpeg.decode(file, { signal, onProgress: (...one) => told.push(one) });

    const [decoded = 0, header] = told.at(-1) ?? [];
    expect(decoded).toBeCloseTo(6, 0);
    expect(header).toBe(6);
  });

  test('what the header promises counts apart from what comes out', async () => {
    const file = path.join(dir, 'sound.mp3');
    await makeSound(file, sound);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length / 2));

    const decoding = await ffmpeg.decode(file, { signal });

    expect(decoding).toMatchObject({ errorCount: 0 });
    if (decoding.kind !== 'done') throw new Error(decoding.reason);
    expect(decoding.headerSeconds).toBeGreaterThan(5.9);
    expect(decoding.decodedSeconds).toBeLessThan(3.2);
  });

  test('a single wrong bit of a FLAC file is found by its checksums', async () => {
    const file = path.join(dir, 'sound.flac');
    await makeSound(file, sound);
    const bytes = await readFile(file);
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(file, bytes);

    expect(await ffmpeg.decode(file, { signal })).toMatchObject({ errorCount: 1 });
  });

  test('an estimate is no promise of the header', async () => {
    const file = path.join(dir, 'sound.aac');
    await makeSound(file, sound);

    expect(await ffmpeg.decode(file, { signal })).toMatchObject({ headerSeconds: null });
  });

  test('sound that its seller has locked is called so', async () => {
    const file = path.join(dir, 'sound.m4b');
    await makeSound(file, sound);
    const bytes = await readFile(file, 'latin1');
    await writeFile(file, bytes.replace('mp4a', 'drms'), 'latin1');

    expect(await ffmpeg.decode(file, { signal })).toMatchObject({ isLocked: true });
  });

  test('encrypted sound does not decode', async () => {
    const file = path.join(dir, 'sound.m4b');
    const key = '76a6c65c5ea762046bd749a2e632ccbb';
    const scheme = ['-encryption_scheme', 'cenc-aes-ctr'];
    const extra = [...scheme, '-encryption_key', key, '-encryption_kid', key];
    await makeSound(file, { ...sound, extra });

    const decoding = await ffmpeg.decode(file, { signal });

    expect(decoding.kind === 'done' && decoding.errorCount).toBeGreaterThan(10);
  });

  test('a playlist that calls itself audio leads nowhere', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const lines = [
      '#EXTM3U',
      '#EXTINF:9',
      `http://127.0.0.1:${port}/part.ts`,
      '#EXT-X-ENDLIST',
      '',
    ];
    const file = path.join(dir, 'list.mp3');
    await writeFile(file, lines.join('\n'));

    const decoding = await ffmpeg.decode(file, { signal });
    server.close();

    expect(decoding).toMatchObject({ kind: 'done', decodedSeconds: 0, isDecoded: false });
    expect(asked).toBe(0);
  });

  test('a name that looks like an option or an address is just a name', async () => {
    const file = path.join(dir, '-i concat:a.mp3');
    await makeSound(path.join(dir, 'a.mp3'), sound);
    await writeFile(file, await readFile(path.join(dir, 'a.mp3')));

    expect(await ffmpeg.decode(file, { signal })).toMatchObject({ errorCount: 0, isDecoded: true });
  });
});

describe('with a program that is not as it should be', () => {
  /** A program of that name which does what the lines say. */
  async function pretend(...lines: string[]) {
    const programs = path.join(dir, 'programs');
    await mkdir(programs, { recursive: true });
    const program = path.join(programs, 'ffmpeg');
    await writeFile(program, ['#!/bin/sh', ...lines, ''].join('\n'));
    await chmod(program, 0o755);
    return createFfmpeg({ searchPath: `/nowhere:${programs}` });
  }

  test('it is found as soon as it is installed', async () => {
    const programs = path.join(dir, 'programs');
    const before = await createFfmpeg({ searchPath: programs }).isThere();
    const after = await pretend('exit 0');

    expect(before).toBe(false);
    expect(await after.isThere()).toBe(true);
    expect(await createFfmpeg({ searchPath: undefined }).isThere()).toBe(false);
  });

  test('one that gets nowhere is ended, and nothing is said about the file', async () => {
    const stuck = await pretend('while :; do echo total_size=8000; /bin/sleep 0.05; done');

    const decoding = await stuck.decode('any.mp3', { signal, silentMs: 300 });

    expect(decoding).toEqual({ kind: 'broken-off', reason: 'it got nowhere for 0.3 seconds' });
  });

  test('one that somebody ends says nothing about the file', async () => {
    const ended = await pretend('kill -TERM $$');

    const decoding = await ended.decode('any.mp3', { signal });

    expect(decoding).toEqual({ kind: 'broken-off', reason: 'it was ended by SIGTERM' });
  });

  test('one that cannot be started says nothing about the file', async () => {
    const broken = await pretend();
    await writeFile(path.join(dir, 'programs', 'ffmpeg'), '\x7fELF and nothing else');

    await chmod(path.join(dir, 'programs', 'ffmpeg'), 0o755);

    const decoding = await broken.decode('any.mp3', { signal });

    expect(decoding.kind).toBe('broken-off');
  });

  test('one that lacks a library says nothing about the file', async () => {
    const lacking = await pretend('echo "error while loading shared libraries" >&2', 'exit 127');

    const decoding = await lacking.decode('any.mp3', { signal });

    expect(decoding).toEqual({
      kind: 'broken-off',
      reason: 'ffmpeg does not work here (error while loading shared libraries)',
    });
  });

  test('it runs at the lowest priority and sees nothing of our environment', async () => {
    const curious = await pretend(
      'until [ "$(/usr/bin/nice)" = 19 ]; do /bin/sleep 0.05; done',
      `/usr/bin/env > ${path.join(dir, 'environment')}`,
    );

    const decoding = await curious.decode('any.mp3', { signal, silentMs: 20_000 });

    expect(decoding).toMatchObject({ kind: 'done', isDecoded: true });
    const names = (await readFile(path.join(dir, 'environment'), 'utf8')).split('\n');
    const own = names.map((line) => line.split('=')[0]).filter((name) => name !== '');
    expect(
      own.filter(
        (name) =>
          !['LC_ALL', 'AV_LOG_FORCE_NOCOLOR', 'PWD', '_', 'SHLVL', 'OLDPWD'].includes(name ?? ''),
      ),
    ).toEqual([]);
  });

  test('it is ended at once when the work is called off', async () => {
    const marker = path.join(dir, 'begun');
    const slow = await pretend(
      `echo $$ > ${marker}`,
      'echo total_size=8000',
      'exec /bin/sleep 600',
    );
    const controller = new AbortController();
    const reason = new Error('shutting down');

    const pending = slow.decode('any.mp3', {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });

    await expect(pending).rejects.toBe(reason);
    const pid = Number(await readFile(marker, 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test('however much it complains, the complaints are counted and the first one is kept', async () => {
    const noisy = await pretend(
      'i=0; while [ $i -lt 3000 ]; do echo "[aac @ 0x1] [error] broken $i" >&2; i=$((i+1)); done',
    );

    const decoding = await noisy.decode('any.mp3', { signal });

    expect(decoding).toMatchObject({ errorCount: 3000, firstError: 'broken 0' });
  });
});
