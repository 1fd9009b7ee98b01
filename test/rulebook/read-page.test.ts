import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRulePage } from '../../src/rulebook/read-page.ts';

const page = `<html><head><title>Rules</title><style>p{}</style></head><body>
  <div id="header">Bonus: 12</div>
  <div id="mainBody">
    <div class="cat"><h1>General <a id="cat1"></a></h1>
      <div class="sub"><h2><a id="rsc10"></a>1.1 One account</h2>
        <div>Each person&nbsp;has <b>one</b> account.<br>Ask staff&#39;s leave &amp; wait.</div></div>
      <div class="sub"><h2><a id="rsc68"></a>1.7 Programs</h2>
        <ul><li>Use the published list.</li><li>No scraping.</li></ul><script>alert('1.7')</script></div>
    </div>
  </div></body></html>`;

test('a saved page becomes sections by heading and anchor, without menus and scripts', () => {
  expect(readRulePage(page)).toEqual([
    { anchor: 'cat1', title: 'General', lines: [] },
    {
      anchor: 'rsc10',
      title: '1.1 One account',
      lines: ['Each person has one account.', "Ask staff's leave & wait."],
    },
    { anchor: 'rsc68', title: '1.7 Programs', lines: ['Use the published list.', 'No scraping.'] },
  ]);
});

test('questions that fold out are sections too', () => {
  const html =
    '<details><summary><h4 id="q1">What is ratio?</h4></summary><div class="answer">Up by down.</div></details>';

  expect(readRulePage(html)).toEqual([
    { anchor: 'q1', title: 'What is ratio?', lines: ['Up by down.'] },
  ]);
});

test('copied text is cut at its numbered lines', () => {
  expect(readRulePage('Site rules\n1.1 One account\nper person\r\n1.2. No sharing\n')).toEqual([
    { anchor: 'top', title: '', lines: ['Site rules'] },
    { anchor: '1.1', title: '1.1 One account', lines: ['per person'] },
    { anchor: '1.2', title: '1.2. No sharing', lines: [] },
  ]);
});

test.each([
  ['nothing', '  \n '],
  ['markup without text', '<html><body><script>x</script></body></html>'],
  ['the sign-in page', '<body><form action="/takelogin.php">Sign in</form></body>'],
  ['more markup than a page has', '<p>x'.repeat(50_001)],
  ['more than 5 MB', 'x'.repeat(5 * 1024 * 1024 + 1)],
])('%s is refused with what to do', (_what, content) => {
  expect(() => readRulePage(content)).toThrow(
    expect.objectContaining({ code: 'bad_input', hint: expect.stringMatching(/\w/) }),
  );
});

describe('whatever the page holds', () => {
  const reads = (content: string) => {
    try {
      return readRulePage(content);
    } catch (error) {
      expect(error).toMatchObject({ code: 'bad_input' });
      return [];
    }
  };

  test('reading ends with clean lines or a clear refusal', () => {
    const pieces = fc.constantFrom(
      '<p>',
      '</p>',
      '<h2 id="a">',
      '</h2>',
      '<table><td>',
      '&amp;',
      '\u202e',
      '\0',
      'x',
      '<a name=q>',
      '<!--',
      ']]>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), (parts) => {
        for (const { lines } of reads(parts.join(''))) {
          expect(lines.every((line) => line !== '' && line === line.trim())).toBe(true);
          // oxlint-disable-next-line no-control-regex
          expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
        }
      }),
    );
  });

  test.each([
    ['nested twenty thousand deep', '<div>'.repeat(20_000) + 'x'],
    ['a storm of entities', '<p>' + '&amp;#039;'.repeat(200_000)],
    ['ten thousand headings', '<h2>a</h2>b'.repeat(10_000)],
    ['one line of a megabyte', '1.1 ' + 'a'.repeat(1_000_000)],
  ])('%s is read', (_what, content) => {
    expect(reads(content).length).toBeGreaterThan(0);
  });
});
