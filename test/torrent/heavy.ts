import { announce, type Bencode, encode } from './encode.ts';

const megabyte = 1024 * 1024;
/** A little less than the largest file that is read at all. */
const most = 10 * megabyte - 1000;

const digests = (bytes: number) => Buffer.alloc(bytes - (bytes % 20), 1);
const info = (more: { [key: string]: Bencode | undefined }) =>
  encode({
    announce,
    info: { name: 'n', 'piece length': 16_384, pieces: digests(20), private: 1, ...more },
  });
const fill = (unit: string) => unit.repeat(Math.floor(most / unit.length));
/** The raw text of `files` in an otherwise proper torrent. */
const withFiles = (files: string) => {
  const whole = info({ files: 'FILES' }).toString('latin1');
  return Buffer.from(
    whole.replace('5:FILES', () => files),
    'latin1',
  );
};
const fileOf = (parts: string[]) => {
  const path = parts.map(
    (part) => `${Buffer.byteLength(part)}:${Buffer.from(part).toString('latin1')}`,
  );
  return `d6:lengthi1e4:pathl${path.join('')}ee`;
};
const manyFiles = (count: number, partsOf: (index: number) => string[]) =>
  withFiles(`l${Array.from({ length: count }, (_, index) => fileOf(partsOf(index))).join('')}e`);
const digitsOf = (index: number) => String(index).padStart(5, '0');

/** The largest input of each kind that can cost time or memory. */
export const heavyTorrents: Readonly<Record<string, () => Buffer>> = {
  'lists in lists to the end': () => Buffer.from('l'.repeat(most)),
  'dictionaries in dictionaries to the end': () => Buffer.from(fill('d1:a')),
  'five million empty lists as files': () => withFiles(`l${fill('le').slice(0, -2000)}e`),
  '380,000 files': () => withFiles(`l${fill('d6:lengthi0e4:pathl1:aee').slice(0, -2400)}e`),
  'files of long names': () =>
    manyFiles(20_000, (index) => ['x'.repeat(235) + digitsOf(index), 'y'.repeat(230)]),
  'files whose names are marks on one letter': () =>
    manyFiles(20_000, (index) => [`${'\u0327\u0301\u0323'.repeat(38)}${digitsOf(index)}`, 'a']),
  '10,000 files below 3 folders': () =>
    manyFiles(10_000, (index) => [...Array.from({ length: 3 }, () => 'f'), digitsOf(index)]),
  '10,000 files of names that just fit': () =>
    manyFiles(10_000, (index) => [`${'\u0327\u0301\u0323'.repeat(12)}${digitsOf(index)}`]),
  'a path of three million parts': () =>
    withFiles(`ld6:lengthi1e4:pathl${fill('1:a').slice(0, -3000)}eee`),
  'a million keys nobody asks for': () => {
    const keys = Array.from(
      { length: 900_000 },
      (_, index) => `7:${String(index).padStart(7, '0')}0:`,
    );
    return Buffer.from(`d8:announce${announce.length}:${announce}4:infod${keys.join('')}ee`);
  },
  'two keys of five megabytes that differ at the end': () => {
    const key = 'k'.repeat(5 * megabyte - 600);
    return Buffer.from(`d${key.length + 1}:${key}a0:${key.length + 1}:${key}b0:e`);
  },
  'five million addresses': () => {
    const head = `d8:announce${announce.length}:${announce}`;
    return Buffer.from(`${head}13:announce-listll${fill('0:').slice(0, -2000)}ee4:infodee`);
  },
  'half a million piece hashes': () => {
    const pieces = digests(most - 1000);
    return info({ length: (pieces.length / 20) * 16_384, pieces });
  },
  'a number of ten million digits': () => Buffer.from(`i${'0'.repeat(most)}e`),
  'a length of ten million digits': () => Buffer.from(`${'0'.repeat(most)}:`),
  'a name of ten megabytes': () => info({ name: 'n'.repeat(most - 1000), length: 1 }),
  'one byte too many': () => Buffer.alloc(10 * megabyte + 1, 'l'),
};
