import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLog } from '../../../src/clients/ffmpeg/log-lines.ts';

function read(...lines: string[]) {
  const log = readLog();
  for (const line of lines) log.add(line);
  return log.read();
}

const length = '[info]   Duration: 11:04:09.50, start: 0.000000, bitrate: 64 kb/s';

test('the length of the header is read', () => {
  expect(read(length)).toEqual({
    brokenProgram: null,
    headerSeconds: 39_849.5,
    errorCount: 0,
    firstError: null,
    isLocked: false,
  });
});

test('no length, and one that is only estimated, are none', () => {
  const estimate = '[mp3 @ 0x5] [warning] Estimating duration from bitrate, this may be inaccurate';

  expect(read('[info]   Duration: N/A, bitrate: N/A').headerSeconds).toBeNull();
  expect(read(estimate, length).headerSeconds).toBeNull();
});

test.each(['drms', 'aavd'])('sound marked %s is locked', (mark) => {
  const stream = `[info]   Stream #0:0[0x1](und): Audio: aac (LC) (${mark} / 0x64), 44100 Hz, stereo`;

  expect(read(stream).isLocked).toBe(true);
});

test('errors of the sound count, those of a cover and warnings do not', () => {
  const found = read(
    '[mjpeg @ 0x5] [error] overread 8',
    '[png @ 0x5] [error] chunk too big',
    '[aac @ 0x5] [warning] something odd',
    '[aac @ 0x5] [error] Input buffer exhausted before END element found',
    '[error] Error while decoding stream #0:0',
  );

  expect(found.errorCount).toBe(2);
  expect(found.firstError).toBe('Input buffer exhausted before END element found');
});

test('what a tag says is not taken for the log', () => {
  const tag = '[info]     title           : Stream #0:0: Audio: aac (drms / 0x1)';

  expect(read(tag, '[info]     comment         : Duration: 99:00:00.00')).toMatchObject({
    isLocked: false,
    headerSeconds: null,
  });
});

test.each([
  '[fatal] Error splitting the argument list: Option format_whitelist not found',
  '[error] Unrecognized option',
  "[fatal] Unknown decoder 'pcm_u8'",
  '[error] Decoder (codec aac) not found for input stream #0:0',
  'ffmpeg: error while loading shared libraries: libavdevice.so.59',
])('what is wrong with the program says nothing about the file: %s', (line) => {
  expect(read(line).brokenProgram).not.toBeNull();
});

test('what is wrong with the file says nothing about the program', () => {
  const bad = '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x5] [error] moov atom not found';

  expect(read(bad, '[error] file:a.m4b: Invalid data found').brokenProgram).toBeNull();
});

test('anything can stand in a line', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
      const { errorCount, firstError } = read(...lines);
      expect(errorCount).toBeLessThanOrEqual(lines.length);
      expect((firstError ?? '').length).toBeLessThanOrEqual(200);
    }),
    { numRuns: 30 },
  );
});
