import { usualForm, type Form } from '../../row.ts';
import { narrators } from '../../people.ts';
import type { UploadNoise } from '../../subject.ts';

/** What uploaders hang on a title. */
export const labelNoise: UploadNoise[] = [
  tail('unabridged', [
    '(Unabridged)',
    '[Unabridged]',
    '- Unabridged',
    'Unabridged',
    '(UNABRIDGED)',
  ]),
  tail('year', ['(2013)', '[2008]', '- 2019']),
  tail('format', [
    '[MP3]',
    '(m4b)',
    '[64kbps]',
    '- M4B 128k',
    '(MP3 128 Kbps)',
    '[Audiobook]',
    '(Audio Book)',
  ]),
  {
    name: 'narrator-in-title',
    apply(upload, { random }) {
      const narrator = upload.narrators[0] ?? random.pick(narrators);
      const form = random.pick([
        `(read by ${narrator})`,
        `- narrated by ${narrator}`,
        `{${narrator}}`,
        `[${narrator}]`,
      ]);
      return { ...upload, title: `${upload.title} ${form}` };
    },
  },
];

/** How the same letters reach us. */
export const formNoise: UploadNoise[] = [
  {
    name: 'nfd',
    apply: (upload) => ({
      ...upload,
      title: upload.title.normalize('NFD'),
      authors: upload.authors.map((name) => name.normalize('NFD')),
    }),
  },
  {
    name: 'nbsp',
    apply: (upload) => ({ ...upload, title: upload.title.replaceAll(' ', '\u00a0') }),
  },
  {
    name: 'zero-width',
    apply: (upload) => ({
      ...upload,
      title: inserted(upload.title, '\u200b'),
      authors: upload.authors.map((name) => `\ufeff${name}`),
    }),
  },
  {
    name: 'soft-hyphen',
    apply: (upload) => ({ ...upload, title: inserted(upload.title, '\u00ad') }),
  },
  {
    name: 'direction-marks',
    apply: (upload) => ({
      ...upload,
      title: `\u200f${upload.title}\u200e`,
      authors: upload.authors.map((name) => `\u202a${name}\u202c`),
    }),
  },
  formed('escaped', { escapes: 1 }),
  formed('escaped-twice', { escapes: 2 }),
  formed('json-twice', { embedded: 'twice' }),
  formed('json-plain', { embedded: 'plain' }),
  formed('numbers-as-text', { numbers: 'texts', flags: 'texts' }),
  formed('flags-as-booleans', { flags: 'booleans' }),
  formed('flags-as-words', { flags: 'words' }),
  formed('documented-form', { numbers: 'texts', flags: 'texts', titleField: 'name' }),
];

function tail(name: string, tails: string[]): UploadNoise {
  return {
    name,
    apply: (upload, { random }) => ({ ...upload, title: `${upload.title} ${random.pick(tails)}` }),
  };
}

function formed(name: string, form: Partial<Form>): UploadNoise {
  return { name, apply: (upload) => ({ ...upload, form: { ...usualForm, ...form } }) };
}

/** The mark in the middle of the longest word. */
function inserted(title: string, mark: string): string {
  const [longest = ''] = title.split(' ').toSorted((a, b) => b.length - a.length);
  const middle = title.indexOf(longest) + Math.floor(longest.length / 2);
  return title.slice(0, middle) + mark + title.slice(middle);
}
