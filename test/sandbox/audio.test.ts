import { parseBuffer } from 'music-metadata';
import { expect, test } from 'vitest';
import { type Recording, recordingBytes, renderRecording } from '../../src/sandbox/audio.ts';

const recording: Recording = {
  seconds: 12,
  kbps: 128,
  chapters: ['One', 'Two', 'Three'],
  tags: {
    title: 'Part 1',
    album: 'A Book',
    author: 'An Author',
    narrator: 'A Reader',
    year: 1901,
    track: '1/2',
    asin: 'B0SOMEBOOK',
  },
};

test.each([32, 64, 96, 128, 192])(
  'a recording of %i kbit/s is what it says it is',
  async (kbps) => {
    const bytes = renderRecording({ ...recording, kbps });

    const { format } = await parseBuffer(bytes, { mimeType: 'audio/mpeg' }, { duration: true });
    expect(format).toMatchObject({
      codec: 'MPEG 1 Layer 3',
      bitrate: kbps * 1000,
      duration: 12,
      sampleRate: 48_000,
      numberOfChannels: 1,
    });
    expect(bytes.length).toBe(recordingBytes({ ...recording, kbps }));
  },
);

test('a recording carries tags and chapter marks', async () => {
  const bytes = renderRecording(recording);

  const file = { mimeType: 'audio/mpeg' };
  const { common, format } = await parseBuffer(bytes, file, { includeChapters: true });
  expect(common).toMatchObject({
    title: 'Part 1',
    album: 'A Book',
    artist: 'An Author',
    composer: ['A Reader'],
    asin: 'B0SOMEBOOK',
    year: 1901,
  });
  expect(format.chapters?.map(({ title, start }) => [title, start])).toEqual([
    ['One', 0],
    ['Two', 4],
    ['Three', 8],
  ]);
});

test('the same recording is the same bytes, another one differs in its sound data', () => {
  const again = renderRecording(recording);
  const other = renderRecording({ ...recording, tags: { ...recording.tags, album: 'B Book' } });

  expect(again.equals(renderRecording(recording))).toBe(true);
  expect(other.subarray(-384).equals(again.subarray(-384))).toBe(false);
});

test('only frame heads look like the start of a frame', () => {
  const bytes = renderRecording({ ...recording, chapters: [] });

  const sound = bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xfb])));
  const heads = sound.reduce((count, byte) => count + (byte === 0xff ? 1 : 0), 0);
  expect(heads).toBe(sound.length / 384);
});
