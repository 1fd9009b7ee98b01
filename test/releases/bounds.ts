import { readRow } from '../../src/clients/mam/rows.ts';
import { sameWork } from '../../src/library/match.ts';
import { parsePosition } from '../../src/library/position.ts';
import { readBookPath } from '../../src/library/read-path.ts';
import { foldTitle } from '../../src/library/title.ts';
import { bitrateFromText } from '../../src/releases/bitrate.ts';
import { durationFromText } from '../../src/releases/duration.ts';
import { releaseFromProwlarr } from '../../src/releases/from-prowlarr.ts';
import { releaseFromRow } from '../../src/releases/parse.ts';
import { readReleaseName } from '../../src/releases/read-name.ts';
import { rawRow } from '../clients/mam/answers.ts';

const size = 1_000_000;

/** Texts that make careless patterns try again and again. */
const hostile = [
  '<',
  '[',
  '(',
  '{',
  '[x]',
  '(x',
  ' ',
  '\t',
  '\u00a0',
  '\n',
  '-',
  ' - ',
  ' – ',
  '--',
  ':',
  ': ',
  'a',
  'A',
  'ß',
  '\u0301',
  '\u200b',
  '0',
  '9',
  '1 ',
  '12:',
  '1:00',
  '1,',
  '1.',
  '1-',
  '.',
  ',',
  ';',
  '&',
  '&amp;',
  '&#',
  '"',
  '’',
  '|',
  '/',
  '_',
  '\\',
  '#',
  '@',
  'k',
  '64k',
  '64 k',
  'h',
  '10 h ',
  'ASIN:',
  'book ',
  'Book 1 ',
  'book the ',
  'vol.',
  'part 1 ',
  'iii ',
  'x1',
  'the ',
  'an ',
  'a novel ',
  ' by ',
  'by Anna Ward ',
  'Narrated by ',
  'Anna ',
  'Anna Ward, ',
  'Anna & ',
  'van ',
  'J. ',
  'edition ',
  'A/',
  'unabridged ',
  'abridged: ',
  'full-cast ',
  'language: ',
  'sample rate ',
  'bit rate ',
  '1 of ',
  '2019 ',
];
export const texts: readonly string[] = hostile.map((piece) =>
  piece.repeat(Math.ceil(size / piece.length)),
);

/** Everything that reads what others have written, by what it reads. */
export const readers: Record<string, (text: string) => unknown> = {
  'a release': (text) => {
    const row = readRow(rawRow({ title: text, tags: text, description: text }));
    return row && releaseFromRow(row);
  },
  'the fields of a row': (text) => {
    const fields = { isbn: text, size: text, filetype: text, lang_code: text, added: text };
    return readRow(
      rawRow({ ...fields, mediainfo: text, author_info: JSON.stringify({ 1: text }) }),
    );
  },
  'a result of Prowlarr': (text) =>
    releaseFromProwlarr({
      guid: text,
      indexerId: 1,
      trackerId: null,
      title: `${text} by ${text} [ENG / M4B]`,
      sizeBytes: null,
      fileCount: null,
      grabs: null,
      seeders: null,
      publishedAt: null,
      indexerFlags: [],
    }),
  'a free name': readReleaseName,
  'a path': (text) => [readBookPath(text), readBookPath(`${text}/${text}/${text}.m4b`)],
  'a title': foldTitle,
  'two works': (text) => {
    const series = [{ name: text, position: text }];
    const work = { title: text, authors: [text], narrators: [text], series };
    return [sameWork(work, work), sameWork(work, { ...work, title: `Salt ${text}` })];
  },
  'a place': parsePosition,
  'a bitrate and a length': (text) => [bitrateFromText(text), durationFromText(text)],
};
