import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseArguments, parseWords } from '../../src/command/words.ts';
import { commands } from '../chat/terminal/commands.ts';

test.each<[line: string, input: Record<string, unknown>]>([
  ['approve 12', { proposal: 12 }],
  ['/approve #12', { proposal: 12 }],
  ['  APPROVE   12  ', { proposal: 12 }],
  ['approve 12 override', { proposal: 12, override: true }],
  ['approve --override 12', { proposal: 12, override: true }],
  ['approve 12 override:no', { proposal: 12, override: false }],
  ['approve 12 override: no', { proposal: 12, override: false }],
  ['approve twelve', { proposal: 'twelve' }],
  ['reject 12 wrong book', { proposal: 12, reason: 'wrong book' }],
  ['reject 12 Too Big', { proposal: 12, reason: 'too big' }],
  ['reject 12 reason:"wrong book"', { proposal: 12, reason: 'wrong book' }],
  ["reject 12 reason='too big'", { proposal: 12, reason: 'too big' }],
  ['reject --reason “too big” 12', { proposal: 12, reason: 'too big' }],
  ['reject 12 because I say so', { proposal: 12, reason: 'because I say so' }],
  ['gaps series:"Land of Oz" limit:5', { series: 'Land of Oz', limit: 5 }],
  ['gaps Land of Oz limit=5', { series: 'Land of Oz', limit: 5 }],
  ['gaps series: Oz', { series: 'Oz' }],
  ['gaps limit:many', { limit: 'many' }],
  ['request The Lost Princess', { title: 'The Lost Princess' }],
  [
    'request "The Lost Princess" "Mara Quill"',
    { title: 'The Lost Princess', author: 'Mara Quill' },
  ],
  ["request Gulliver's Travels", { title: "Gulliver's Travels" }],
  ['request "unclosed title', { title: '"unclosed title' }],
  ['request https://example.org/t/12?x=1', { title: 'https://example.org/t/12?x=1' }],
  ['request Dune: Messiah', { title: 'Dune: Messiah' }],
  ['request 1984', { title: '1984' }],
  ['series Hollow Lands', { series: 'Hollow Lands' }],
  ['series Hollow Lands none', { series: 'Hollow Lands', monitor: 'none' }],
  ['series all', { series: 'all' }],
  ['series "Leave none" all', { series: 'Leave none', monitor: 'all' }],
  ['settings RATIO_FLOOR 1.05', { name: 'RATIO_FLOOR', value: '1.05' }],
  ['history 412', { run: 412 }],
  ['history library-scan', { job: 'library-scan' }],
  ['run library-scan confirm', { job: 'library-scan', confirm: true }],
])('"%s" is understood', (line, input) => {
  expect(parseWords(line, commands).input).toEqual(input);
});

test.each<[line: string, input: Record<string, unknown>]>([
  ['gaps serie:Oz', { serie: 'Oz' }],
  ['gaps --everything', { everything: true }],
  ['card now please', { 'now please': true }],
  ['approve 12 13 14', { proposal: 12, '13 14': true }],
])('"%s" passes on what no option takes, for execute to refuse', (line, input) => {
  expect(parseWords(line, commands).input).toEqual(input);
});

test('an unknown or missing command is passed on without input', () => {
  expect(parseWords('fly to the moon', commands)).toEqual({
    command: 'fly',
    input: expect.anything(),
  });
  expect(parseWords('   ', commands)).toEqual({ command: '', input: {} });
});

test('a word that a shell kept together is one value', () => {
  const call = parseArguments(['request', 'The Lost Princess', 'author=Mara Quill'], commands);

  expect(call.input).toEqual({ title: 'The Lost Princess', author: 'Mara Quill' });
});

test('any line gives a call', () => {
  const word = fc.oneof(
    fc.constantFrom(...commands.keys(), '"', "'", '“', '--', ':', '=', 'reason:', '__proto__', ' '),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const call = parseWords(words.join(' '), commands);

      expect(typeof call.command).toBe('string');
      expect(Object.getPrototypeOf(call.input)).toBe(Object.prototype);
    }),
  );
});

test('a required text keeps every word that was typed', () => {
  const title = fc.array(fc.stringMatching(/^[A-Za-z]{1,8}$/), { minLength: 1 });
  fc.assert(
    fc.property(title, (words) => {
      expect(parseWords(`request ${words.join(' ')}`, commands).input).toEqual({
        title: words.join(' '),
      });
    }),
  );
});
