import { expect, test } from 'vitest';
import { defaultPathTemplate, readPathTemplate } from '../../src/settings/path-template.ts';

test('reads the default: three folders, the narrator in braces of its own', () => {
  const template = readPathTemplate(defaultPathTemplate);

  expect(template).toEqual([
    [{ field: 'author', open: '', close: '' }],
    [{ field: 'series', open: '', close: '' }],
    [
      { field: 'position', open: '', close: '' },
      ' - ',
      { field: 'title', open: '', close: '' },
      ' ',
      { field: 'narrator', open: '{', close: '}' },
    ],
  ]);
});

test.each([
  ['', 'every folder between the slashes needs a name'],
  ['/{author}/{title}', 'every folder between the slashes needs a name'],
  ['{author}//{title}', 'every folder between the slashes needs a name'],
  ['{author}/{title}/', 'every folder between the slashes needs a name'],
  ['{author}/{series}/{position}/{title}', 'at most 3 folders are possible'],
  ['{author}/{series}', 'the last folder needs {title}'],
  ['{title}/{author}', 'the last folder needs {title}'],
  ['{author}/{titel}', '{titel} is none of {author}, {series}, {position}, {title}, {narrator}'],
  ['{Author}/{title}', '{Author} is none of'],
  ['{author}/{title', 'has a brace that belongs to no field'],
  ['{author}/{title}}', 'has a brace that belongs to no field'],
  ['{author}/{} {title}', 'has a brace that belongs to no field'],
  ['{author}/{title}: {narrator}', 'a folder cannot have ":" in its name'],
  ['C:\\{author}/{title}', 'a folder cannot have'],
  ['{author}/{title}?', 'a folder cannot have "?" in its name'],
  ['../{title}', 'a folder that begins with a dot'],
  ['{author}/.{title}', 'a folder that begins with a dot'],
  [`{author}/${'x'.repeat(41)}{title}`, 'a folder may have 40 bytes of fixed text'],
])('refuses "%s" and says what is wrong', (text, sentence) => {
  expect(() => readPathTemplate(text)).toThrow(sentence);
});
