import { createHash } from 'node:crypto';

/** A recording of silence: real MPEG-1 layer III frames, 48 kHz mono, constant bitrate. */
export type Recording = {
  seconds: number;
  kbps: number;
  tags: AudioTags;
  /** Chapter titles, spread evenly. */
  chapters: string[];
};

export type AudioTags = {
  title: string;
  album: string;
  author: string;
  narrator: string;
  year: number;
  track: string | null;
  asin: string | null;
};

const bitrates = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const frameSeconds = 1152 / 48_000;
/** Header and, for mono, 17 bytes of side information; all zero there means nothing to decode. */
const frameHeadBytes = 4 + 17;

export function recordingBytes(recording: Recording): number {
  return id3(recording).length + frameCount(recording) * frameBytes(recording.kbps);
}

/**
 * The file. Decoders skip what follows the side information, so it is filled with bytes drawn from
 * the recording itself: two recordings differ in every piece. They stay below 0x80 and so never
 * look like the start of a frame.
 */
export function renderRecording(recording: Recording): Buffer {
  const bitrateIndex = bitrates.indexOf(recording.kbps) + 1;
  if (bitrateIndex === 0) throw new RangeError(`no mp3 bitrate of ${recording.kbps} kbit/s`);
  const head = id3(recording);
  const length = frameCount(recording) * frameBytes(recording.kbps);
  // The frames begin at a whole word of the memory, so that they can be filled by words.
  const unused = (4 - (head.length % 4)) % 4;
  const file = Buffer.alloc(unused + head.length + length).subarray(unused);
  head.copy(file);
  const frames = file.subarray(head.length);
  fillWithNoise(frames, createHash('sha1').update(head).digest().readUInt32LE());
  const frameHead = Buffer.alloc(frameHeadBytes);
  frameHead.set([0xff, 0xfb, (bitrateIndex << 4) | 0b0100, 0b1100_0000]);
  for (let at = 0; at < length; at += frameBytes(recording.kbps)) frameHead.copy(frames, at);
  return file;
}

function frameCount(recording: Recording): number {
  return Math.round(recording.seconds / frameSeconds);
}

function frameBytes(kbps: number): number {
  return (kbps * 1000 * frameSeconds) / 8;
}

function fillWithNoise(bytes: Buffer, seed: number): void {
  // Many times faster than byte by byte; every machine that runs Node has this order of bytes.
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  let state = seed || 1;
  for (let at = 0; at < words.length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state & 0x7f7f7f7f;
  }
}

function id3({ tags, chapters, seconds }: Recording): Buffer {
  const length = (seconds * 1000) / chapters.length;
  const frames = [
    textFrame('TIT2', tags.title),
    textFrame('TALB', tags.album),
    textFrame('TPE1', tags.author),
    textFrame('TPE2', tags.author),
    textFrame('TCOM', tags.narrator),
    textFrame('TCON', 'Audiobook'),
    textFrame('TDRC', String(tags.year)),
    ...(tags.track === null ? [] : [textFrame('TRCK', tags.track)]),
    ...(tags.asin === null ? [] : [textFrame('TXXX', `ASIN\0${tags.asin}`)]),
    ...chapters.map((title, index) => chapterFrame(index, title, length)),
  ];
  const body = Buffer.concat(frames);
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), syncsafe(body.length), body]);
}

function textFrame(id: string, value: string): Buffer {
  const utf8 = 3;
  return frame(id, Buffer.concat([Buffer.from([utf8]), Buffer.from(value)]));
}

function chapterFrame(index: number, title: string, lengthMs: number): Buffer {
  const times = Buffer.alloc(16, 0xff);
  times.writeUInt32BE(Math.round(index * lengthMs), 0);
  times.writeUInt32BE(Math.round((index + 1) * lengthMs), 4);
  return frame(
    'CHAP',
    Buffer.concat([Buffer.from(`c${index}\0`), times, textFrame('TIT2', title)]),
  );
}

function frame(id: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(id), syncsafe(body.length), Buffer.alloc(2), body]);
}

/** ID3v2.4 lengths: four bytes of seven bits each. */
function syncsafe(value: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (value >>> shift) & 0x7f));
}
