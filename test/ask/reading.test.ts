import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunksOf } from '../../src/ask/chunks.ts';
import { partsOfSections } from '../../src/ask/parts.ts';
import { readMarkdown } from '../../src/ask/read-markdown.ts';
import { readSettings } from '../../src/ask/read-settings.ts';

describe('a Markdown text', () => {
  test('is read by its headings, with those above them', () => {
    const text =
      '# Guide\n\nFirst words\nof it.\n\n## Ports\n\n### Router\n- one\n- two\n\n## End\nBye.';

    expect(readMarkdown(text)).toEqual([
      { heading: '', lines: ['First words of it.'] },
      { heading: 'Ports › Router', lines: ['- one', '- two'] },
      { heading: 'End', lines: ['Bye.'] },
    ]);
  });

  test('is cut where a paragraph begins in bold, too', () => {
    expect(readMarkdown('## Who\n\n**Power is out.** Call `Ada`.\nAt once.\n\nOr wait.')).toEqual([
      { heading: 'Who › Power is out', lines: ['Call Ada. At once.', 'Or wait.'] },
    ]);
  });

  test('has a part for each row of a table, named without what a command takes', () => {
    const text =
      '## Commands\n| Command | What |\n| --- | --- |\n| `grab <release> [book]` | Fetch |';

    expect(readMarkdown(text)).toEqual([
      { heading: 'Commands › grab', lines: ['grab <release> [book] · Fetch'] },
    ]);
  });

  test('loses pictures, tags and comments, and keeps the words of a link and what is code', () => {
    const text =
      '<p><img src="x.png">Seen <b>twice</b></p>\n<!-- secret -->\n\n![alt](a.png) [here](https://a.example/x)\n\n```\nnpm <ci>\n# no heading\n```';

    expect(readMarkdown(text)).toEqual([
      { heading: '', lines: ['Seen twice', 'here', 'npm <ci>', '# no heading'] },
    ]);
  });
});

test('a heading without text is the chapter of those that follow', () => {
  const sections = [
    { anchor: 'a', title: 'General', lines: [] },
    { anchor: 'b', title: '1.1 One account', lines: ['One each.'] },
  ];

  expect(partsOfSections(sections)).toEqual([
    { heading: 'General › 1.1 One account', lines: ['One each.'] },
  ]);
  expect(partsOfSections(sections.slice(0, 1))).toEqual([
    { heading: 'General', lines: ['General'] },
  ]);
});

test('a setting is its comment and its default', () => {
  expect(readSettings('# least ratio\n#RATIO_FLOOR=1\n\n# a key (or KEY_FILE)\n#KEY=\n')).toEqual([
    { heading: 'Settings › RATIO_FLOOR', lines: ['least ratio', 'Default: 1'] },
    { heading: 'Settings › KEY', lines: ['a key (or KEY_FILE)', 'Empty by default.'] },
  ]);
});

describe('passages', () => {
  test('are cut between lines, and a long line between sentences', () => {
    const line = 'A sentence of some length that says nothing much at all. '.repeat(20);

    const bodies = chunksOf([{ heading: 'H', lines: [line, 'Short.', 'Shorter.'] }]).map(
      ({ body }) => body,
    );

    expect(bodies).toHaveLength(2);
    expect(bodies.every((body) => /[.]$/.test(body))).toBe(true);
    expect(bodies[1]).toMatch(/all\.\nShort\.\nShorter\.$/);
  });

  test('of any text are short, not empty, and lose no letter', () => {
    const letters = (text: string) => text.replaceAll(/\s/g, '');
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3000 }), { maxLength: 8 }), (lines) => {
        const chunks = chunksOf([{ heading: 'H', lines }]);
        expect(chunks.every(({ body }) => body.length <= 700 && body.trim() !== '')).toBe(true);
        expect(letters(chunks.map(({ body }) => body).join(''))).toBe(letters(lines.join('')));
      }),
    );
  });

  test('of any Markdown are found without failing', () => {
    const marks = ['# ', '|', '---', '**', '`', '```\n', '\n', '<!--', '-->', '[', '](', '- ', 'x'];
    const pieces = fc.constantFrom(' ', ...marks);
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), (parts) => {
        expect(readMarkdown(parts.join('')).every(({ lines }) => lines.length > 0)).toBe(true);
      }),
    );
  });

  test.each([
    ['comments that never end', '<!--'.repeat(100_000)],
    ['brackets', '[x]('.repeat(100_000)],
    ['one line of bold', '**a'.repeat(100_000)],
    ['a table of one row', `|${'a|'.repeat(100_000)}\n`],
  ])('%s are read', (_what, text) => {
    expect(() => chunksOf(readMarkdown(text))).not.toThrow();
  });
});
