import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sameWork, type WorkKey } from '../../../src/library/match.ts';
import { libraryPath } from '../../../src/library/path.ts';
import { personsIn } from '../../../src/library/person-list.ts';
import { sameName } from '../../../src/library/person.ts';
import { parsePosition, writePosition } from '../../../src/library/position.ts';
import { readBookPath } from '../../../src/library/read-path.ts';
import { readTitle } from '../../../src/library/read-title.ts';
import { readReleaseName } from '../../../src/releases/read-name.ts';
import type { Random } from '../../torrent/hostile.ts';
import { pick } from '../chance.ts';
import { hold, subject } from '../subject.ts';
import { hostileText } from '../text.ts';

const labels = path.resolve(import.meta.dirname, '../../labels/tuned');
/** Titles, people and series as shops and trackers write them. */
const columns = ['listings.txt', 'real-books.txt', 'alone.txt']
  .flatMap((file) => readFileSync(path.join(labels, file), 'utf8').split('\n'))
  .filter((line) => !line.startsWith('#') && line.includes(' | '))
  .map((line) => line.split('|').map((column) => column.trim()));
const titles = columns
  .map(([title = '']) => title.replace(/^\S+ /, ''))
  .filter((title) => title !== '');
const people = columns.flatMap(([, name = '']) => (/^[.\s]*$/.test(name) ? [] : [name]));
const series = columns.flatMap(([, , name = '']) => (/^[.\s]*$/.test(name) ? [] : [name]));
const places = [
  '1',
  '2.5',
  '0,5 - 7',
  '1-3',
  '1p2',
  '1, 2, 3',
  '01-16, 13.5',
  'I-III',
  'Book Three',
  '½',
  '1-41',
];
const paths = titles.slice(0, 200).map((title, at) => {
  const author = people[at % people.length] ?? 'X';
  return pick(
    () => (at % 5) / 5,
    [
      `${author}/${series[at % series.length]}/03 - ${title} {Tom Reed}/01.mp3`,
      `${author} - ${title}/CD1/01 Track.mp3`,
      `${author}/${title} (2011) [B0ABCDEFGH].m4b`,
      `audiobooks\\${title}\\Chapter 12 - The Fire.mp3`,
      title,
    ],
  );
});

const text = (random: Random, samples: readonly string[]) => hostileText(random, samples, 20_000);

function work(random: Random): WorkKey {
  const isPlaced = random() < 0.5;
  return {
    title: text(random, titles),
    authors: [text(random, people)],
    series: isPlaced ? [{ name: text(random, series), position: text(random, places) }] : [],
    narrators: random() < 0.3 ? [text(random, people)] : [],
    durationSeconds: random() < 0.5 ? Math.floor(random() * 1e5) : null,
  };
}

export const titleSubjects = [
  subject({
    name: 'titles: parts of a title',
    make: (random) => hostileText(random, titles),
    read: (title) =>
      hold(
        readTitle(title).parts.every((part) => part.text !== ''),
        'an empty part',
      ),
  }),
  subject({
    name: 'titles: are two the same work',
    share: 0.1,
    make: (random): [WorkKey, WorkKey] => [work(random), work(random)],
    read([one, other]) {
      const [there, back] = [sameWork(one, other), sameWork(other, one)];
      hold(there.same === back.same, 'the same in one direction only');
      hold(
        there.same ? there.reasons.length === 0 : there.reasons.length > 0,
        'a verdict without reason',
      );
    },
  }),
  subject({
    name: 'titles: name of a release',
    make: (random) =>
      hostileText(random, [
        ...titles,
        'Anna.Ward-The.Salt.Road.Unabridged.2019.MP3-GROUP',
        'The Salt Road by Anna Ward [M4B 64kbps] {Tom Reed}',
      ]),
    read(name) {
      const { bitrateKbps, durationSeconds } = readReleaseName(name);
      hold(bitrateKbps === null || bitrateKbps > 0, 'bitrate');
      hold(durationSeconds === null || durationSeconds > 0, 'duration');
    },
  }),
  subject({
    name: 'titles: names of people',
    make: (random): [string, string] => [hostileText(random, people), hostileText(random, people)],
    read([one, other]) {
      hold(sameName(one, other) === sameName(other, one), 'the same in one direction only');
      personsIn(one);
    },
  }),
  subject({
    name: 'titles: place in a series',
    make: (random) => hostileText(random, places),
    read(place) {
      const position = parsePosition(place);
      if (!position) return;
      hold(position.from <= position.to && Number.isFinite(position.to), 'from and to');
      const again = parsePosition(writePosition(position));
      hold(
        again !== null && writePosition(again) === writePosition(position),
        'written and read again',
      );
    },
  }),
  subject({
    name: 'titles: path in a library',
    make: (random) => hostileText(random, paths),
    read: (place) => readBookPath(place),
  }),
  subject({
    name: 'titles: folders made of a book',
    share: 0.5,
    make: (random) => ({
      title: text(random, titles),
      authors: [text(random, people), text(random, people)],
      narrators: [text(random, people)],
      series:
        random() < 0.7 ? { name: text(random, series), position: text(random, places) } : null,
    }),
    read(book) {
      const folders = libraryPath(book);
      const inside = path.posix.join('/library', ...folders);
      hold(
        inside.startsWith('/library/') && inside.split('/').length === folders.length + 2,
        'outside',
      );
      hold(
        folders.every((folder) => Buffer.byteLength(folder) <= 200 && !/[\\\0]/.test(folder)),
        'a name',
      );
    },
  }),
];
